"""What was pasted or saved, told apart by its content: plain text, a mail, a web page, a vCard, a MECARD."""

from __future__ import annotations

import re

from refer_cli.capture.found import Described, Source
from refer_cli.capture.vcards import plain_bytes
from refer_cli.errors import Refused
from refer_cli.fields.signs import plain_signs

LARGEST_TEXT = 1_000_000
LARGEST_PAGE = 16_000_000
"""Characters. A saved page carries its pictures and programs with it; words of people are short."""

_PAGE = re.compile(
    r"<!doctype html|<html\b|<body\b|<script\b|<(?:div|p|h1|ul|table|section|article|span)\b[^>]*>", re.I
)
_HEADER = re.compile(
    r"^(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Delivered-To|Message-ID|Content-Type|Reply-To|X-[\w-]+|List-[\w-]+):",
    re.I | re.M,
)


def read(data: bytes | str) -> Source:
    """The parts of what was handed in. Raises Refused for nothing at all, and for what is far too long."""
    if len(data) > LARGEST_PAGE:
        raise _too_long()
    text = plain_signs(data if isinstance(data, str) else decoded(data))
    if not text.strip():
        raise Refused("There is no text to understand.", "give a line in quotes, --from FILE, or - for standard input")
    head = text[:20_000].lstrip("\n\t ")
    if re.search(r"^BEGIN:VCARD", head, re.I | re.M):
        from refer_cli.capture.codes import vcards

        # The bytes as they are: within one file a property may be in letters of its own.
        return _checked(vcards(data if isinstance(data, bytes) else text.encode("utf-8", "replace")))
    if re.match(r"MECARD:", head, re.I):
        from refer_cli.capture.codes import mecard

        return mecard(head)
    if _is_mail(head):
        from refer_cli.capture.mail import read_mail

        try:
            return _checked(read_mail(data if isinstance(data, bytes) else data.encode("utf-8", "replace")))
        except RecursionError:
            raise Refused(
                "The mail is nested too deeply to be about a colleague.",
                "paste only the part that describes the person",
            ) from None
    if _PAGE.search(head):
        from refer_cli.capture.page import read_page

        return _checked(read_page(text))
    if len(text) > LARGEST_TEXT:
        raise _too_long()
    if "\n" not in text.strip():
        return Source((Described(text),))  # One line has no quotes and no footer.
    from refer_cli.capture.mail import own_words

    return Source((Described(own_words(text)),))


def decoded(data: bytes) -> str:
    """Bytes as text: by their mark, as UTF-8, else as Windows wrote it."""
    data = plain_bytes(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _is_mail(head: str) -> bool:
    block = re.split(r"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {match[0].lower() for match in _HEADER.finditer(block)}
    first = block.split("\n", 1)[0]
    return "from:" in names and len(names) >= 2 and bool(re.match(r"[\w-]+:", first))


def _too_long() -> Refused:
    return Refused("The text is too long to be about a colleague.", "paste only the part that describes the person")


def _checked(source: Source) -> Source:
    if sum(len(part.text) for part in source.parts) > LARGEST_TEXT:
        raise _too_long()
    return source
