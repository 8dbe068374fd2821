"""Recognising a row brought in before: surely within one source, as a possible double across sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from refer_cli.vocabulary.normaliser import fold

Row = Sequence[Any]


class Identities:
    """Everybody in the book by what tells people apart, loaded by one query.

    Within one source a row is the same by its key, else NPI, e-mail, or name with practice and ZIP. An import adds
    what it writes, so that later rows of the file find it.
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._same: dict[tuple[str, ...], int] = {}
        self._alike: dict[tuple[str, ...], dict[str, int]] = {}
        self._keys: dict[int, str] = {}
        self._own: dict[tuple[int, str], tuple[str, ...]] = {}
        for colleague_id, source, source_key, *values in rows:
            names = ("npi", "email", "phone", "name", "practice", "city", "state", "zip")
            self.add(colleague_id, source, source_key, dict(zip(names, values, strict=True)))

    def add(self, colleague_id: int, source: str, source_key: str | None, values: Mapping[str, Any]) -> None:
        """Remember a colleague under the values that tell people apart."""
        if source_key:
            self._keys[colleague_id] = source_key
        for mark in _surely(source, source_key, values):
            if self._same.setdefault(mark, colleague_id) == colleague_id:
                self._own[colleague_id, mark[1]] = mark
        for mark in _possibly(values):
            self._alike.setdefault(mark, {}).setdefault(source, colleague_id)

    def renew(self, colleague_id: int, source: str, source_key: str | None, values: Mapping[str, Any]) -> None:
        """Remember a colleague under what a row says anew, and no longer under what it takes the place of.

        So a later row of the file finds what the next import of the whole file would find.
        """
        for mark in _surely(source, source_key, values):
            before = self._own.get((colleague_id, mark[1]))
            if before is not None and before != mark and (mark[1] != "name" or before[2] != mark[2]):
                del self._same[before], self._own[colleague_id, mark[1]]
        self.add(colleague_id, source, source_key, values)

    def same(self, source: str, source_key: str | None, values: Mapping[str, Any]) -> int | None:
        """The colleague whom an earlier row of this source made; None where there is none.

        Two rows with different keys of their own are two people, however alike.
        """
        for mark in _surely(source, source_key, values):
            colleague_id = self._same.get(mark)
            if colleague_id is not None and (not source_key or self._keys.get(colleague_id, source_key) == source_key):
                return colleague_id
        return None

    def possible_double(self, source: str, values: Mapping[str, Any]) -> int | None:
        """A colleague of another source who may be the same person: to be reported, never merged."""
        for mark in _possibly(values):
            for its_source, colleague_id in self._alike.get(mark, {}).items():
                if its_source != source:
                    return colleague_id
        return None


def _surely(source: str, source_key: str | None, values: Mapping[str, Any]) -> list[tuple[str, ...]]:
    marks: list[tuple[str, ...]] = []
    if source_key:
        marks.append((source, "key", source_key))
    if values.get("npi"):
        marks.append((source, "npi", values["npi"]))
    if values.get("email"):
        marks.append((source, "email", values["email"].casefold()))
    if values.get("name"):
        # An unknown practice or ZIP is part of the identity too: the same row comes without it again.
        place = (fold(values.get("practice") or ""), (values.get("zip") or "")[:5])
        marks.append((source, "name", fold(values["name"]), *place))
    return marks


def _possibly(values: Mapping[str, Any]) -> list[tuple[str, ...]]:
    marks: list[tuple[str, ...]] = []
    if values.get("npi"):
        marks.append(("npi", values["npi"]))
    if values.get("email"):
        marks.append(("email", values["email"].casefold()))
    if not values.get("name"):
        return marks
    name = fold(values["name"])
    if values.get("phone"):
        marks.append(("phone", name, "".join(sign for sign in values["phone"] if sign.isdigit())[-10:]))
    if values.get("zip"):
        marks.append(("zip", name, values["zip"][:5]))
    if values.get("city") and values.get("state"):
        marks.append(("city", name, fold(values["city"]), values["state"]))
    if values.get("practice"):
        marks.append(("practice", name, fold(values["practice"])))
    return marks
