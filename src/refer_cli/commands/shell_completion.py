"""What TAB prints for a shell: proposals written so that no shell evaluates anything of them.

A script of this program (`render/completion_scripts`) asks with `offer_bash`, the line up to the cursor and the word
that the shell is going to replace. One that Typer's own `--install-completion` had put in place asks with
`complete_bash`: bash looks for file names in what it answers and zsh evaluates it, so there only words without any sign
of theirs are offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from refer_cli.render.answer import emit_proposals
from refer_cli.render.shells import SHELLS, Line, bash_text, powershell_word, read_line

if TYPE_CHECKING:
    from refer_cli.services.environment import Environment


def answer(instruction: str, environ: Mapping[str, str], command: Any, settings: dict[str, Any]) -> int:
    """Print what is offered for a line that a shell completes; the exit code. It is silent where it fails.

    `settings` are those of the command's context.
    """
    asked, _, shell = instruction.partition("_")
    if shell not in SHELLS or asked not in ("offer", "complete"):
        return 1
    try:
        lines = list((_offered if asked == "offer" else _offered_as_before)(shell, environ, command, settings))
    except Exception:  # noqa: BLE001
        # A TAB that finds nothing is better than an error in the middle of a line.
        return 1
    if shell == "fish" and environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 0 if lines else 1
    emit_proposals(lines, as_utf8=asked == "offer" and shell in ("powershell", "pwsh"))
    return 0


def install(environment: Environment) -> None:
    """Put the script in place for the shell of this terminal, and say where. Raises Refused, OSError."""
    from refer_cli.services import completion_install

    shell, file = completion_install.install(environment.environ)
    environment.screen().paragraph(f"TAB completes in {shell} from the next terminal on: {file}")


def show(environment: Environment) -> None:
    """Print the script of this terminal's shell. Raises Refused."""
    from refer_cli.render.shells import script
    from refer_cli.services.completion_install import shell_of_the_terminal

    emit_proposals(script(shell_of_the_terminal(environment.environ)).splitlines())


def _offered(shell: str, environ: Mapping[str, str], command: Any, settings: dict[str, Any]) -> Iterator[str]:
    typed = environ.get("_REFER_LINE", "")
    replaced = environ.get("_REFER_WORD", "")
    line = _from_the_program(read_line(typed, shell))
    if shell in ("powershell", "pwsh"):
        if not replaced and line.word:
            line = Line((*line.words, line.word), "", "")
        for value in _values(line, command, settings):
            word = powershell_word(value)
            yield f"{word}\t{value}"
        return
    values = list(_values(line, command, settings))
    if shell != "bash":
        yield from values
        return
    before = read_line(typed[: len(typed) - len(replaced)], shell) if typed.endswith(replaced) else line
    rest = [value[len(before.word) :] for value in values if value.startswith(before.word)]
    # Bash closes an open quote behind the only proposal, but not where its last sign is a quotation mark.
    end = before.quote if len(rest) == 1 else ""
    yield from (bash_text(value, before.quote) + end for value in rest)


def _offered_as_before(shell: str, environ: Mapping[str, str], command: Any, settings: dict[str, Any]) -> Iterator[str]:
    """The same for a script of Typer's; `environ` is as it sets it."""
    if shell == "bash":
        yield from _offered_to_old_bash(environ, command, settings)
        return
    line = _from_the_program(read_line(environ.get("_TYPER_COMPLETE_ARGS", ""), shell))
    if shell in ("powershell", "pwsh"):
        if not environ.get("_TYPER_COMPLETE_WORD_TO_COMPLETE") and line.word:
            line = Line((*line.words, line.word), "", "")
        yield from (f"{powershell_word(value)}::: " for value in _values(line, command, settings) if ":::" not in value)
    elif shell == "fish":
        yield from _values(line, command, settings)
    else:
        words = " ".join(f'"{value}"' for value in _values(line, command, settings) if _means_nothing(value))
        yield f"_arguments '*: :(({words}))'" if words else "_files"


def _offered_to_old_bash(environ: Mapping[str, str], command: Any, settings: dict[str, Any]) -> Iterator[str]:
    typed = environ.get("COMP_WORDS", "")
    if "\n" in typed:
        typed = " ".join(typed.split("\n")[: int(environ.get("COMP_CWORD", "0")) + 1])
    line = _from_the_program(read_line(typed, "bash"))
    for value in _values(line, command, settings):
        if _means_nothing(value.replace("'", "")) and not ("'" in value and line.quote):
            yield value if line.quote else bash_text(value, "")


def _means_nothing(value: str) -> bool:
    """Whether no sign of a value means anything to any shell, within double quotes at least."""
    return all(sign.isalnum() or sign in " .,_+@-" for sign in value)


def _from_the_program(line: Line) -> Line:
    """The line without the program's name, and without what stands before it (`REFER_BOOK=x refer`)."""
    words = line.words
    while words and "=" in words[0]:
        words = words[1:]
    return line._replace(words=words[1:])


def _values(line: Line, command: Any, settings: dict[str, Any]) -> Iterable[str]:
    """What may stand in the place of the word at the cursor, as the program would be given it."""
    # Typer has no public name for them (0.28); a test of completion runs through here.
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete

    args = [*line.words]
    context = _resolve_context(command, settings, "refer", args)
    asked, incomplete = _resolve_incomplete(context, args, line.word)
    lead = line.word.removesuffix(incomplete) if line.word.startswith("--") else ""  # `--city=`
    is_value = asked is not context.command
    for item in asked.shell_complete(context, incomplete):
        value = f"{lead}{item.value}"
        looks_like_option = is_value and value.startswith("-") and not lead and "--" not in args
        if value.isprintable() and value.startswith(line.word) and not looks_like_option:
            yield value
