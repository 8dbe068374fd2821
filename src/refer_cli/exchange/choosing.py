"""Whom to take of a file: who is a colleague by all signs, and who fits what was typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from refer_cli.exchange.incoming import Incoming, Skipped, Source
from refer_cli.fields.values import Listing
from refer_cli.folding import fold
from refer_cli.vocabulary.normaliser import vocabulary

NOT_CHOSEN = "not chosen"
_OF_ANY_TRADE = frozenset(("MA", "MS", "MEd", "EdS", "MD", "DO", "NP", "ARNP", "APRN", "DNP", "PA-C", "RN", "PharmD"))
"""Letters that other trades have as well: they say nothing where the rest of the contact names another trade."""
_THERAPY = re.compile(
    r"therap|counsel(?:l?ing|l?or)|psych(?!ic\b)|mental health|behaviou?ral health|clinical social work|\blcsw\b"
    r"|\bemdr\b|trauma|addiction|eating disorder|\bcouples\b",
    re.I,
)
_LABEL = re.compile(r"therap|counsel|psych|clinician|referr|colleague|consult|supervis|mental health", re.I)
_ANOTHER_TRADE = re.compile(
    r"dent(?:al|ist|istry)|orthodont|dermatolog|p(?:a)?ediatrician|pediatrics\b|cardiolog|orthop|veterinar|\bvet\b"
    r"|optom|ophthalm|chiropract|pharmac|surge(?:ry|on)|primary care|internal medicine|family medicine|ob-?gyn"
    r"|gyn(?:a)?ecolog|physical therap|physiotherap|massage|occupational therap|speech therap|radiolog|urolog|oncolog"
    r"|plumb|electric(?:al|ian)|real ?estate|realt(?:or|y)|attorney|\blaw\b|legal|mortgage|accounting|\bcpa\b|salon"
    r"|restaurant|mechanic|landlord|daycare|nanny|baby-?sitter",
    re.I,
)
_SAYS_THERAPY = ("specialties", "approaches", "panels", "license_states")
"""Fields that a note gives of nobody but a clinician."""


class Wishes(NamedTuple):
    """Whom to take, as typed: any of `only` in name, letters, practice, job title or label; a label of `groups`."""

    only: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    everybody: bool = False

    @property
    def given(self) -> bool:
        """Whether anything was typed."""
        return bool(self.only or self.groups or self.everybody)

    def fit(self, row: Incoming) -> bool:
        """Whether this person is wished for; of two kinds of wishes both must fit."""
        labels = {fold(label) for label in labels_of(row)}
        told = fold(" ".join((*_told(row), *labels_of(row))))
        by_words = not self.only or any(fold(text) in told for text in self.only)
        by_label = not self.groups or any(fold(label) in labels for label in self.groups)
        return by_words and by_label


def labels_of(row: Incoming) -> tuple[str, ...]:
    """The labels and groups that a file has for a person."""
    return (*_names(row, "tags"), *_names(row, "groups"))


def job_titles(row: Incoming) -> tuple[str, ...]:
    """Job titles, which no field holds."""
    return tuple(unread.words for unread in row.unread if unread.column == "Job title")


def likely(row: Incoming) -> bool:
    """Whether somebody of an address book is a colleague by all signs: letters, a practice, a label, a note."""
    letters = set(_names(row, "credentials"))
    work = " ".join((*_told(row)[1:], *labels_of(row)))
    notes = row.facts.values.get("notes")
    note = notes if isinstance(notes, str) else ""
    if any(_of_therapy(term) for term in letters):
        return True
    if any(_LABEL.search(label) for label in labels_of(row)):
        return True
    if _ANOTHER_TRADE.search(f"{_told(row)[0]} {work} {note}"):
        return False
    says_therapy = bool(_THERAPY.search(work) or _THERAPY.search(note))
    return bool(letters & _OF_ANY_TRADE) or says_therapy or any(field in row.facts.values for field in _SAYS_THERAPY)


def _of_therapy(letters: str) -> bool:
    """Whether letters are a clinician's: LCSW, PhD, and EMDR too; DDS and CPA are not."""
    if letters in _OF_ANY_TRADE:
        return False
    return any(vocabulary(kind).find(letters) is not None for kind in ("credential", "approach"))


class Chosen:
    """A file of which only some are taken: who is not, is left out and counted. See `incoming.Source`."""

    def __init__(
        self,
        source: Source,
        takes: Callable[[Incoming], bool],
        rows: Iterable[Incoming | Skipped] | None = None,
        remark: str = "",
    ) -> None:
        self._source = source
        self._takes = takes
        self._rows = rows
        self._remark = remark
        self._labels: Counter[str] = Counter()
        self._taken = 0
        self.name = source.name
        self.title = source.title
        self.own_word = source.own_word
        self.size = source.size

    @property
    def notes(self) -> tuple[str, ...]:
        """What the file says of itself, and where nobody fits, the labels that there are."""
        said = [*self._source.notes, *([self._remark] if self._remark else [])]
        if not self._taken and self._labels:
            named = ", ".join(f"{label} ({count})" for label, count in self._labels.most_common(8))
            said.append(f"nobody fits; the labels in the file are {named}")
        return tuple(said)

    def position(self) -> int:
        """Bytes read so far, of `size`."""
        return self._source.position()

    def rows(self) -> Iterator[Incoming | Skipped]:
        """Every row; whoever is not taken is left out."""
        for row in self._source.rows() if self._rows is None else self._rows:
            if isinstance(row, Skipped):
                yield row
                continue
            self._labels.update(labels_of(row))
            if self._takes(row):
                self._taken += 1
                yield row
            else:
                yield Skipped(row.row, None, NOT_CHOSEN, refuses=False)


def _told(row: Incoming) -> tuple[str, ...]:
    """Name, letters, practice and job titles of a person."""
    name, practice = (str(row.facts.values.get(field) or "") for field in ("name", "practice"))
    return (name, *_names(row, "credentials"), practice, *job_titles(row))


def _names(row: Incoming, field: str) -> tuple[str, ...]:
    value = row.facts.values.get(field)
    return value.names() if isinstance(value, Listing) else ()
