"""The Typer app: commands loaded one at a time, the options before them, and the one error boundary."""

# No `from __future__ import annotations`: Typer would evaluate each as a text, four times over, in every run.

import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup, TyperOption

from refer_cli.commands.registry import COMMANDS, NEEDS_NONE, begins
from refer_cli.errors import ReferError, Refused, WrongUsage
from refer_cli.fields.signs import plain_signs
from refer_cli.render.answer import (
    Reply,
    emit_error,
    emit_plain_files,
    emit_reply,
    emit_stopped,
    emit_traceback,
    open_closed_streams,
    speak_plainly,
)
from refer_cli.services.environment import Environment

_NOTES = frozenset({"note", "notes", "add_notes", "noted"})
LONGEST_ARGUMENT, LONGEST_NOTE = 2_000, 20_000
"""Signs of a value on the command line, and of a note: what is longer was pasted by mistake, and would take minutes."""
COMPLETING = "_REFER_COMPLETE"
"""The variable in which a shell's script says that it asks for completions, and for which shell."""
GLOBAL_OPTIONS = ("--book", "--demo", "--debug", "--version")
SAME_THING = {
    "--insurance": ("--panel",), "--panel": ("--insurance", "--leaving"), "--need": ("--specialty",),
    "--specialty": ("--need",), "--age-group": ("--population",), "--age": ("--age-group", "--population"),
    "--for": ("--population",), "--population": ("--age-group", "--for"), "--budget": ("--max-fee", "--fee"),
    "--fee": ("--max-fee",), "--specialties": ("--specialty", "--need"), "--modality": ("--approach",),
}  # fmt: skip
"""What one command calls otherwise than another: the options that mean the same."""
WRITES_A_FILE = {
    "--csv": "csv", "--xlsx": "xlsx", "--excel": "xlsx", "--vcf": "vcf", "--vcard": "vcf", "--html": "html",
    "--pdf": "pdf", "--print": "pdf", "--save": "pdf", "--output": "pdf", "--out": "pdf", "--format": "pdf",
}  # fmt: skip
"""Options by which `list` or `export` might write a file, and the ending of the file that does it."""


