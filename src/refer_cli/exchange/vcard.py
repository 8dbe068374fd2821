"""vCards: what phones, mail programs and address books hand out (.vcf)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refer_cli.exchange.format import Format, Settings
from refer_cli.exchange.incoming import Source
from refer_cli.exchange.opened import Opened

if TYPE_CHECKING:
    pass


def _recognises(opened: Opened) -> bool:
    from refer_cli.capture.vcards import is_vcard

    return is_vcard(opened.start)


def _open(opened: Opened, settings: Settings) -> Source:
    # An address book is understood with much that no other file needs.
    from refer_cli.capture.contacts import contact_of
    from refer_cli.capture.vcards import cards
    from refer_cli.exchange.address_books import AddressBook, Setting

    setting = Setting("vcard", settings.today, settings.as_of, settings.gazetteer)
    return AddressBook(
        "an address book (vCard)", opened.size, lambda: map(contact_of, cards(opened.path.read_bytes())), setting
    )


FORMAT = Format(
    kind="vcard",
    title="an address book (vCard)",
    recognises=_recognises,
    open=_open,
    takes=frozenset({"as_of"}),
)
