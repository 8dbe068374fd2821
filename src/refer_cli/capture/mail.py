"""A mail down to its writer's own words: quotes, footers, who covers, and other people's signatures left out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from refer_cli.capture.found import Described, Source
from refer_cli.capture.naming import NAME, looks_like_name, names_with_letters, tidy_name
from refer_cli.capture.people import lettered
from refer_cli.fields.signs import plain_signs
from refer_cli.folding import fold

_FORWARD = re.compile(
    r"^[>\s]*(?:-{2,}\s*Forwarded message\s*-{2,}|Begin forwarded message:|-{2,}\s*Forwarded by .*-{2,})[ \t]*$",
    re.I | re.M,
)
_ORIGINAL = re.compile(r"^[>\s]*-{3,}\s*Original (?:Message|Appointment)\s*-{3,}[ \t]*$", re.I | re.M)
_OUTLOOK = re.compile(
    r"^(?:_{10,}[ \t]*\n)?\*?From:\*? .+\n(?:\*?(?:Sent|Date|To|Cc|Subject):\*? .*\n){1,6}", re.I | re.M
)
_WROTE = re.compile(
    r"^[ \t]*(?:On\b(?:[^\n]|\n(?!\n)){5,200}?\bwrote:|.{3,80}\bschrieb:|El .{5,120} escribió:"
    r"|Le .{5,120} a écrit\s*:)[ \t]*$",
    re.I | re.M,
)
_PASSED_ON = re.compile(r"\s*(?:fwd?|fw):", re.I)
_HEAD = re.compile(r"(From|Date|Sent|Subject|To|Cc|Reply-To|Message-ID|Content-Type):\s*(.*)", re.I)
_QUOTED = re.compile(r"^[ \t]*(?:>|\|\s).*(?:\n|\Z)", re.M)
_QUOTE_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.M)
_DIGEST = re.compile(
    r"^Message:? \d+[ \t]*$"
    r"|^(?:-{3,}[ \t]*\n\s*)?\d{1,3}[a-z]?[.)] .*\n(?=[ \t]*(?:Posted by|From):)",
    re.M | re.I,
)
"""Where a message of a digest begins: as Mailman numbers them, and as Yahoo and groups.io do."""
_POSTED = re.compile(r"\A\s*(?:Posted by|From):[ \t]*(?P<who>.+)\n(?:[ \t]*(?P<day>[A-Z][a-z]{2} .*\d{4}.*)\n)?", re.I)
_ABOUT_ANOTHER = re.compile(
    r"\b(?:recommend(?:ing)?|suggest(?:ing)?|refer(?:ring)? (?:\w+ )?to|try|contact|reach out to|check out"
    r"|introduc(?:e|ing)(?: you to)?|meet|met|works? with|know)\s+(?:my (?:dear |good )?(?:colleague|friend),?\s+)?"
    rf"(?:Dr\.?\s+)?(?P<name>(?={NAME.pattern})(?-i:[A-Z]))",
    re.I,
)
_LIST_ADDRESS = re.compile(r"groups|list|no-?reply|digest|info@lists|mailer|notifications?@", re.I)
_TO_MEET_YOU = re.compile(
    r"\b(?:great|nice|good|lovely|wonderful|a pleasure|enjoyed|happy|glad) (?:to meet|meeting|to have met)"
    r"(?: with)? you\b",
    re.I,
)
_VIA = re.compile(r"\s+via .*$|\s*\(.*\)$")
_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?![\s]|\Z)[^.!?\n]*)*[.!?\n]*\s*")
_DAY = re.compile(r"(?:\w+, )?\w+ \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{4}")
_HOUR = re.compile(r"\bat\b|\s+(?:AM|PM)\b.*")
_ANSWER = re.compile(r"^[ \t]*(?P<number>\d{1,2}|[a-z])[.):][ \t]+(?P<words>\S.*)$", re.M)
_ASKED_AND_ANSWERED = re.compile(
    r"^[ \t]*(?:(?:\d{1,2}|Q\d?)[.):]+[ \t]*)?(?P<asked>[A-Z][^?:\n]{3,90}\?)[ \t]*(?:\n[ \t]*)?(?:A\d?[.):]+[ \t]*)?"
    r"(?P<words>[^\s?][^?\n]*)$",
    re.M,
)


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `mail.json` under one name: footers, absence, covering, questions."""
    data = json.loads((Path(__file__).parent / "mail.json").read_text(encoding="utf-8"))
    return tuple(tuple(row) for row in data[name])


@cache
def _any(name: str, frame: str = "{}") -> re.Pattern[str]:
    words = "|".join(row[0] for row in rows(name))
    return re.compile(frame.replace("{}", f"(?:{words})"), re.I | re.M)


