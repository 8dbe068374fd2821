"""Address books of mail programs as CSV: Thunderbird and Windows Mail, in English and in German, and Yahoo."""

from refer_cli.exchange.address_book_csv import format_of

THUNDERBIRD = format_of("thunderbird")
WINDOWS_MAIL = format_of("windows-mail")
YAHOO = format_of("yahoo")
