"""Whose groups are too close: those of the avoided person, and of people in the avoided practice."""

from __future__ import annotations

from collections.abc import Iterable

from refer_cli.matching.candidate import Candidate
from refer_cli.matching.exclusions import perhaps_tied
from refer_cli.matching.facets import Facets
from refer_cli.matching.gates import is_avoided
from refer_cli.matching.lookup import folded
from refer_cli.matching.sets import people, union


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
