"""From a contact of an address book to facts of a card: one reader for every program's contacts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from refer_cli.capture.contacts import Contact, Labelled, PostalAddress, named_in_practice, ranked, reachable
from refer_cli.capture.found import Described
from refer_cli.capture.found import Source as TextSource
from refer_cli.capture.naming import letters_from, titles_in
from refer_cli.capture.offices import Cities
from refer_cli.capture.structured import Claims
from refer_cli.capture.understand import understand
from refer_cli.capture.values import settled, values_of
from refer_cli.errors import ReferError
from refer_cli.exchange.incoming import Incoming, Skipped, Unread
from refer_cli.exchange.own_contacts import with_own, without_own
from refer_cli.fields.card import LARGEST_TEXT, Facts
from refer_cli.fields.cells import read_cell
from refer_cli.fields.spelling import SpellingContext
from refer_cli.fields.values import Item, Listing, Value, added
from refer_cli.folding import fold
from refer_cli.places.abroad import is_abroad
from refer_cli.places.states import state_code
from refer_cli.vocabulary.normaliser import vocabulary


class Setting(NamedTuple):
    """What a contact is read with: the file's kind, the ISO days `today` and `as_of`, and the places of the country.

    Without `gazetteer` notes are kept and not understood, and no ZIP is held against its state.
    """

    kind: str
    today: str
    as_of: str | None = None
    gazetteer: Callable[[], Cities] | None = None


class AddressBook:
    """An address book that is being read: its contacts, understood one at a time. See `incoming.Source`."""

    own_word = True
    of_contacts = True

    def __init__(
        self,
        title: str,
        size: int,
        contacts: Callable[[], Iterable[Contact]],
        setting: Setting,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.name = setting.kind
        self.title = title
        self.size = size
        self.notes = notes
        self._contacts = contacts
        self._setting = setting

    def position(self) -> int:
        """Address books are small: what is read is read at once."""
        return self.size

    def rows(self) -> Iterator[Incoming | Skipped]:
        """Every contact; one that is nobody, or nobody's, is left out with the reason."""
        for contact in self._contacts():
            yield incoming(contact, self._setting)


def incoming(contact: Contact, setting: Setting) -> Incoming | Skipped:
    """What a contact says as a row for the book. Never raises for anything that an address book can hold."""
    reason = contact.no_person()
    if reason is not None:
        return Skipped(contact.row, None, reason if contact.whole else f"{reason} (the card is cut off)", refuses=False)
    reader = _Reader(without_own(contact) if contact.own else contact, setting)
    try:
        row = reader.row()
        return with_own(row, contact, date.fromisoformat(setting.today)) if contact.own else row
    except ReferError as error:  # one contact never costs the others
        return Skipped(contact.row, None, error.sentence.removesuffix("."), refuses=False)


