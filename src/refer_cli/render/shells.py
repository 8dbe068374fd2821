"""How a command line is read, and a value written into it, in bash, zsh, fish and PowerShell: nothing is evaluated."""

from __future__ import annotations

from refer_cli.records import NamedTuple

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_SINGLE, _DOUBLE = "'", '"'
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:@%+,=")
# PowerShell takes typographic quotation marks for the plain ones (about_Quoting_Rules); fish, bash and zsh do not.
_POWERSHELL_SINGLE = "'\u2018\u2019\u201a\u201b"
_POWERSHELL_DOUBLE = '"\u201c\u201d\u201e'


class _Rules(NamedTuple):
    """What quotes and escapes; `doubled`: a quotation mark inside its own kind is written twice."""

    single: str
    double: str
    escape: str
    in_single: str
    in_double: str
    doubled: bool = False


_POSIX = _Rules(_SINGLE, _DOUBLE, "\\", "", '"$`\\\n')
_RULES = {
    "bash": _POSIX,
    "zsh": _POSIX,
    "fish": _Rules(_SINGLE, _DOUBLE, "\\", "'\\", '"$\\\n'),
    "powershell": _Rules(_POWERSHELL_SINGLE, _POWERSHELL_DOUBLE, "`", "", "", doubled=True),
}


class Line(NamedTuple):
    """A command line up to the cursor: the words before the one at the cursor, that word, and the quote it stands in.

    Words are what the program would be given: quotes and escapes are taken off. `quote` is "", ' or ".
    """

    words: tuple[str, ...]
    word: str
    quote: str


def read_line(text: str, shell: str) -> Line:
    """The words of a line as far as it is typed. Variables and substitutions stand for themselves."""
    rules = _RULES["powershell" if shell == "pwsh" else shell]
    words: list[str] = []
    word: str | None = None
    quote = ""
    place = 0
    while place < len(text):
        sign, following = text[place], text[place + 1 : place + 2]
        place += 1
        closing = rules.single if quote == _SINGLE else rules.double
        if quote and sign in closing:
            if rules.doubled and following and following in closing:
                word = (word or "") + sign
                place += 1
            else:
                quote = ""
        elif sign == rules.escape and _escapes(rules, quote, following):
            word = (word or "") + following
            place += 1
        elif quote:
            word = (word or "") + sign
        elif sign in rules.single or sign in rules.double:
            quote, word = _SINGLE if sign in rules.single else _DOUBLE, word or ""
        elif sign in " \t\n":
            if word is not None:
                words.append(word)
            word = None
        else:
            word = (word or "") + sign
    return Line(tuple(words), word or "", quote)


def _escapes(rules: _Rules, quote: str, following: str) -> bool:
    """Whether the sign of escape is one here; the last of a line escapes what is still to be typed."""
    if quote == _SINGLE:
        return following != "" and following in rules.in_single
    if quote == _DOUBLE and not rules.doubled:
        return following != "" and following in rules.in_double
    return True


def script(shell: str) -> str:
    """The script that a shell runs so that TAB completes the lines of this program."""
    from pathlib import Path

    ending = "ps1" if shell in ("powershell", "pwsh") else shell
    return (Path(__file__).parent / "completion_scripts" / f"refer.{ending}").read_text(encoding="utf-8")


def bash_text(value: str, quote: str) -> str:
    """The value as it is typed on in bash: bare, or within an open ' or "."""
    if quote == _SINGLE:
        return value.replace("'", "'\\''")
    if quote == _DOUBLE:
        # History takes a ! also within double quotes, and a \ before it would stay: it stands outside of them.
        return "".join('"\\!"' if sign == "!" else f"\\{sign}" if sign in '"$`\\' else sign for sign in value)
    return "".join(sign if sign in _PLAIN or not sign.isascii() else f"\\{sign}" for sign in value)


def powershell_word(value: str) -> str:
    """The value as a word of PowerShell: in single quotes, wherever a sign of it could mean something."""
    if value and value.isascii() and all(sign.isalnum() or sign in "_-./" for sign in value.lstrip("-")):
        return value
    return "'" + "".join(sign * 2 if sign in _POWERSHELL_SINGLE else sign for sign in value) + "'"
