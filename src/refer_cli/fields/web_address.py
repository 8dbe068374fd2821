"""Web pages: the link that may be made of what stands as a website."""

from __future__ import annotations

import re

_PAGE = re.compile(
    r"(?P<scheme>https?://)?(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_](?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE
)
"""A host of two names or more, and what may stand behind it; no name and password, and no scheme but the web's own."""


def web_link(text: str) -> str | None:
    """The address that a website is opened by: of http or https, and nothing that would be run; None for any other."""
    page = _PAGE.fullmatch(text.strip())
    if page is None:
        return None
    return page[0] if page["scheme"] else f"https://{page[0]}"
