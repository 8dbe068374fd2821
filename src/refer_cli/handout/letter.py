"""The letter to a colleague before a client is handed over: text, a draft to open in a mail program, or a link.

Without the client's consent it asks whether one may send somebody, and holds not a word about who it is. Nothing is
ever sent from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refer_cli.fields.days import month_name
from refer_cli.fields.mail_address import email_address, mailto_link
from refer_cli.fields.signs import plain_line, plain_signs
from refer_cli.records import NamedTuple

if TYPE_CHECKING:
    from refer_cli.matching.request import Request

ENDINGS = (".txt", ".eml")
BLANK = "____"
_WIDTH = 76
_UNFOLDED = 60
"""Signs of a name and an address that stand on one line of a header, whatever has to be marked in them."""
CHECK = "[check]"
"""Before a line that holds only where the therapist and the client agreed on it: to be mended, or struck."""


class Sender(NamedTuple):
    """The therapist, as a letter is signed; a name that is not known is left to be filled in by hand."""

    name: str | None = None
    credentials: tuple[str, ...] = ()
    practice: str | None = None
    phone: str | None = None
    email: str | None = None


class Agreed(NamedTuple):
    """What the client agreed may be said. There is no place for a name or a label: it is filled in by hand.

    `consent_on` is an ISO day; `needs` and the other lists are vocabulary terms; `reason` and `meanwhile` (the time
    until the first session there) sentences; `max_fee` whole dollars a session; `age_group` and `format` terms;
    `way` is "by video", "in person" or both; `soon`: to begin within weeks.
    """

    consent_on: str
    needs: tuple[str, ...]
    reason: str
    soon: bool = False
    meanwhile: str = ""
    panels: tuple[str, ...] = ()
    max_fee: int | None = None
    age_group: str | None = None
    format: str | None = None
    languages: tuple[str, ...] = ()
    approaches: tuple[str, ...] = ()
    way: str | None = None


def agreed_from(request: Request, consent_on: str, reason: str, meanwhile: str) -> Agreed:
    """What a letter says of a client with this request. Where they live and whom they avoid stay out of it."""
    ways = [words for asked, words in ((request.in_person, "in person"), (request.telehealth, "by video")) if asked]
    return Agreed(
        consent_on,
        tuple(need.name for need in request.needs),
        reason,
        request.soon,
        meanwhile,
        panels=tuple(f"{one.name}/{one.plan}" if one.plan else one.name for one in request.insurance),
        max_fee=request.max_fee,
        age_group=request.age_group,
        format=request.format,
        languages=request.languages,
        approaches=tuple(wish.name for wish in request.approaches),
        way=" or ".join(ways) or None,
    )


class Letter(NamedTuple):
    """One letter to one colleague. `consent_on`: the day the client agreed to it; None, and it says nothing of them.

    `unwritable`: what is noted as the e-mail address and is none; an older book may hold such. `email` is None then.
    """

    name: str
    email: str | None
    subject: str
    body: str
    consent_on: str | None = None
    unwritable: str | None = None

    @property
    def link(self) -> str | None:
        """A mailto: link that opens the letter in a mail program; None where no e-mail address is known."""
        return mailto_link(self.email, self.subject, self.body) if self.email else None


def letter_to(
    name: str, email: str | None, sender: Sender, agreed: Agreed | None = None, *, waitlist: bool = False
) -> Letter:
    """The letter; what is said of the client is what was agreed, or nothing. `waitlist`: the colleague has one."""
    subject = "A referral, with the client's consent" if agreed else "May I send somebody your way?"
    middle = _with_consent(agreed, waitlist) if agreed else _without_consent()
    body = "\n\n".join((f"Dear {name},", middle, _signed(sender))) + "\n"
    address = email_address(email or "")
    return Letter(name, address, subject, body, agreed.consent_on if agreed else None, None if address else email)


def letter_text(letter: Letter) -> str:
    """A letter as plain text."""
    return f"To: {_to(letter)}\nSubject: {letter.subject}\n\n{letter.body}"


def letter_draft(letter: Letter, sender: Sender) -> bytes:
    """A letter as a mail file that opens as a draft not sent yet (X-Unsent); it holds no date and no identifier."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if letter.email:
        message["To"] = Address(_display_name(letter.name, letter.email), addr_spec=letter.email)
    if address := email_address(sender.email or ""):
        message["From"] = Address(_display_name(sender.name or "", address), addr_spec=address)
    message["Subject"] = plain_line(letter.subject)
    message.set_content(plain_signs(letter.body))
    return message.as_bytes()


