"""The link that is made of a website: of the web, or none."""

from __future__ import annotations

import pytest

from refer_cli.fields.web_address import web_link


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("birch.example.com", "https://birch.example.com"),
        ("birch.example.com/team?x=1", "https://birch.example.com/team?x=1"),
        ("HTTP://birch.example.com:8080/a", "HTTP://birch.example.com:8080/a"),
        ("https://żofia.example.com", "https://żofia.example.com"),
        ("javascript:alert(1)//", None),
        ("javascript://example.com/%0aalert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("https://user:word@example.com", None),
        ("see my page", None),
        ("", None),
    ],
)
def test_a_website_is_a_link_of_the_web_or_none(text: str, link: str | None) -> None:
    assert web_link(text) == link