class Letter(NamedTuple):
    """One writer's words: who wrote, from which address, on which day, and what."""

    name: str | None
    address: str | None
    header: str
    day: str | None
    body: str


def read_mail(data: bytes) -> Source:
    """An `.eml`: its writer's own words; of a forward the forwarded ones; of a digest each message."""
    from email import message_from_bytes, policy

    message = message_from_bytes(data, policy=policy.default)
    body = _body(message)
    letter = _letter(_header(message, "From"), _header(message, "Date"), body)
    reply_to = _letter(_header(message, "Reply-To"), "", "")
    if letter.address is None and reply_to.address and (reply_to.name is None or reply_to.name == letter.name):
        # A mailing list writes in its own name; the writer's address stands where answers go.
        letter = letter._replace(address=reply_to.address, header=f"{letter.header} {reply_to.header}")
    if len(_DIGEST.findall(body)) > 1:
        return _digest(body, letter.day)
    forwarded = _forwarded(body, _header(message, "Subject"))
    if forwarded is not None and letter.address not in (None, *_addresses(_header(message, "To"))):
        # "Great to meet you" was said to whoever passes it on.
        forwarded = forwarded._replace(body=_TO_MEET_YOU.sub(lambda match: " " * len(match[0]), forwarded.body))
    chosen = forwarded or letter
    return Source((_described(chosen),), chosen.day or letter.day)


def own_words(text: str) -> str:
    """Pasted text without quoted lines, quoted messages and footers; of a pasted forward the forwarded words."""
    forwarded = _forwarded(text, "")
    return _cleaned(forwarded.body) if forwarded else _cleaned(text)


def _addresses(header: str) -> list[str]:
    from email.utils import getaddresses

    return [address for _, address in getaddresses([header])]


def _header(message: Any, name: str) -> str:
    try:
        return str(message[name] or "")
    except Exception:  # noqa: BLE001 (headers of any bytes: the parser of the standard library raises many kinds)
        return ""


def _body(message: Any) -> str:
    texts: dict[bool, list[str]] = {True: [], False: []}
    for part in message.walk():
        if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
            continue
        try:
            content = part.get_content()
        except Exception:  # noqa: BLE001 (unknown charsets and broken encodings)
            content = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
        texts[part.get_content_subtype() == "html"].append(str(content))
    text = "\n".join(texts[False])
    if not text.strip() and texts[True]:
        from refer_cli.capture.page import visible_text

        text = visible_text("\n".join(texts[True]))
    return plain_signs(text)


def _letter(sender: str, day: str, body: str) -> Letter:
    from email.utils import parseaddr

    display, address = parseaddr(sender)
    display = _VIA.sub("", display.strip("\"' "))
    shown = names_with_letters(display)
    name = shown[0].name if shown else looks_like_name(display)
    wanted = address if address and "@" in address and not _LIST_ADDRESS.search(address) else None
    return Letter(name, wanted, sender, _day(day), body)


def _day(text: str) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text.strip()).date().isoformat()
    except (TypeError, ValueError, IndexError):
        pass
    match = _DAY.match(" ".join(_HOUR.sub(" ", text).split()))
    for form in ("%a, %b %d, %Y", "%A, %B %d, %Y", "%B %d, %Y", "%b %d, %Y", "%a %b %d, %Y", "%m/%d/%Y"):
        try:
            return datetime.strptime(match[0] if match else "", form).date().isoformat()  # noqa: DTZ007 (a day)
        except ValueError:
            continue
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        return None


def _forwarded(body: str, subject: str) -> Letter | None:
    marker = _FORWARD.search(body)
    begin = marker.end() if marker else -1
    if marker is None and _PASSED_ON.match(subject):
        original, outlook = _ORIGINAL.search(body), _OUTLOOK.search(body)
        begin = original.end() if original else outlook.start() if outlook else -1
    if begin < 0:
        return None
    head, content = _headed(_QUOTE_MARKS.sub("", body[begin:]).split("\n"))
    return _letter(head.get("from", ""), head.get("date") or head.get("sent", ""), content)


def _headed(lines: Sequence[str]) -> tuple[Mapping[str, str], str]:
    """The header lines that a text begins with, by their names in small letters, and the text behind them."""
    head: dict[str, str] = {}
    for place, raw in enumerate(lines):
        line = raw.strip().replace("*", "")
        named = _HEAD.match(line)
        if named:
            head[named[1].lower()] = named[2]
        elif (line and not line.startswith("_") and not (head and raw[:1] in " \t")) or (not line and head):
            return head, "\n".join(lines[place:])
    return head, ""


