"""Google Contacts as CSV, with the headings that it wrote until 2024 and those that it writes since."""

from refer_cli.exchange.address_book_csv import format_of

FORMAT = format_of("google")