def _display_name(name: str, address: str) -> str:
    """A name that stands before an address. In a long one no sign means anything in a header.

    Python loses the quotation marks of a name when its line is folded; `Ann <ann@...>, Bo` would then be two people.
    """
    if len(name) + len(address) <= _UNFOLDED:
        return plain_line(name)
    return " ".join("".join(" " if sign in '()<>[]:;@\\,."' else sign for sign in plain_line(name)).split())


def _to(letter: Letter) -> str:
    return f"{letter.name} <{letter.email}>" if letter.email else letter.name


def _without_consent() -> str:
    return (
        "May I send somebody your way?\n\n"
        "If you have room, please tell me how you like a first call to come.\n"
        "If you have none just now, a short no helps me as well."
    )


def _with_consent(agreed: Agreed, waitlist: bool) -> str:
    told = (
        ("They seek help with", ", ".join(agreed.needs) or BLANK),
        ("Age group", agreed.age_group),
        ("Sessions for", _for(agreed.format)),
        ("Sessions", agreed.way),
        ("Language", " or ".join(agreed.languages)),
        ("They wish for", ", ".join(agreed.approaches)),
        ("Insurance", " or ".join(agreed.panels)),
        ("They can pay up to", f"${agreed.max_fee} a session" if agreed.max_fee is not None else None),
        ("To begin", _begin(agreed, waitlist)),
    )
    agreed_lines = (
        "They choose whom they see, and call you themselves.",
        *((agreed.meanwhile,) if agreed.meanwhile else ()),
        "If they wish it, I send you a short summary after the first session with you.",
    )
    return "\n".join(
        (
            *_wrapped(
                "I would like to send a client your way. They know of this letter, and agreed on "
                f"{day_in_words(agreed.consent_on)} that I tell you what follows."
            ),
            "",
            f"Name: {BLANK}",
            *(line for label, said in told if said for line in _wrapped(f"{label}: {said}")),
            "",
            *_wrapped(agreed.reason),
            "",
            "What we agreed:",
            *(line for one in agreed_lines for line in _wrapped(f"- {CHECK} {one}", "  ")),
            "",
            *_wrapped(_question(agreed)),
        )
    )


def _begin(agreed: Agreed, waitlist: bool) -> str:
    if agreed.soon:
        return "within the next weeks"
    return f"{CHECK} when you have room" if waitlist else BLANK


def _for(format_: str | None) -> str | None:
    return {None: None, "individual": "one person"}.get(format_, f"a {format_}")


def _question(agreed: Agreed) -> str:
    """What the colleague is asked: room, on the terms that were told."""
    terms = [f"in {' or '.join(agreed.panels)}"] if agreed.panels else []
    if agreed.max_fee is not None:
        terms.append("at that fee")
    room = " ".join(("Do you have room", *terms))
    return f"{room}, and how do you like a first call to come?"


def day_in_words(day: str) -> str:
    """An ISO day as a letter writes it: November 20, 2026."""
    return f"{month_name(day)} {int(day[8:])}, {int(day[:4])}"


def _wrapped(words: str, rest: str = "") -> Sequence[str]:
    from textwrap import wrap

    return wrap(words, _WIDTH, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


def _signed(sender: Sender) -> str:
    name = ", ".join((sender.name or BLANK, *sender.credentials))
    contact = " · ".join(part for part in (sender.phone, sender.email) if part)
    return "\n".join(("With kind regards,", *(part for part in (name, sender.practice, contact) if part)))