class _Reader:
    """One contact on its way to a card: the values so far, and the words that no field holds."""

    def __init__(self, contact: Contact, setting: Setting) -> None:
        self._contact = contact
        self._setting = setting
        self._values: dict[str, Value] = {}
        self._unread: list[Unread] = []
        self._assumptions: list[str] = []
        self._context = SpellingContext(None, date.fromisoformat(setting.today))

    def row(self) -> Incoming:
        contact = self._contact
        self._address()  # first: words of other fields may mean something else in its state
        self._name()
        self._practice()
        self._titles()
        self._telephones()
        self._mails()
        self._websites()
        self._labels()
        self._languages()
        self._note()
        for label, words in contact.others:
            self._keep(label, words)
        if not contact.whole:
            self._assumptions.append("the file is cut off: of its last card only what stands there was taken")
        as_of, dated = self._day()
        return Incoming(
            row=contact.row,
            facts=Facts(self._values, as_of, self._setting.kind, key=contact.key[:200] if contact.key else None),
            file_dated=frozenset(self._values) if dated else frozenset(),
            assumptions=tuple(dict.fromkeys(self._assumptions)),
            unread=tuple(dict.fromkeys(self._unread)),
        )

    def _day(self) -> tuple[str, bool]:
        """The day on which the facts held: of the contact's last change, else as told, else today."""
        changed, today = self._contact.changed_on, self._setting.today
        if changed is not None and "1990" < changed <= today and _is_day(changed):
            return changed, True
        return (self._setting.as_of, True) if self._setting.as_of is not None else (today, False)

    def _keep(self, label: str, words: str, meant: bool = False) -> None:
        """Words for the notes, under the name that the address book has for them."""
        words = " ".join(words.split())
        if words:
            self._unread.append(Unread(label, words, meant))

    def _read(self, field: str, words: str, label: str) -> bool:
        """Read words of one field; what is not understood goes to the notes. Whether anything was understood."""
        reading = read_cell(field, words, self._context)
        for name, value in reading.values.items():
            self._put(name, value)
        for left in reading.left:
            self._keep(label, left, meant=True)
        self._assumptions.extend(reading.assumptions)
        return bool(reading.values)

    def _put(self, field: str, value: Value) -> None:
        """A fact: the first that is said of a field stands, a list takes more entries and stays open."""
        before = self._values.get(field)
        if isinstance(value, Listing):
            base = before if isinstance(before, Listing) else Listing((), True)
            known = {fold(item.name) for item in base.items}
            self._values[field] = added(base, tuple(item for item in value.items if fold(item.name) not in known))
        elif before is None:
            self._values[field] = value

    # -- who ----------------------------------------------------------------------------------------------------

    def _name(self) -> None:
        contact = self._contact
        said = self._own_name(contact.full_name())
        letters, generation = self._suffix()
        self._values["name"] = _cut(f"{self._plain_name(said)}{generation}")
        for term in letters:
            self._put("credentials", Listing((Item(term),), True))
        if contact.first and contact.last and fold(contact.shown) != fold(said):
            shown, names = self._letters_behind(contact.shown)
            for term in names:
                self._put("credentials", Listing((Item(term),), True))
            known = {*fold(said).split(), *fold(contact.prefix).split(), *fold(contact.suffix).split()}
            known |= {
                *fold(contact.nickname).split(),
                *fold(contact.organization).split(),
                *fold(contact.middle).split(),
            }
            if set(fold(shown).split()) - known - _COURTESIES:
                self._keep("Shown as", contact.shown)
        if contact.middle and not set(fold(contact.middle).split()) <= set(fold(said).split()):
            self._keep("Middle name", contact.middle)
        if contact.prefix and set(fold(contact.prefix).split()) - _COURTESIES:
            self._keep("Prefix", contact.prefix)
        if contact.nickname and not set(fold(contact.nickname).split()) <= set(fold(self._name_text()).split()):
            self._keep("Nickname", contact.nickname)

    def _own_name(self, said: str) -> str:
        """The name without what was typed behind it to know who it is: "Jen Kim therapist", "Jen Kim Counseling"."""
        owner = named_in_practice(said)
        if owner is not None:
            self._put("practice", owner.practice)
            return owner.name
        trade = _TRADE_BEHIND.search(said)
        head = said[: trade.start()] if trade is not None else ""
        if trade is None or len(head.split()) < 2 or head.count("(") != head.count(")"):
            return said
        self._keep("Job title", trade[1])
        return head.strip(" ,-–")

    def _name_text(self) -> str:
        return str(self._values["name"])

    def _plain_name(self, said: str) -> str:
        """The name without titles and letters, which are facts of their own."""
        reading = read_cell("name", said, self._context)
        name = reading.values.get("name")
        if isinstance(name, str) and ("," in said or _in_order(fold(name).split(), fold(said).split())):
            for field, value in reading.values.items():
                if field != "name":
                    self._put(field, value)
            for words in reading.left:
                self._keep("Name", words)
            return name
        bare, letters = self._letters_behind(said)
        for term in letters:
            self._put("credentials", Listing((Item(term),), True))
        return _without_courtesies(bare)

    def _letters_behind(self, text: str) -> tuple[str, tuple[str, ...]]:
        """A name and the letters behind it: "Rosa Delgado, LCSW", "Rosa Delgado LCSW PhD"."""
        for gap in re.finditer(r"\s*,\s*|\s+", text):
            if len(text[: gap.start()].split()) < 2 and "," not in gap[0]:
                continue
            letters, end = letters_from(text, gap.end(), self._context.state, True)
            if letters and not text[end:].strip(" .,)("):
                return text[: gap.start()].rstrip(" ,("), letters
        return text, ()

    def _suffix(self) -> tuple[tuple[str, ...], str]:
        """Letters in the suffix, and what belongs to the name there ("Jr.")."""
        suffix = " ".join(self._contact.suffix.split())
        if not suffix:
            return (), ""
        letters, end = letters_from(suffix, 0, self._context.state, True)
        rest = suffix[end:].strip(" ,()") if letters else suffix
        generation = rest if fold(rest).replace(" ", "") in _GENERATIONS else ""
        if rest and not generation:
            self._keep("Suffix", rest)
        return letters, f" {generation}" if generation else ""

    def _practice(self) -> None:
        contact = self._contact
        if contact.organization:
            if len(contact.organization) <= 300:
                self._read("practice", contact.organization, "Organization")
            else:
                self._keep("Organization", contact.organization)
        self._keep("Department", contact.department)

    def _titles(self) -> None:
        """A job title is a credential where it is one in full ("Licensed Clinical Social Worker"); else it is kept."""
        for title in self._contact.titles:
            terms = [term for _, term, _ in titles_in(title)]
            pieces = [piece.strip() for piece in re.split(r"[,;|/]", title) if piece.strip()]
            read = [letters_from(piece, 0, self._context.state, True) for piece in pieces]
            full = [bool(letters) and end == len(piece) for piece, (letters, end) in zip(pieces, read, strict=True)]
            whole = all(full)
            # "CT, MRI" is no degree: two letters are one only where nothing else stands beside them.
            letters = [
                term
                for piece, (terms, _), is_full in zip(pieces, read, full, strict=True)
                if is_full and (whole or len(piece) > 2)
                for term in terms
            ]
            named = vocabulary("credential").find(title, self._context.state) if len(title.split()) > 1 else None
            for term in [*terms, *letters, *([named] if named else [])]:
                self._put("credentials", Listing((Item(term),), True))
            if not whole and named is None:
                self._keep("Job title", title)

    # -- how to reach -------------------------------------------------------------------------------------------

    def _telephones(self) -> None:
        rung = reachable(self._contact.phones)
        for phone in self._contact.phones:
            if phone not in rung:
                self._keep(_phone_label(phone), phone.words)
        for phone in rung:
            number = self._number(phone.words)
            if number is None or "phone" in self._values:
                if number is None or fold(number) != fold(str(self._values["phone"])):
                    self._keep(_phone_label(phone), phone.words, meant=number is None)
            else:
                self._values["phone"] = number

    def _number(self, words: str) -> str | None:
        """A telephone number as it is to be dialled; one of abroad, and a short one, as it is given."""
        given = " ".join(words.split())
        digits = re.sub(r"\D", "", re.split(r"(?i)ext|x|#|;", given)[0])
        if given.startswith("+1") and len(digits) != 11:
            return None
        reading = read_cell("phone", words, self._context)
        number = reading.values.get("phone")
        if not any(sign.isdigit() for left in reading.left for sign in left) and isinstance(number, str):
            for left in reading.left:
                self._keep("Phone", left, meant=True)
            return number
        if 5 <= len(digits) <= 15 and re.fullmatch(r"\+?[\d\s()/.*-]+", given):
            return given
        for left in reading.left if isinstance(number, str) else ():
            self._keep("Phone", left, meant=True)
        return number if isinstance(number, str) else None

    def _mails(self) -> None:
        for mail in ranked(self._contact.mails):
            reading = read_cell("email", mail.words, self._context)
            address = reading.values.get("email")
            known = self._values.get("email")
            if isinstance(address, str) and known is None:
                self._values["email"] = address
                for left in reading.left:
                    self._keep(_named("E-mail", mail.kind), left, meant=True)
            elif not isinstance(address, str) or fold(address) != fold(str(known)):
                self._keep(_named("E-mail", mail.kind), mail.words, meant=not isinstance(address, str))

    def _websites(self) -> None:
        for web in ranked(self._contact.webs):
            words = web.words.strip()
            if "website" not in self._values and _WEB.fullmatch(words) and len(words) <= 300:
                self._read("website", words, "Website")
            elif _bare_web(words) != _bare_web(str(self._values.get("website", ""))):
                self._keep(_named("Website", web.kind), words)

    # -- where --------------------------------------------------------------------------------------------------

    def _address(self) -> None:
        addresses = ranked(self._contact.addresses)
        chosen: PostalAddress | None = None
        abroad = False
        for address in addresses:
            if is_abroad(address.country):
                abroad = True
            elif not abroad or state_code(address.region):
                chosen = address
                break
        for address in addresses:
            if address is not chosen:
                self._keep(_named("Address", address.kind), address.line())
        if chosen is not None and not self._office(chosen):
            self._keep(_named("Address", chosen.kind), chosen.line())

    def _office(self, address: PostalAddress) -> bool:
        """The office from an address; whether the fields hold all of it."""
        if not (address.city or address.region or address.code):
            return self._in_one_piece(address.whole or address.street)
        street = ", ".join(line for part in address.street.splitlines() if (line := part.strip(" ,")))
        if street and len(street) <= 300:
            self._values["street"] = street
        state = state_code(address.region) if address.region else None
        if state is not None:
            self._values["state"] = state
        if address.city:
            self._city(address.city)
        said = self._values.get("state")
        state = said if isinstance(said, str) else None
        self._context = self._context._replace(state=state)
        whole = (not street or "street" in self._values) and (state is not None or not address.region)
        if address.code and not self._zip(address, state):
            whole = False
        return whole and (not address.city or "city" in self._values) and _is_named(address.country)

    def _in_one_piece(self, words: str) -> bool:
        """An address that was written in one piece, where it ends as addresses of the country do."""
        reading = read_cell("street", words, self._context)
        if "state" not in reading.values or reading.left or is_abroad(words.splitlines()[-1]):
            return False
        for field, value in reading.values.items():
            self._put(field, value)
        return True

    def _city(self, words: str) -> None:
        reading = read_cell("city", words, self._context)
        for field, value in reading.values.items():
            if field in ("city", "state", "zip"):
                self._put(field, value)
        if "city" not in self._values and len(words) <= 300:
            self._put("city", words)
        self._assumptions.extend(reading.assumptions)

    def _zip(self, address: PostalAddress, state: str | None) -> bool:
        """The ZIP, where it is one: of five digits, in the United States, and in no other state than the address."""
        match = re.fullmatch(r"(\d{5})(?:[- ]?(\d{4}))?", address.code.strip())
        if match is None:
            return False
        place = self._zip_place(match[1])
        if place is not None and state is not None and place != state:
            return False
        if state is None and (address.region or not (_is_ours(address.country) or place is not None)):
            return False
        if state is None and not _is_ours(address.country):
            return False  # five digits are a ZIP of many countries
        self._put("zip", f"{match[1]}-{match[2]}" if match[2] else match[1])
        return True

    def _zip_place(self, code: str) -> str | None:
        if self._setting.gazetteer is None:
            return None
        look_up = getattr(self._setting.gazetteer(), "zip", None)
        place = look_up(code) if look_up is not None else None
        state = getattr(place, "state", None)
        return state if isinstance(state, str) else None

    # -- what else ----------------------------------------------------------------------------------------------

    def _labels(self) -> None:
        tags = [label for label in dict.fromkeys(self._contact.labels) if not is_system_label(label)]
        for label in tags:
            if len(label) > _LONGEST_LABEL:
                self._keep("Label", label)
        items = tuple(Item(label) for label in tags if len(label) <= _LONGEST_LABEL)
        if items:
            self._values["tags"] = Listing(items, True)

    def _languages(self) -> None:
        claims = Claims()
        for words in self._contact.languages:
            claims.language(words)
        for _, language, _ in claims.all():
            self._put("languages", Listing((Item(language),), True))

    def _note(self) -> None:
        """The note is kept as it is, and understood like any text about a colleague."""
        note = self._contact.note.strip()
        if not note:
            return
        if len(note) > LARGEST_TEXT:
            self._assumptions.append(f"of a note only the first {LARGEST_TEXT:,} letters are kept")
        self._values["notes"] = note[:LARGEST_TEXT]
        for field, value in self._told(note).items():
            if field not in _NOT_FROM_NOTES:
                self._put(field, value)

    def _told(self, note: str) -> Mapping[str, Value]:
        if self._setting.gazetteer is None:
            return {}
        name = self._name_text()
        state = self._values.get("state")
        claims = [("name", name, name)]
        if isinstance(state, str):
            claims.append(("state", state, state))
        try:
            today = self._context.today or date.min
            understood = understand(TextSource((Described(note, tuple(claims)),)), today, self._setting.gazetteer())
        except ReferError:
            return {}
        if len(understood.people) != 1:
            return {}
        return values_of(settled(understood.people[0]))