class LazyGroup(TyperGroup):
    """The commands of the registry, each imported only when it runs or its own help is read."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.params.append(json_option())

    def list_commands(self, ctx: Any) -> list[str]:
        """Every name, in the order of the registry."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, imported now; None when there is none."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = load(cmd_name)
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, also by another word for it, or say what to type; a book that is not there is said so."""
        if not ctx.resilient_parsing and not args[0].startswith("-"):
            environment: Environment = ctx.obj
            environment.book_option, environment.demo = ctx.params["book"], ctx.params["demo"]
            if args[0] not in COMMANDS:
                from refer_cli.commands.first_words import meant

                args = meant(args, COMMANDS, environment.command)
            if args == ["--help"]:
                _show_help(ctx)
            if not {"--help", "-h"} & set(args):
                environment.begins_anyway = args[0] == "init"
                environment.look_for_book(
                    begins(args), writes=begins(args) and args[0] not in NEEDS_NONE, asks="--json" not in args
                )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands in their sections, from the registry alone."""
        for section in dict.fromkeys(entry.section for entry in COMMANDS.values()):
            rows = [(name, entry.help) for name, entry in COMMANDS.items() if entry.section == section]
            with formatter.section(section):
                formatter.write_dl(rows)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Command names from the registry alone, and the options before them."""
        # Typer has no public name for it (0.28); a test of completion runs through here.
        from typer._click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return super(TyperGroup, self).shell_complete(ctx, incomplete)
        return [
            CompletionItem(name, help=entry.help) for name, entry in COMMANDS.items() if name.startswith(incomplete)
        ]


def load(name: str) -> Any:
    """The Click command behind a name of the registry. Raises ImportError where its module is not there."""
    from importlib import import_module

    from refer_cli.commands.made_options import put_in_place

    entry = COMMANDS[name]
    written = getattr(import_module(entry.module), entry.attribute)
    if not isinstance(written, typer.Typer):
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(name)(written)
        written = alone
    command = typer.main.get_command(written)
    for answering in getattr(command, "commands", {"": command}).values():
        put_in_place(answering)
        for parameter in answering.params:
            if parameter.type.name == "path":
                parameter.callback = _not_the_book
            elif "str" in parameter.type.name and not str(parameter.metavar).startswith("FILE"):
                parameter.callback = _of_plain_signs
        answering.params.append(json_option())
    return command


def _not_the_book(context: Any, _: Any, value: Any) -> Any:
    """A file to read or to write is never the book itself."""
    if value is not None:
        context.obj.refuse_the_book(Path(value))
        context.obj.named_files.append(Path(value))
    return value


def _of_plain_signs(context: Any, parameter: Any, value: Any) -> Any:
    """What was typed as text, without signs that steer a terminal or have no width. Raises WrongUsage."""
    if isinstance(value, str):
        # A text that is pasted whole has its own, larger limit, and is refused in words of its own.
        longest = LONGEST_NOTE if parameter.name in _NOTES else LONGEST_ARGUMENT
        if len(value) > longest and "TEXT|" not in str(parameter.metavar):
            called = next((name for name in parameter.opts if name.startswith("-")), parameter.human_readable_name)
            raise WrongUsage(f"{called} holds more than {longest:,} signs.", "write less of it")
        return plain_signs(_text_of(value))
    if isinstance(value, list | tuple):
        return type(value)(_of_plain_signs(context, parameter, part) for part in value)
    return value


def _text_of(argument: str) -> str:
    """An argument as text, also where the system takes its letters for bytes (a POSIX locale).

    Raises WrongUsage where its bytes are no UTF-8: it could neither be stored nor shown.
    """
    if not any("\ud800" <= sign <= "\udfff" for sign in argument):
        return argument
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        shown = "".join(f"\\x{ord(sign) - 0xDC00:02x}" if "\udc80" <= sign <= "\udcff" else sign for sign in argument)
        raise WrongUsage(f"An argument is not text: {shown}.", "type it again; refer takes UTF-8") from None


def json_option() -> TyperOption:
    """The option of every command that asks for the answer as JSON; the command itself does not know of it."""

    def note(context: Any, _: Any, asked: bool) -> None:
        if asked:
            context.obj.json = True

    return TyperOption(
        param_decls=["--json"], is_flag=True, default=False, expose_value=False, callback=note,
        help="Answer with one JSON object.",
    )  # fmt: skip


def _show_help(ctx: Any) -> None:
    """What --help does: print the help and leave."""
    option = ctx.command.get_help_option(ctx)
    option.callback(ctx, option, True)


app = typer.Typer(
    cls=LazyGroup,
    name="refer",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback(invoke_without_command=True)
def refer(
    ctx: typer.Context,
    book: Annotated[
        Path | None,
        typer.Option(
            "--book", metavar="PATH", readable=False, help="The book to use (else REFER_BOOK, else your own)."
        ),
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Work on a fictional book, in a temporary copy.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
    install_completion: Annotated[
        bool, typer.Option("--install-completion", help="Let TAB complete names and words in this shell.")
    ] = False,
    show_completion: Annotated[
        bool, typer.Option("--show-completion", help="Print what --install-completion puts in place.")
    ] = False,
) -> Reply | None:
    """Your private book of colleagues: who fits the client you must refer on, and why.

    These options stand before the command: refer --demo suggest --reason moving --city Denver
    """
    environment: Environment = ctx.obj
    if version:
        from refer_cli.render.home import show_version

        show_version()
        raise typer.Exit(0)
    if install_completion or show_completion:
        from refer_cli.commands.shell_completion import install, show

        (install if install_completion else show)(environment)
        raise typer.Exit(0)
    if demo and book is not None:
        raise WrongUsage("--demo and --book cannot go together.", "leave one of them out")
    environment.book_option, environment.demo, environment.debug = book, demo, debug
    _ = environment.today  # A bad REFER_TODAY is refused before anything is done.
    if ctx.invoked_subcommand is None:
        from refer_cli.services.home import home

        environment.look_for_book(False)
        return home(environment)
    return None


def main() -> None:
    """Run the command line of this process, and end the process.

    A command lives for a moment: collecting garbage in it, and tidying its memory before the system takes all
    of it back, would cost a reading command a tenth of its time.
    """
    import gc

    gc.disable()
    open_closed_streams()
    speak_plainly()
    _end_in_order()
    instruction = os.environ.get(COMPLETING)
    code = run(sys.argv[1:]) if instruction is None else _complete(instruction)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or 1
    os._exit(code)


def _complete(instruction: str) -> int:
    """Answer a shell that completes a line."""
    from refer_cli.commands.shell_completion import answer

    environment = Environment()
    return answer(instruction, environment.environ, typer.main.get_command(app), {"obj": environment})


class Ended(BaseException):
    """The system asks the program to end; `args` is the signal's number. Not an error: nothing of ours catches it."""


