"""What a letter can be addressed to, and the links that open a mail program."""

from __future__ import annotations

from email.headerregistry import Address
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refer_cli.fields.mail_address import email_address, mailto_link

NONE = (
    "jane..roe@example.com", ".jane@example.com", "jane.@example.com", "jané@example.com", "jane@example..com",
    "jane:roe@example.com", "(jane)@example.com", "jane@example.com..", "jane@exämple.com", "jane@example", "jane",
    "@example.com", "jane@", "jane@-example.com", "jane@example-.com", "jane@.example.com", "jane@127.0.0.1",
    "jane roe@example.com", "jane@exam ple.com", "jane@example.com, kim@example.com", "Jane Roe <jane@example.com>",
    '"jane"@example.com', "jane@example.com\nBcc: kim@example.com", "jane@[127.0.0.1]", "jane@@example.com",
    "mailto:", "<>", "", f"{'j' * 65}@example.com", f"jane@{'e' * 64}.com", f"jane@{'example.' * 31}com",
)  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_no_letter_can_be_addressed_to(text: str) -> None:
    assert email_address(text) is None


@pytest.mark.parametrize(
    "copied",
    [
        "jane@example.com", " jane@example.com\n", "jane@example.com.", "mailto:jane@example.com",
        "MAILTO:jane@example.com", "<jane@example.com>", "<mailto:jane@example.com>", "jane\u200b@example.com\ufeff",
        "\u202ajane@example.com\u202c", "jane@exam\u00adple.com",
    ],
)  # fmt: skip
def test_what_comes_along_when_an_address_is_copied_is_taken_off(copied: str) -> None:
    assert email_address(copied) == "jane@example.com"


@pytest.mark.parametrize(
    "plain", ["o'neil@example.com", "jane.roe+new@mail.example.co.uk", "a?bcc=evil@example.com", "J@EXAMPLE.COM"]
)
def test_an_address_stays_as_it_is_written(plain: str) -> None:
    assert email_address(plain) == plain


@given(st.text(alphabet="jané.@+-<>:; ()\"'?=&%,\\\u200bx1", max_size=20).map(lambda start: f"{start}e.com"))
def test_a_mail_program_can_write_whatever_is_taken(text: str) -> None:
    address = email_address(text)
    if address is not None:
        assert Address("Jane Roe", addr_spec=address).addr_spec == address


@pytest.mark.parametrize("address", ["a?bcc=evil@example.com", "a&cc=evil@example.com", "50%25@example.com"])
def test_no_address_adds_a_field_to_a_mail(address: str) -> None:
    assert urlsplit(mailto_link(address)).query == ""
    parts = urlsplit(mailto_link(address, "Hello", "One\nTwo"))
    assert unquote(parts.path) == address
    assert parts.query == "subject=Hello&body=One%0D%0ATwo"