def _digest(body: str, day: str | None) -> Source:
    parts = []
    for piece in _DIGEST.split(body)[1:]:
        posted = _POSTED.match(piece)
        if posted and "posted by" in posted[0].lower():
            letter = _letter(posted["who"].strip(), posted["day"] or "", piece[posted.end() :])
            if letter.address is None or letter.name is None:
                letter = _posted_by(letter, posted["who"])
        else:
            head, content = _headed(piece.strip("\n").split("\n"))
            letter = _letter(head.get("from", ""), head.get("date", ""), content)
        described = _described(letter)
        if described.text.strip():
            parts.append(described)
    return Source(tuple(parts), day)


def _posted_by(letter: Letter, who: str) -> Letter:
    """A writer as Yahoo and groups.io give them: `"Ann Birch" ann@example.com annb`."""
    words = who.replace('"', " ").split()
    address = next((word.strip("<>") for word in words if "@" in word), None)
    name = looks_like_name(" ".join(words[: words.index(address)] if address in words else words[:2]))
    return letter._replace(name=name, address=address)


def _described(letter: Letter) -> Described:
    """The words with their sender, where the sender is the one they are about."""
    text = _cleaned(letter.body)
    others = [named for named in lettered(text) if letter.name and not _alike(named.name, letter.name)]
    about = _ABOUT_ANOTHER.search(text)
    run = NAME.match(text, about.start("name")) if about else None
    another = tidy_name(run[0]) if run else None
    if others or letter.name is None or (another and not _alike(another, letter.name)):
        return Described(text)
    claims = [("name", letter.name, letter.name if letter.name in letter.header else letter.header.strip())]
    for named in names_with_letters(letter.header):
        words = letter.header[named.name_end : named.end].strip(" ,")
        claims.extend(("credentials", term, words) for term in named.credentials)
    if letter.address:
        claims.append(("email", letter.address, letter.address))
    return Described(text, tuple(claims), True)


def _alike(name: str, other: str) -> bool:
    first, second = ([word for word in fold(full).split() if word != "dr"] for full in (name, other))
    return first[0] == second[0] and first[-1] == second[-1]


def _cleaned(body: str) -> str:
    """The words of whoever wrote: questions before their answers, and nothing that others or programmes say."""
    quoted = _QUOTE_MARKS.sub("", "".join(_QUOTED.findall(body)))
    own = _without_footer(_QUOTED.sub("", _without_quoted_messages(body)))
    own = _without_who_covers(_with_questions(own, quoted))
    return own.strip("\n") + "\n" if own.strip() else own


def _without_quoted_messages(body: str) -> str:
    for pattern in (_WROTE, _ORIGINAL, _FORWARD):
        match = pattern.search(body)
        if match is None:
            continue
        before, rest = body[: match.start()], body[match.end() :]
        if pattern is _WROTE and not before.strip():
            # The answers stand below the quoted lines.
            body = rest if rest.lstrip().startswith(">") else body
        elif pattern is _WROTE and "\n>" in rest:
            # Answers written between quoted lines go on behind the first "wrote:".
            body = before + rest
        else:
            body = before
    match = _OUTLOOK.search(body)
    return body[: match.start()] if match and body[: match.start()].strip() else body


def _without_footer(body: str) -> str:
    for footer in _any("footers", r"^[ \t>*]*{}").finditer(body):
        if body[: footer.start()].strip():
            return body[: footer.start()]
    return body


def _without_who_covers(body: str) -> str:
    """An answer of somebody who is away without the sentences that say whom to ask meanwhile."""
    if not _any("absence", r"\b{}").search(body):
        return body
    covering = _any("covering", r"\b{}")
    return "".join(part for part in _SENTENCE.findall(body) if not (covering.search(part) and _tells_whom(part)))


def _tells_whom(sentence: str) -> bool:
    return sum(sign.isdigit() for sign in sentence) > 2 or bool(NAME.search(sentence)) or "@" in sentence


def _with_questions(own: str, quoted: str) -> str:
    """Numbered answers under the headings of the questions that they answer, quoted below or written above each."""
    asked = {match["number"]: match["words"] for match in _ANSWER.finditer(quoted)}

    def under(asked: str, match: re.Match[str]) -> str:
        heading = _heading_of(asked, match["words"])
        return f"{heading}: {match['words']}" if heading else match[0]

    own = _ANSWER.sub(lambda match: under(asked.get(match["number"], ""), match), own) if asked else own
    return _ASKED_AND_ANSWERED.sub(lambda match: under(match["asked"], match), own)


def _heading_of(question: str, answer: str) -> str | None:
    """The heading under which an answer stands, by the first known word of its question; None where it says so."""
    for words, heading, *_ in rows("questions"):
        pattern = re.compile(rf"\b{words}", re.I)
        if pattern.search(question):
            return None if pattern.search(answer) else heading
    return None