def _end_in_order() -> None:
    """Let a closed window or a `kill` end a command as Ctrl-C does: what is open is closed, the demo's copy removed."""
    import signal

    def end(number: int, _: object) -> None:
        raise Ended(number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # `nohup` keeps its promise
            signal.signal(number, end)


def run(args: Sequence[str], environment: Environment | None = None) -> int:
    """Run one command line and return its exit code; the only place where errors become words."""
    environment = environment or Environment()
    as_json = "--json" in args
    try:
        try:
            command = typer.main.get_command(app)
            answer = command.main(args=list(args), prog_name="refer", standalone_mode=False, obj=environment)
            if isinstance(answer, Reply):
                _print(answer, environment)
            sys.stdout.flush()
            if answer == 130:  # Typer's word for Ctrl-C
                emit_stopped(saved=_saved(environment))
            return answer if isinstance(answer, int) else 0
        finally:
            environment.close()
    except ReferError as error:
        return _refuse(_danger_first(error, args), environment, as_json)
    except typer.exceptions.TyperException as error:
        return _refuse(_danger_first(_as_usage(error), args), environment, as_json, error)
    except BrokenPipeError:
        return _quiet_pipe()
    except (KeyboardInterrupt, typer.Abort):
        emit_stopped(saved=_saved(environment))
        return 130
    except Ended as end:
        emit_stopped(saved=_saved(environment))
        return 128 + int(end.args[0])
    except Exception as error:  # noqa: BLE001 (the one boundary)
        if _saved(environment):
            saved = Refused(
                f"What you asked for was saved, but the answer could not be printed ({type(error).__name__}).",
                "do not run it again: refer list shows it, refer undo takes it back",
            )
            return _refuse(saved, environment, as_json, error)
        return _refuse(_as_refusal(error, environment), environment, as_json, error)


def _print(reply: Reply, environment: Environment) -> None:
    if environment.json:
        emit_reply(reply)
    else:
        screen = environment.screen()
        reply.draw(screen)
        if environment.began is not None and not environment.demo:
            screen.paragraph(f"A new book begins: {environment.began.absolute()}", style="dim")
            if environment.open_folder is not None:
                from refer_cli.render.home import draw_open_folder

                draw_open_folder(screen, environment.command)
        emit_plain_files(environment.plain_files())
    reply.afterwards()


def _saved(environment: Environment) -> bool:
    """Whether something was written before the command failed, so that nobody writes it twice."""
    return environment.steps_done() > 0


def _refuse(refusal: ReferError, environment: Environment, as_json: bool, cause: BaseException | None = None) -> int:
    if environment.debug:
        emit_traceback(cause or refusal)
    try:
        width = environment.width if environment.stderr_is_terminal else None
        emit_error(refusal.sentence, _for_this_book(refusal.hint, environment), refusal.exit_code, as_json, width)
        sys.stdout.flush()
    except OSError:
        # Standard output is gone or full: the exit code is all that can still be said.
        _quiet_pipe()
    return refusal.exit_code


def _danger_first(refusal: ReferError, args: Sequence[str]) -> ReferError:
    """The refusal, which says 988 and 911 first where a need speaks of danger: whatever is missing."""
    if refusal.speaks_of_danger or not any(word.startswith("--need") for word in args):
        return refusal
    from refer_cli.matching.advice import DANGER
    from refer_cli.matching.options import BY_NAME
    from refer_cli.vocabulary.danger import speaks_of_danger

    about_a_client = {command.split()[-1] for command in BY_NAME["need"].commands} & set(args)
    needs = [
        word.removeprefix("--need=")
        for before, word in pairwise(args)
        if before == "--need" or word.startswith("--need=")
    ]
    if about_a_client and any(map(speaks_of_danger, needs)):
        refusal.sentence = f"{DANGER} {refusal.sentence}"
    return refusal


def _for_this_book(hint: str, environment: Environment) -> str:
    """The hint with its commands as they have to be typed to reach the book that was named."""
    if environment.command == "refer":
        return hint
    return re.sub(
        r"(?<![\w-])refer (?=([a-z-]+))",
        lambda command: f"{environment.command} " if command[1] in COMMANDS else command[0],
        hint,
    )


def _as_usage(error: Any) -> ReferError:
    """Typer's own complaint about options and arguments in our two lines."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "refer"
    option = getattr(error, "option_name", None)
    if option in GLOBAL_OPTIONS and path != "refer":
        command = path.removeprefix("refer ")
        return WrongUsage(f"{option} stands before the command.", f"refer {option} {command} ...")
    if type(error).__name__ == "MissingParameter" and (missing := _missing(error, context)) is not None:
        return missing
    sentence = " ".join(error.format_message().split())
    offered = (
        {flag for parameter in context.command.params for flag in parameter.opts} if context is not None else set()
    )
    same = [flag for flag in SAME_THING.get(str(option), ()) if flag in offered]
    if same and option not in offered:
        return WrongUsage(f"No such option: {option}.", f"here it is {' or '.join(same)}; {path} --help lists all")
    ending = WRITES_A_FILE.get(str(option)) if path in ("refer list", "refer export", "refer find") else None
    if ending is not None and option not in offered:
        return WrongUsage(
            f"No such option: {option}.", f"the file's ending says it: refer export team.{ending}, with list's filters"
        )
    if str(option)[1:].isdigit():
        return WrongUsage(f"No such option: {option}.", f"a day or a number has no hyphen before it; {path} --help")
    possibilities = getattr(error, "possibilities", None)
    if possibilities:
        from difflib import get_close_matches

        close = get_close_matches(str(option), possibilities, n=2, cutoff=0.6) or list(possibilities)[:2]
        return WrongUsage(f"No such option: {option}.", f"did you mean {' or '.join(close)}? {path} --help")
    return WrongUsage(sentence if sentence.endswith((".", "?", "!")) else f"{sentence}.", f"{path} --help")


def _missing(error: Any, context: Any) -> ReferError | None:
    """What an argument that was left out would be, with the example of the command's help; None where it has none."""
    example = (context.command.help or "").partition("Example: ")[2].partition("\n")[0]
    called, meaning = error.param.human_readable_name, getattr(error.param, "help", None)
    if not example or not meaning:
        return None
    said = f"{called.removesuffix('...')} is missing: {meaning[0].lower()}{meaning[1:]}"
    return WrongUsage(said if said.endswith((".", "?", "!")) else f"{said}.", f"for example {example}")


def _as_refusal(error: Exception, environment: Environment) -> ReferError:
    """Any other error as one sentence: the disk, the database, or a fault of ours."""
    inner = getattr(error, "orig", None) or error
    sqlite3 = sys.modules.get("sqlite3")
    if sqlite3 is not None and isinstance(inner, sqlite3.Error):
        from refer_cli.book.connection import explain

        return explain(environment.book_path, inner)
    if isinstance(inner, OSError):
        return _about_disk(inner)
    if isinstance(inner, UnicodeEncodeError):
        return Refused("A name holds half a sign, which this system cannot write.", "type it again")
    if isinstance(inner, ModuleNotFoundError) and (inner.name or "").startswith("refer_cli."):
        return Refused("This command is not part of this version.", "refer --help lists what is there")
    kind = type(error).__name__
    detail = " ".join(str(error).split())[:120]
    return Refused(
        f"Something went wrong inside refer ({kind}{': ' + detail if detail else ''}).",
        "nothing more was changed; run the same command with --debug right after `refer` to see where",
    )


def _about_disk(error: OSError) -> ReferError:
    import errno

    what = f"{error.filename}: " if error.filename else ""
    if error.errno == errno.ENOSPC:
        return Refused(f"{what}No space is left on the disk.", "make room and try again")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Refused(f"{what}It may not be read or written.", "look at its permissions, or choose another place")
    return Refused(f"{what}{error.strerror or error}.", "look at the file, or choose another")


def _quiet_pipe() -> int:
    """The reader of our output has gone: say nothing, and let nothing be said while Python ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        pass
    return 0


if __name__ == "__main__":
    main()
