"""What `add-colleague` was given: a text, a name, or nothing yet, and the way in which each becomes a card."""

from __future__ import annotations

import re
from collections.abc import Sequence

from refer_cli.errors import WrongUsage
from refer_cli.render.answer import Reply
from refer_cli.render.asking import read_lines, tell
from refer_cli.services import new_colleague
from refer_cli.services.eaten_sums import refuse_eaten
from refer_cli.services.environment import Environment
from refer_cli.services.text_options import TextOptions

_PLAIN = re.compile(r"(?:[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)?)(?: [A-Z]\.)? [A-Z](?:['’][A-Z])?[a-z]+(?:-[A-Z][a-z]+)?")
"""A first and a last name with their capitals: no vocabulary need be asked."""


def add(
    environment: Environment, words: Sequence[str], source: str | None, paste: bool, wanted: TextOptions
) -> Reply | None:
    """Put somebody in the book, from a text where anything but a name was typed, pasted or handed in.

    On a terminal a bare name leads to the questions, and nothing at all to a prompt for either. None where somebody
    is left out after all. Raises WrongUsage where it cannot be told what is meant, and what both ways raise.
    """
    typed = " ".join(words) if words else None
    if typed is not None and len(words) > 1 and "-" in (words[0], words[-1]):
        raise WrongUsage("- takes the text from standard input, and no words beside it.", "leave the other words out")
    if source is not None or paste or typed == "-":
        return _from_text(environment, typed, source, paste, wanted)
    if typed is None and environment.interactive and not wanted.options:
        typed = _prompted(environment, wanted)
        asked = True
    else:
        asked = not wanted.options and not wanted.yes
    if typed is not None and not _is_bare_name(environment, typed, wanted):
        if words:
            refuse_eaten(environment, typed, wanted.dry_run)
        return _from_text(environment, typed, None, False, wanted)
    if wanted.dry_run:
        raise WrongUsage(
            "--dry-run needs a text to understand.", "refer add-colleague 'Ada Birch LMFT, Denver CO' --dry-run"
        )
    options = dict(wanted.options)
    if typed is not None:
        if "name" in options:
            raise WrongUsage("The name was given twice.", "leave --name out")
        options["name"] = typed
    return new_colleague.add(environment, options, wanted.as_of, again=wanted.again, asked=asked)


def _from_text(
    environment: Environment, typed: str | None, source: str | None, paste: bool, wanted: TextOptions
) -> Reply:
    from refer_cli.services.capture_flow import add_from_text

    return add_from_text(environment, typed, source, paste, wanted)


def _is_bare_name(environment: Environment, typed: str, wanted: TextOptions) -> bool:
    if not typed.strip() or _PLAIN.fullmatch(typed.strip()):
        return True
    from refer_cli.capture.evidence import is_bare_name

    # Whoever gives the city as an option has typed none behind the name.
    return is_bare_name(typed, None if wanted.options else environment.gazetteer())


def _prompted(environment: Environment, wanted: TextOptions) -> str:
    """What is typed or pasted at the prompt; a name that stands alone on its first line is all of it."""
    tell("Type or paste what you know; an empty line ends. Or a name, and I ask.")
    return read_lines("> ", lambda line: _is_bare_name(environment, line, wanted))
