"""A command that is also a group: `refer goals` shows, `refer goals set meet 3` does."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from refer_cli.errors import WrongUsage

SHOWING, SETTING = "show", "set"


class ShowingGroup(TyperGroup):
    """Runs its command `show` when no other of its commands is named; what follows are show's arguments."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `show` in front where it was left out."""
        named = bool(args) and (args[0] in self.commands or args[0] in ("--help", "-h"))
        # While a word is being completed its beginning may still become a command.
        if not named and not ctx.resilient_parsing:
            self._refuse_stray_word(args, ctx)
            args = [SHOWING, *args]
        return super().parse_args(ctx, args)

    def _refuse_stray_word(self, args: list[str], ctx: Any) -> None:
        """Where `show` takes no word, a word can only be a mistyped command, or what `set` is about."""
        takes_words = any(parameter.param_type_name == "argument" for parameter in self.commands[SHOWING].params)
        if args and not takes_words and not args[0].startswith("-"):
            from difflib import get_close_matches

            others = [name for name in self.commands if name != SHOWING]
            close = get_close_matches(args[0], others, n=1)
            hint = f"did you mean {' or '.join(close or others)}?"
            if not close and SETTING in others and len(args) > 1:
                from refer_cli.render.screen import shell_word

                hint = " ".join([ctx.obj.command, ctx.info_name, SETTING, *map(shell_word, args)])
            raise WrongUsage(f'I know no command "{args[0]}" here.', hint)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Its commands, and what `show` takes."""
        offered = list(super().shell_complete(ctx, incomplete))
        for parameter in self.commands[SHOWING].params:
            if parameter.param_type_name == "argument":
                offered += parameter.shell_complete(ctx, incomplete)
        return [item for item in offered if item.value != SHOWING]


def group(help: str) -> typer.Typer:
    """An empty group of that kind."""
    return typer.Typer(
        cls=ShowingGroup,
        help=help,
        rich_markup_mode=None,
        add_completion=False,
        subcommand_metavar="[COMMAND] [ARGS]...",
    )
