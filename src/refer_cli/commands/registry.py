"""Every command by name: where it is written, and its one line of help. Nothing is imported until it runs."""

from typing import NamedTuple


class Entry(NamedTuple):
    """Where a command stands: `attribute` of `module` is a function or Typer app."""

    module: str
    attribute: str
    help: str
    section: str


CLIENT = "Refer a client"
NETWORK = "Your colleagues"
BOOK = "Your book"

COMMANDS: dict[str, Entry] = {
    "suggest": Entry(
        "refer_cli.commands.suggest", "suggest", "Rank the colleagues who fit a client, and say why.", CLIENT
    ),
    "prepare": Entry(
        "refer_cli.commands.prepare",
        "prepare",
        "Prepare the client: what to say, whom to offer, what to hand over.",
        CLIENT,
    ),
    "transition": Entry(
        "refer_cli.commands.transition", "transition", "Place a whole caseload when you leave a panel.", CLIENT
    ),
    "reasons": Entry(
        "refer_cli.commands.reasons", "app", "Show the reasons for a referral and what each weighs.", CLIENT
    ),
    "give": Entry("refer_cli.commands.give", "give", "Note whom you offered to a client.", CLIENT),
    "outcome": Entry("refer_cli.commands.outcome", "outcome", "Note what came of a referral.", CLIENT),
    "receive": Entry("refer_cli.commands.receive", "receive", "Note a client whom a colleague sent you.", CLIENT),
    "ledger": Entry(
        "refer_cli.commands.ledger", "ledger", "Show what was given, received and is open, by colleague.", CLIENT
    ),
    "add-colleague": Entry(
        "refer_cli.commands.add_colleague", "add_colleague", "Put a colleague in the book.", NETWORK
    ),
    "show": Entry("refer_cli.commands.show", "show", "Show everything known of a colleague.", NETWORK),
    "edit": Entry("refer_cli.commands.edit", "edit", "Change what is known of a colleague.", NETWORK),
    "verify": Entry("refer_cli.commands.verify", "verify", "Confirm facts of a colleague as of today.", NETWORK),
    "list": Entry("refer_cli.commands.list_", "list_", "List colleagues, filtered by any field.", NETWORK),
    "find": Entry("refer_cli.commands.find", "find", "Search names, practices, notes and needs.", NETWORK),
    "archive": Entry("refer_cli.commands.archive", "archive", "Set colleagues aside without deleting them.", NETWORK),
    "unarchive": Entry("refer_cli.commands.archive", "unarchive", "Bring archived colleagues back.", NETWORK),
    "met": Entry("refer_cli.commands.met", "met", "Note that you met colleagues.", NETWORK),
    "due": Entry("refer_cli.commands.due", "due", "Show what is due.", NETWORK),
    "done": Entry("refer_cli.commands.done", "done", "Note that what was due is done.", NETWORK),
    "snooze": Entry("refer_cli.commands.done", "snooze", "Put off what is due.", NETWORK),
    "cadence": Entry("refer_cli.commands.cadence", "app", "Show and set how often you want to be in touch.", NETWORK),
    "groups": Entry(
        "refer_cli.commands.peer_groups", "app", "Show therapist groups, note when you went, and ask them.", NETWORK
    ),
    "outreach": Entry("refer_cli.commands.outreach", "outreach", "Draft a message that offers something.", NETWORK),
    "network": Entry(
        "refer_cli.commands.network", "network", "Show what your network covers, and what it lacks.", NETWORK
    ),
    "goals": Entry("refer_cli.commands.goals", "app", "Show this month's goals and set them.", NETWORK),
    "init": Entry("refer_cli.commands.init", "init", "Describe your own practice.", BOOK),
    "import": Entry("refer_cli.commands.import_", "import_", "Bring in colleagues from a file.", BOOK),
    "export": Entry(
        "refer_cli.commands.export",
        "export",
        "Write every colleague with every field and date to a CSV file.",
        BOOK,
    ),
    "undo": Entry("refer_cli.commands.undo", "undo", "Take back the last change.", BOOK),
    "redo": Entry("refer_cli.commands.undo", "redo", "Do again what undo took back.", BOOK),
    "doctor": Entry(
        "refer_cli.commands.doctor", "doctor", "Look the book over, and save what is whole of a damaged one.", BOOK
    ),
}
