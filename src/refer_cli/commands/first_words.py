"""The words that people try first and that are no commands: what each runs, or which command does it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from refer_cli.errors import WrongUsage

_RUNS = {
    "add-colleague": "add new create insert enter capture",
    "find": "search query look locate grep whose",
    "list": "ls all index everybody everyone colleagues people contacts roster directory",
    "show": "view open info card display details profile-of get read cat",
    "edit": "change update modify correct fix set",
    "note": "jot remark comment memo",
    "verify": "confirm reconfirm",
    "archive": "hide",
    "unarchive": "unhide reactivate",
    "delete": "remove rm del",
    "merge": "combine join",
    "doubles": "duplicates dupes dedupe duplicate",
    "met": "meet meeting saw",
    "due": "todo todos tasks reminders reminder agenda followups follow-ups",
    "done": "finish complete tick",
    "snooze": "postpone later defer",
    "outreach": "email mail write message",
    "suggest": "match recommend refer rank fit who suggestions",
    "give": "offer refer-to send sent",
    "outcome": "result outcomes",
    "receive": "received",
    "network": "coverage gaps",
    "goals": "goal",
    "groups": "group",
    "reasons": "reason",
    "init": "setup start begin practice me",
    "import": "load importing",
    "backup": "back-up copy",
    "lock": "encrypt",
    "unlock": "decrypt",
}
RUNS = {word: command for command, words in _RUNS.items() for word in words.split()}
"""Other words for a command: they run it."""

HINTS = {
    "rename": "{refer} edit {who} --name {rest}",
    "tag": "{refer} edit {who} --tag {rest}",
    "notes": "{refer} show {who} shows them; {refer} note {who} {rest} adds one",
    "call": "{refer} show {who} has the number; {refer} met {who} --kind call notes that you spoke",
    "phone": "{refer} show {who} has the number; {refer} find 0134 finds who has one",
    "check": "{refer} verify {who} confirms the facts of a card; {refer} doctor looks the book over",
    "print": "{refer} export team.pdf writes your colleagues to print, {refer} prepare --sheet client.pdf a client's"
    " page; {refer} list shows them here",
    "print WHO": "{refer} show {who} shows the card; {refer} prepare --colleague {who} --sheet client.pdf writes a page"
    " for the client",
    "share": "{refer} export team.html writes what may be shared: .csv, .xlsx, .vcf, .html or .pdf",
    "save": "every change is saved at once; {refer} undo takes it back",
    "quit": "there is nothing to leave: every command ends by itself",
    "stats": "{refer} network shows what you cover, {refer} goals the month, {refer} ledger who was given whom",
    "history": "{refer} undo says what the last change was, and takes it back; {refer} ledger lists referrals",
    "settings": "{refer} init describes your practice; {refer} goals, {refer} cadence and {refer} reasons set the rest",
    "client": "the book holds no clients, only your own codes: {refer} give A7 WHO notes whom you offered;"
    " {refer} ledger --open shows what is open",
    "demo": "refer --demo suggest --reason moving --city Denver works on a fictional book",
    "version": "refer --version",
}
"""Words that one command does not answer: what to type. `{who}` and `{rest}` are what was typed behind the word."""
SAME_HINT = {
    "exit": "quit", "q": "quit", "bye": "quit", "statistics": "stats", "report": "stats", "log": "history",
    "journal": "history", "config": "settings", "configure": "settings", "options": "settings",
    "preferences": "settings",
    "clients": "client", "example": "demo", "examples": "demo", "tutorial": "demo", "tour": "demo", "pdf": "print",
    "publish": "share", "dial": "phone", "text": "phone", "contact": "phone", "commit": "save",
}  # fmt: skip
HELP = frozenset({"help", "man", "?", "usage", "commands"})
_TWO = frozenset({"rename", "tag", "notes"})
"""Words behind which somebody is named, and then something is said of them."""
_NEAR = 0.75


def meant(args: Sequence[str], commands: Collection[str], refer: str) -> list[str]:
    """The command line that was meant, where its first word is no command. Raises WrongUsage, with what to type.

    `refer`: how the program is called, with the options before the command.
    """
    word, *rest = args
    typed = word.casefold().lstrip("/")
    if typed in commands:
        return [typed, *rest]
    if typed in HELP:
        return ["--help"] if not rest else [*meant(rest, commands, refer), "--help"]
    command = RUNS.get(typed)
    if command in commands:
        return [str(command), *rest]
    key = SAME_HINT.get(typed, typed)
    hint = HINTS.get(f"{key} WHO" if rest else key) or HINTS.get(key)
    if hint is None:
        raise unknown(word, commands, refer)
    raise WrongUsage(f'There is no command "{word}".', _filled(hint, typed, rest, refer))


def unknown(word: str, commands: Collection[str], refer: str) -> WrongUsage:
    """The refusal for a word that nobody could mean, with the nearest commands."""
    close = _close(word.casefold(), commands)
    hint = f"did you mean {' or '.join(close)}? " if close else ""
    looked_for = f"{refer} find {_quoted(word)} looks for it in the book; " if not close else ""
    return WrongUsage(f'I know no command "{word}".', f"{hint}{looked_for}{refer} --help lists every command")


def _close(word: str, commands: Collection[str]) -> list[str]:
    from difflib import get_close_matches

    words: dict[str, str] = {name: name for name in commands}
    words |= {other: command for other, command in RUNS.items() if command in commands}
    parts = [words[part] for part in word.replace("_", "-").split("-") if part in words]
    if parts:  # edit-colleague, contact-delete
        return list(dict.fromkeys(parts))[:2]
    return list(dict.fromkeys(words[near] for near in get_close_matches(word, words, n=3, cutoff=_NEAR)))[:2]


def _filled(hint: str, word: str, rest: Sequence[str], refer: str) -> str:
    """The hint with what was typed in it: the first word names somebody, or all of them where nothing else is said."""
    plain = [part for part in rest if not part.startswith("-")]
    if word in _TWO and len(plain) > 1:
        who, said = plain[0], " ".join(plain[1:])
    else:
        who, said = " ".join(plain), ""
    return hint.format(refer=refer, who=_quoted(who) if who else "WHO", rest=_quoted(said) if said else '"..."')


def _quoted(text: str) -> str:
    from refer_cli.render.screen import shell_word

    return shell_word(text)
