"""Contacts that Outlook wrote as CSV, on Windows and on the web."""

from refer_cli.exchange.address_book_csv import format_of

FORMAT = format_of("outlook")