_LONGEST_LABEL = 100
_NOT_FROM_NOTES = frozenset({"name", "notes", "street", "city", "state", "zip"})
"""The card's own properties say these; what a note says of places is as often where one met."""
_COURTESIES = frozenset(
    ("dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "rev", "reverend", "fr", "rabbi", "pastor")
)
_TRADE_BEHIND = re.compile(
    r"[\s,(/–-]+((?:child |couples |family |my |ex-?)?"
    r"(?:psycho)?(?:therapist|counsel(?:l)?or|psychologist|psychiatrist|social worker|shrink|analyst))\)?\s*$",
    re.I,
)
_GENERATIONS = frozenset(("jr", "sr", "i", "ii", "iii", "iv", "v", "junior", "senior", "jun", "sen", "2nd", "3rd"))
_WEB = re.compile(r"(?:https?://)?[^\s/@:]+\.[^\s/.]{2,}[^\s]*|https?://\S+", re.I)
_SYSTEM_LABELS = re.compile(
    r"\*.*|my ?contacts|all contacts|(?:imported|importiert|importé|importado)\b.*|starred(?: in android)?"
    r"|other contacts|restored.*|(?:my )?(?:phone|device|card|icloud)|vcard",
    re.I,
)


def is_system_label(label: str) -> bool:
    """Whether a group is a program's own (`* myContacts`, "Imported on 3/29"), and none that somebody made."""
    return not label.strip() or bool(_SYSTEM_LABELS.fullmatch(label.strip()))


def _phone_label(phone: Labelled) -> str:
    kind = phone.kind.strip()
    if re.search(r"fax|pager|phone|telex", kind, re.I):
        return kind[:1].upper() + kind[1:]
    return _named("Phone", kind)


def _named(what: str, kind: str) -> str:
    return f"{what} ({kind})" if kind else what


def _bare_web(words: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", words.strip().casefold()).rstrip("/")


def _is_named(country: str) -> bool:
    """Whether nothing is lost with the country: none is given, or ours."""
    return not country or _is_ours(country)


def _is_ours(country: str) -> bool:
    return fold(country).replace(" ", "") in ("us", "usa", "unitedstates", "unitedstatesofamerica")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _in_order(words: list[str], all_words: list[str]) -> bool:
    """Whether words stand in a text in this order, others between them or not."""
    rest = iter(all_words)
    return all(word in rest for word in words)


def _without_courtesies(name: str) -> str:
    words = name.split()
    while len(words) > 2 and fold(words[0]) in _COURTESIES:
        words.pop(0)
    return " ".join(words)


def _cut(name: str) -> str:
    return name if len(name) <= 300 else f"{name[:299]}…"
