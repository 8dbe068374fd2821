"""Every command by name: where it is written, and its one line of help. Nothing is imported until it runs."""

from collections.abc import Sequence

from refer_cli.records import NamedTuple


class Command(NamedTuple):
    """Where a command stands: `attribute` of `module` is a function or Typer app."""

    module: str
    attribute: str
    help: str
    section: str


CLIENT = "Refer a client"
NETWORK = "Your colleagues"
BOOK = "Your book"

COMMANDS: dict[str, Command] = {
    "suggest": Command(
        "refer_cli.commands.suggest", "suggest", "Rank the colleagues who fit a client, and say why.", CLIENT
    ),
    "prepare": Command(
        "refer_cli.commands.prepare",
        "prepare",
        "Prepare the client: what to say, whom to offer, what to hand over.",
        CLIENT,
    ),
    "transition": Command(
        "refer_cli.commands.transition", "transition", "Place a whole caseload when you leave a panel.", CLIENT
    ),
    "reasons": Command(
        "refer_cli.commands.reasons", "app", "Show the reasons for a referral and what each weighs.", CLIENT
    ),
    "give": Command("refer_cli.commands.give", "give", "Note whom you offered to a client.", CLIENT),
    "outcome": Command("refer_cli.commands.outcome", "outcome", "Note what came of a referral.", CLIENT),
    "receive": Command("refer_cli.commands.receive", "receive", "Note a client whom a colleague sent you.", CLIENT),
    "ledger": Command(
        "refer_cli.commands.ledger", "ledger", "Show what was given, received and is open, by colleague.", CLIENT
    ),
    "add-colleague": Command(
        "refer_cli.commands.add_colleague", "add_colleague", "Put a colleague in the book.", NETWORK
    ),
    "show": Command("refer_cli.commands.show", "show", "Show everything known of a colleague.", NETWORK),
    "edit": Command("refer_cli.commands.edit", "edit", "Change what is known of a colleague.", NETWORK),
    "note": Command("refer_cli.commands.note", "note", "Add a line to your notes on a colleague.", NETWORK),
    "verify": Command("refer_cli.commands.verify", "verify", "Confirm facts of a colleague as of today.", NETWORK),
    "list": Command("refer_cli.commands.list_", "list_", "List colleagues, filtered by any field.", NETWORK),
    "find": Command("refer_cli.commands.find", "find", "Search names, numbers, places, needs and notes.", NETWORK),
    "lookup": Command("refer_cli.commands.lookup", "lookup", "Ask the public NPI registry for somebody.", NETWORK),
    "doubles": Command("refer_cli.commands.doubles", "doubles", "List who may be in the book twice.", NETWORK),
    "merge": Command("refer_cli.commands.merge", "merge", "Make one card of two of the same person.", NETWORK),
    "archive": Command("refer_cli.commands.archive", "archive", "Set colleagues aside without deleting them.", NETWORK),
    "unarchive": Command("refer_cli.commands.archive", "unarchive", "Bring archived colleagues back.", NETWORK),
    "delete": Command("refer_cli.commands.delete", "delete", "Take colleagues out of the book.", NETWORK),
    "met": Command("refer_cli.commands.met", "met", "Note that you met colleagues.", NETWORK),
    "due": Command("refer_cli.commands.due", "due", "Show what is due.", NETWORK),
    "done": Command("refer_cli.commands.done", "done", "Note that what was due is done.", NETWORK),
    "snooze": Command("refer_cli.commands.done", "snooze", "Put off what is due.", NETWORK),
    "cadence": Command("refer_cli.commands.cadence", "app", "Show and set how often you want to be in touch.", NETWORK),
    "groups": Command(
        "refer_cli.commands.peer_groups", "app", "Show therapist groups, note when you went, and ask them.", NETWORK
    ),
    "outreach": Command("refer_cli.commands.outreach", "outreach", "Draft a message that offers something.", NETWORK),
    "network": Command(
        "refer_cli.commands.network", "network", "Show what your network covers, and what it lacks.", NETWORK
    ),
    "goals": Command("refer_cli.commands.goals", "app", "Show this month's goals and set them.", NETWORK),
    "init": Command("refer_cli.commands.init", "init", "Describe your own practice.", BOOK),
    "import": Command("refer_cli.commands.import_", "import_", "Bring in colleagues from a file.", BOOK),
    "export": Command(
        "refer_cli.commands.export",
        "export",
        "Write colleagues to a file: to share, to print, or for your phone.",
        BOOK,
    ),
    "undo": Command("refer_cli.commands.undo", "undo", "Take back the last change.", BOOK),
    "redo": Command("refer_cli.commands.undo", "redo", "Do again what undo took back.", BOOK),
    "backup": Command("refer_cli.commands.backup", "backup", "Write the whole book to one checked file.", BOOK),
    "restore": Command("refer_cli.commands.backup", "restore", "Put back a backup, or a copy of the book.", BOOK),
    "where": Command("refer_cli.commands.where", "where", "Say where the book lies.", BOOK),
    "erase": Command(
        "refer_cli.commands.erase", "erase", "Erase somebody from the book and every copy, for good.", BOOK
    ),
    "doctor": Command(
        "refer_cli.commands.doctor", "doctor", "Look the book over, and save what is whole of a damaged one.", BOOK
    ),
    "lock": Command("refer_cli.commands.lock", "lock", "Lock the book and its copies with a key.", BOOK),
    "unlock": Command("refer_cli.commands.lock", "unlock", "Take the lock off the book and its copies.", BOOK),
    "rekey": Command("refer_cli.commands.lock", "rekey", "Lock the book with another key.", BOOK),
}

BEGINS = frozenset({"add-colleague", "import", "init", "lookup", "reasons", "restore", "where"})
"""Commands that begin a book where none is, or need none."""
BEGINS_BY = {
    "goals": frozenset({"set"}),
    "groups": frozenset({"add"}),
    "met": frozenset({"--new"}),
    "receive": frozenset({"--new"}),
}
"""Commands that need a book unless one of these words stands behind them: then they begin one."""
NEEDS_NONE = frozenset({"lookup", "reasons", "restore", "where"})
"""Of these, those that need none, or bring one back."""
NEEDS_BY = {"reasons": frozenset({"reset"})}
"""Commands that need none unless one of these words stands behind them."""


def begins(args: Sequence[str]) -> bool:
    """Whether a command line may be given where there is no book yet; any other asks for one that is there."""
    name, words = args[0], frozenset(args[1:])
    if name in BEGINS_BY:
        return not words.isdisjoint(BEGINS_BY[name])
    return name in BEGINS and words.isdisjoint(NEEDS_BY.get(name, ()))
