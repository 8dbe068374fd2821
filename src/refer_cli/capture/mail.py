"""A mail down to its writer's own words: quotes, footers and other people's signatures left out."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, NamedTuple

from refer_cli.capture.found import Described, Source
from refer_cli.capture.naming import NAME, looks_like_name, names_with_letters, tidy_name
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
_FOOTER = re.compile(
    r"^[ \t>*]*(?:_{20,}|-{30,}|={20,}|sent from my |get outlook for|you received this message because"
    r"|to unsubscribe|unsubscribe\b|to view this discussion|"
    r"(?:\*|_)*\s*confidential(?:ity)?(?: notice| note| statement)?\b|notice:|this (?:e-?mail"
    r"|message|communication|transmission)\b.*(?:confidential|privileged|intended)"
    r"|the information (?:contained )?in this|"
    r"if you (?:have received this|are not the intended)|please consider the environment"
    r"|privacy notice|disclaimer\b|.{0,60}mailing list\b.*|https?://\S*(?:mailman"
    r"|listinfo|groups\.google|groups\.io)\S*|e-?mail is not (?:a )?(?:secure|confidential))",
    re.I | re.M,
)
_DIGEST = re.compile(r"^Message:? \d+[ \t]*$", re.M)
_DIGEST_HEAD = re.compile(r"^(?:Date|From|To|Subject|Message-ID|Content-Type|Cc|Reply-To):", re.I)
_ABOUT_ANOTHER = re.compile(
    rf"\b(?:recommend(?:ing)?|suggest(?:ing)?|refer(?:ring)? (?:\w+ )?to|try|contact"
    rf"|reach out to|check out|introduc(?:e|ing)(?: you to)?|meet|met|works? with"
    rf"|know)\s+(?:my (?:dear |good )?(?:colleague|friend),?\s+)?(?:Dr\.?\s+)?(?={NAME.pattern})(?-i:[A-Z])",
    re.I,
)
_LIST_ADDRESS = re.compile(r"groups|list|no-?reply|digest|info@lists|mailer|notifications?@", re.I)


_TO_MEET_YOU = re.compile(
    r"\b(?:great|nice|good|lovely|wonderful|a pleasure|enjoyed|happy|glad) (?:to meet|meeting|to have met)(?: with)? you\b",
    re.I,
)


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
    subject = _header(message, "Subject")
    if len(_DIGEST.findall(body)) > 1:
        return _digest(body, letter.day)
    forwarded = _forwarded(body, subject)
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
    plain: list[str] = []
    page: list[str] = []
    for part in message.walk():
        if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
            continue
        try:
            content = part.get_content()
        except Exception:  # noqa: BLE001 (unknown charsets and broken encodings)
            content = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
        (page if part.get_content_subtype() == "html" else plain).append(str(content))
    text = "\n".join(plain)
    if not text.strip() and page:
        from refer_cli.capture.page import visible_text

        text = visible_text("\n".join(page))
    return plain_signs(text)


def _letter(sender: str, day: str, body: str) -> Letter:
    from email.utils import parseaddr

    display, address = parseaddr(sender)
    display = display.strip("\"' ")
    display = re.sub(r"\s+via .*$|\s*\(.*\)$", "", display)
    found = names_with_letters(display)
    name = found[0].name if found else looks_like_name(display)
    wanted = address if address and "@" in address and not _LIST_ADDRESS.search(address) else None
    return Letter(name, wanted, sender, _day(day), body)


def _day(text: str) -> str | None:
    from email.utils import parsedate_to_datetime

    text = text.strip()
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError, IndexError):
        pass
    cleaned = re.sub(r"\bat\b|\s+(?:AM|PM)\b.*", " ", text)
    for form in ("%a, %b %d, %Y", "%A, %B %d, %Y", "%B %d, %Y", "%b %d, %Y", "%m/%d/%Y"):
        match = re.match(r"(?:\w+, )?\w+ \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{4}", " ".join(cleaned.split()))
        if match:
            try:
                return datetime.strptime(match[0], form).date().isoformat()  # noqa: DTZ007 (a day without a zone)
            except ValueError:
                continue
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


def _forwarded(body: str, subject: str) -> Letter | None:
    marker = _FORWARD.search(body)
    if marker is None and re.match(r"\s*(?:fwd?|fw):", subject, re.I):
        marker = _ORIGINAL.search(body) or _OUTLOOK.search(body)
        rest = body[marker.start() if marker and marker.re is _OUTLOOK else marker.end() :] if marker else ""
    else:
        rest = body[marker.end() :] if marker else ""
    if marker is None:
        return None
    lines = [re.sub(r"^(?:>\s?)+", "", line) for line in rest.split("\n")]
    head: dict[str, str] = {}
    position = 0
    while position < len(lines):
        line = lines[position].strip().replace("*", "")
        named = re.match(r"(From|Date|Sent|Subject|To|Cc|Reply-To):\s*(.*)", line, re.I)
        if named:
            head[named[1].lower()] = named[2]
        elif (line and not line.startswith("_")) or (not line and head):
            break
        position += 1
    content = "\n".join(lines[position:])
    return _letter(head.get("from", ""), head.get("date") or head.get("sent", ""), content)


def _digest(body: str, day: str | None) -> Source:
    parts = []
    for piece in _DIGEST.split(body)[1:]:
        lines = piece.strip("\n").split("\n")
        head: dict[str, str] = {}
        position = 0
        while position < len(lines) and (
            _DIGEST_HEAD.match(lines[position]) or lines[position].startswith((" ", "\t"))
        ):
            name, _, value = lines[position].partition(":")
            head[name.lower()] = value.strip()
            position += 1
        letter = _letter(head.get("from", ""), head.get("date", ""), "\n".join(lines[position:]))
        described = _described(letter)
        if described.text.strip():
            parts.append(described)
    return Source(tuple(parts), day)


def _described(letter: Letter) -> Described:
    """The words with their sender, where the sender is the one they are about."""
    text = _cleaned(letter.body)
    others = [one for one in names_with_letters(text) if letter.name is None or not _alike(one.name, letter.name)]
    about = _ABOUT_ANOTHER.search(text)
    named = (
        tidy_name(about_match[0])
        if about and (about_match := re.compile(NAME.pattern).match(text, about.end() - 1))
        else None
    )
    if others or letter.name is None or (named and not _alike(named, letter.name)):
        return Described(text)
    claims = [("name", letter.name, letter.name if letter.name in letter.header else letter.header.strip())]
    for one in names_with_letters(letter.header):
        claims.extend(
            ("credentials", term, letter.header[one.name_end : one.end].strip(" ,")) for term in one.credentials
        )
    if letter.address:
        claims.append(("email", letter.address, letter.address))
    return Described(text, tuple(claims), True)


def _alike(one: str, other: str) -> bool:
    first, second = ([word for word in fold(name).split() if word != "dr"] for name in (one, other))
    return first[0] == second[0] and first[-1] == second[-1]


def _cleaned(body: str) -> str:
    for pattern in (_WROTE, _ORIGINAL, _FORWARD):
        match = pattern.search(body)
        if match and pattern is _WROTE and not body[: match.start()].strip():
            if re.match(r"\s*>", body[match.end() :]):
                body = body[match.end() :]  # The answers stand below the quoted lines.
            continue
        if match:
            # Answers written between quoted lines go on behind the first "wrote:".
            rest = body[match.end() :]
            interleaved = pattern is _WROTE and re.search(r"^>", rest, re.M)
            body = body[: match.start()] + (_unquoted(rest) if interleaved else "")
    match = _OUTLOOK.search(body)
    if match and body[: match.start()].strip():
        body = body[: match.start()]
    body = _unquoted(body)
    footer = _FOOTER.search(body)
    while footer and footer.start() < len(body):
        if body[: footer.start()].strip():
            body = body[: footer.start()]
            break
        footer = _FOOTER.search(body, footer.end())
    return body.strip("\n") + "\n" if body.strip() else body


def _unquoted(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not re.match(r"\s*(?:>|\|\s)", line))
