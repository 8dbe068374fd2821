"""E-mail addresses: what a letter can be addressed to, and the link that opens a mail program."""

from __future__ import annotations

import re
from unicodedata import category
from urllib.parse import quote

_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=[^@]{{1,64}}@){_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+(?!\d+$){_LABEL}")
"""RFC 5322, 3.4.1, as far as it is in use: words with single full stops between them, at a host of two names or more
(RFC 1123, 2.1) of which the last is no number."""
_LONGEST = 254
"""Signs of an address that mail is delivered to (RFC 5321, 4.5.3.1.3, less the angle brackets)."""


def email_address(text: str) -> str | None:
    """The address that `text` holds, as a letter is addressed to it; None where none could be.

    What comes along when an address is copied is taken off: signs without a width, `mailto:`, angle brackets, and
    the full stop of the sentence.
    """
    plain = "".join(sign for sign in text if category(sign) != "Cf").strip()
    plain = re.sub(r"^mailto:", "", plain.removeprefix("<").removesuffix(">"), flags=re.IGNORECASE).strip()
    plain = plain.removesuffix(".")
    return plain if len(plain) <= _LONGEST and _ADDRESS.fullmatch(plain) else None


def mailto_link(address: str | None, subject: str | None = None, body: str | None = None) -> str:
    """The link to write to an address (RFC 6068): lines end in %0D%0A, and no sign can begin a field of its own."""
    link = f"mailto:{quote(address or '', safe='@')}"
    if subject is None or body is None:
        return link
    lines = body.replace("\n", "\r\n")
    return f"{link}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
