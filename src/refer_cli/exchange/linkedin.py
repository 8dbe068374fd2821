"""LinkedIn's Connections.csv: a few lines of its own words stand above the headings, and few have an e-mail."""

from refer_cli.exchange.address_book_csv import format_of

FORMAT = format_of("linkedin")
