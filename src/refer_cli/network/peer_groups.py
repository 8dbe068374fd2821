"""Which therapist group is meant, and what attending one changes (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from refer_cli.errors import Refused
from refer_cli.folding import fold
from refer_cli.network.records import Group


def find_group(groups: Sequence[Group], typed: str, own: Sequence[str] = ()) -> Group:
    """The one group that is meant: its whole name, or any part of it that no other has.

    `own` are the groups of my profile, to say what is missing where only that has it. Raises Refused.
    """
    wanted = fold(typed)
    found = [group for group in groups if fold(group.name) == wanted]
    found = found or [group for group in groups if wanted and _has(fold(group.name), wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        named = "; ".join(group.name for group in found[:8])
        raise Refused(f'{len(found)} groups answer to "{typed}": {named}.', "write more of the name")
    for name in own:
        if wanted and _has(fold(name), wanted):
            raise Refused(
                f'"{name}" stands in your profile only.', f'put it in: refer groups add "{name}" --kind consultation'
            )
    raise Refused(f'There is no group "{typed}" in your book.', _hint(groups, wanted))


def next_after(group: Group, attended_on: str, given: str | None) -> str | None:
    """The next meeting after one was attended: the one given, else the one known, if it is still to come."""
    if given is not None:
        return given
    known = group.next_meeting
    return known if known is not None and known > attended_on else None


def _has(name: str, wanted: str) -> bool:
    """Whether the words stand in the name, or each begins one of its words, in order."""
    rest = iter(name.split())
    return wanted in name or all(any(word.startswith(part) for word in rest) for part in wanted.split())


def _hint(groups: Sequence[Group], wanted: str) -> str:
    if not groups:
        return 'refer groups add "Tuesday consult" --kind consultation puts the first one in'
    from difflib import get_close_matches

    close = get_close_matches(wanted, [fold(group.name) for group in groups], n=2, cutoff=0.5)
    near = [group.name for group in groups if fold(group.name) in close]
    return f"did you mean {' or '.join(near)}?" if near else "refer groups list shows them all"
