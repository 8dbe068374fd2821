"""Whose groups are too close: those of the avoided person, and of people in the avoided practice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from refer_cli.matching.candidate import Candidate
from refer_cli.matching.exclusions import perhaps_tied
from refer_cli.matching.facets import Facets
from refer_cli.matching.gates import is_avoided, tied_by
from refer_cli.matching.membership import folded
from refer_cli.matching.bitsets import people, union


def avoided_groups(candidates: Iterable[Candidate], avoid: tuple[str, ...]) -> frozenset[str]:
    """The folded names of the groups of everybody who is, or works at, what is avoided."""
    groups: frozenset[str] = frozenset()
    for candidate in candidates:
        if any(is_avoided(candidate, name) for name in avoid):
            groups |= folded(candidate.groups)
    return groups


def perhaps_avoided(facets: Facets, avoid: tuple[str, ...]) -> list[int]:
    """The ids of all whose cards may name what is avoided."""
    return people(union(perhaps_tied(facets, name) for name in avoid))


def unmatched_names(candidates: Sequence[Candidate], avoid: tuple[str, ...]) -> tuple[str, ...]:
    """A sentence for each avoided name that no card mentions, without the name: it goes nowhere.

    That no tie is known is not the same as none, and a misspelt name finds none.
    """
    missing = [
        number
        for number, name in enumerate(avoid, start=1)
        if not any(tied_by(candidate, name) for candidate in candidates)
    ]
    which = {number: "" if len(avoid) == 1 else f" (the name given as number {number})" for number in missing}
    return tuple(
        f"No card in your book mentions whom you named with --avoid{which[number]}: look at the spelling"
        for number in missing
    )
