"""Tables of the pages that come from the program's own data, so that they cannot say anything else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import refer_cli
from refer_cli.fields import age
from refer_cli.fields.catalogue import FIELDS, SELF_DESCRIBED, SHARED
from refer_cli.matching import judgement, shortlist, worth_a_call
from refer_cli.matching.criteria import CAUSES, CRITERIA, availability, location, relationship
from refer_cli.matching.rank import weights_of
from refer_cli.matching.reasons import REASONS
from refer_cli.matching.request import DEFAULT_RADIUS

PACKAGE = Path(refer_cli.__file__).parent


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers_from: int | None = None) -> str:
    """A Markdown table; columns from `numbers_from` on are set flush right."""
    rules = ["---:" if numbers_from is not None and place >= numbers_from else "---" for place in range(len(head))]
    lines = [head, rules, *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def hundredths(level: int) -> str:
    """A level or weight as it stands on the screen: 85 is .85, 100 is 1."""
    return "1" if level == 100 else "0" if level == 0 else f".{level:02d}"


def reasons(_: str = "") -> str:
    """The reasons: when each is meant, what must be given, what it requires, what else it does."""
    return table(
        ("reason", "when", "must be given", "requires", "also"),
        (
            (
                f"`{reason.slug}`",
                reason.story,
                "; ".join(" or ".join(f"`--{name.replace('_', '-')}`" for name in one) for one in reason.must),
                reason.requires,
                reason.also,
            )
            for reason in REASONS.values()
        ),
    )


def shared(_: str = "") -> str:
    """Which fields of a card may be shared, which only where they are asked for, and which never."""
    private = [field.name for field in FIELDS if field.private]
    parts = (("shared", SHARED), ("only if `--columns` names it", SELF_DESCRIBED), ("never shared", private))
    return table(("", "fields"), ((what, ", ".join(f"`{name}`" for name in names)) for what, names in parts))


def weights(_: str = "") -> str:
    """What each reason weighs, before the weights that apply are brought to exactly 1.00."""
    spread = table(
        ("reason", *(criterion.label or criterion.name for criterion in CRITERIA)),
        (
            (
                f"`{reason.slug}`",
                *(hundredths(weight) if weight else "" for weight in weights_of(reason).values()),
            )
            for reason in REASONS.values()
        ),
        numbers_from=1,
    )
    return f"{spread}\n\nWith `--soon`, availability weighs {hundredths(availability.SOON_WEIGHT)} whatever the reason."


def levels(_: str = "") -> str:
    """The level that each finding gives; criteria that give the same ones stand together."""
    together: dict[tuple[tuple[str, int], ...], list[str]] = {}
    for criterion in CRITERIA:
        together.setdefault(criterion.levels, []).append(criterion.label or criterion.name)
    unknown = (
        ("not known, and only wished for", judgement.UNKNOWN),
        ("not known, and required", judgement.UNKNOWN_REQUIRED),
    )
    found = [*((", ".join(names), rows) for rows, names in together.items()), ("anything", unknown)]
    return table(
        ("what counts", "what is found", "level"),
        (
            (name if not place else "", words, hundredths(level))
            for name, rows in found
            for place, (words, level) in enumerate(rows)
        ),
        numbers_from=2,
    ) + (
        f"\n\nEach trust point above or below {relationship.USUAL_TRUST} adds or takes "
        f"{hundredths(relationship.TRUST_STEP)}. A fact counts in "
        f"full for {age.FRESH_DAYS} days, then fades evenly until {age.FADED_DAYS} days; a yes older "
        f"than that gives {hundredths(age.OLD_YES)}, more than one never heard. What is required and "
        f"older than {age.CALL_FIRST_DAYS} days has to be asked before the colleague is offered."
    )


def causes(_: str = "") -> str:
    """Why somebody is not suggested, in the order in which it is counted."""
    return ", ".join(f"`{cause}`" for cause in CAUSES)


def thresholds(_: str = "") -> str:
    """The figures of which people are shown, and how."""
    return table(
        ("what", "how much"),
        (
            ("people shown without `--limit`, at most", str(shortlist.MOST_SHOWN)),
            ("behind the first, at most", _score(shortlist.WITHIN_FIRST)),
            ("near enough to prefer another practice", _score(shortlist.PRACTICE_SPREAD)),
            ("ahead of the next, to be clearly the closest fit", _score(shortlist.STANDS_OUT_BY)),
            ("ready people beside whom nobody is shown who must be called first", str(shortlist.ENOUGH_READY)),
            ("calls proposed, at most", str(worth_a_call.MOST_CALLS)),
            ("miles that are near when no limit is stated", str(DEFAULT_RADIUS)),
            ("miles within which somebody out of reach is still named", str(location.NEAR_MISS_MILES)),
        ),
        numbers_from=1,
    )


def _score(ten_thousandths: int) -> str:
    return f"{ten_thousandths / 10_000:.2f}"


def remembered(_: str = "") -> str:
    """Every column in which a request is remembered."""
    from refer_cli.book.tables import schema

    return ", ".join(f"`{column.name}`" for column in schema().tables["request"].columns)


def _data(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PACKAGE / name).read_text(encoding="utf-8"))
    return found


def vocabularies(_: str = "") -> str:
    """Each vocabulary: how many terms and spellings it has, where they come from, as of when."""
    rows = []
    for file in sorted((PACKAGE / "vocabulary").glob("*.json")):
        data = _data(f"vocabulary/{file.name}")
        terms = data.get("terms")
        if terms is None:  # the words around a term, no vocabulary
            continue
        spellings = sum(1 + len(term.get("aliases", ())) for term in terms)
        rows.append((file.stem, str(len(terms)), str(spellings), data["as_of"], data["source"]))
    return table(("vocabulary", "terms", "spellings", "as of", "source"), rows)


def compacts(_: str = "") -> str:
    """Each licence compact: in how many states it works or is enacted, where that comes from, and when."""
    rows = []
    for compact in _data("places/compacts.json").values():
        if isinstance(compact, dict):
            working = compact.get("members") or compact.get("live") or ()
            enacted = f"{len(compact['enacted'])} more recorded as enacted" if compact.get("enacted") else ""
            counted = f"{len(working)} where it works" if working else "none yet"
            rows.append(
                (
                    compact["name"],
                    "; ".join(filter(None, (counted, enacted))),
                    compact["as_of"],
                    compact["source"],
                )
            )
    return table(("compact", "states and territories", "as of", "source"), rows)


def columns(_: str = "") -> str:
    """The headings of a list that are known, by what they become."""
    from refer_cli.exchange.column_words import column_words

    words = column_words()
    rows = [(f"`{target}`", ", ".join(spellings)) for target, spellings in words.fields.items()]
    decided = ", ".join(f"{word} ({', '.join(fields)})" for word, fields in words.decided_by_cells.items() if fields)
    return "\n".join(
        [
            table(("becomes", "headings, in any capitals, with or without signs"), rows),
            "",
            f"Decided by the cells below: {decided}.",
            "",
            f"No field of a card, and so kept in the notes: {', '.join(sorted(words.no_field))}.",
        ]
    )
