"""Facts of one person brought together: repeats once, contradictions asked about, nothing chosen between them."""

from __future__ import annotations

from refer_cli.capture.found import ASSUMED, DENIED, UNSURE, WRITTEN, Fact
from refer_cli.fields.catalogue import BY_NAME, FIELDS
from refer_cli.fields.spelling import parse_item
from refer_cli.folding import fold

_ORDER = {field.name: number for number, field in enumerate(FIELDS)}
_FIRST_COUNTS = frozenset(
    {
        "phone",
        "email",
        "website",
        "street",
        "practice",
        "npi",
        "hours",
        "contact_by",
        "pronouns",
        "how_known",
        "first_met",
        "introduced_by",
    }
)
_DEEPEST = {"certified": 3, "full": 3, "trained": 2, "open": 2, "takes": 1, None: 0, "no": 0}


def reconcile(facts: list[Fact]) -> tuple[Fact, ...]:
    """The facts once each, in the order of the card; what contradicts itself is unsure."""
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.field, _entry(fact)), []).append(fact)
    merged: list[Fact] = []
    for group in groups.values():
        merged.extend(_one_entry(group))
    merged = _scalars(merged)
    merged = _no_panels(merged)
    return tuple(sorted(merged, key=lambda fact: _ORDER[fact.field]))


def _entry(fact: Fact) -> str:
    if BY_NAME[fact.field].kind != "list" or fact.value == "none":
        return "" if BY_NAME[fact.field].kind != "list" else "none"
    return fold(parse_item(fact.field, fact.value, forgiving=True)[0].name)


def _one_entry(group: list[Fact]) -> list[Fact]:
    if BY_NAME[group[0].field].kind != "list":
        return list(dict.fromkeys(group))
    denied = [fact for fact in group if fact.sure == DENIED]
    written = [fact for fact in group if fact.sure == WRITTEN]
    if denied and written:
        return [written[0]._replace(sure=UNSURE), denied[0]._replace(sure=UNSURE)]
    if denied:
        return denied[:1]
    if written:
        return [max(written, key=lambda fact: _DEEPEST[parse_item(fact.field, fact.value, forgiving=True)[0].mark])]
    return sorted(group, key=lambda fact: fact.sure != ASSUMED)[:1]


def _scalars(facts: list[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    for field in dict.fromkeys(fact.field for fact in facts):
        own = [fact for fact in facts if fact.field == field]
        if BY_NAME[field].kind == "list":
            kept.extend(own)
            continue
        sure = [fact for fact in own if fact.sure in (WRITTEN, DENIED)]
        values = dict.fromkeys(fact.value for fact in sure)
        if len(values) > 1 and field not in _FIRST_COUNTS:
            kept.extend(next(fact for fact in sure if fact.value == value)._replace(sure=UNSURE) for value in values)
        elif sure:
            kept.append(sure[0])
        else:
            unique = {fact.value: fact for fact in reversed(own)}
            kept.extend(reversed(unique.values()))
    return _fees(kept)


def _fees(facts: list[Fact]) -> list[Fact]:
    """A lowest fee above the full one cannot be meant: both are asked about."""
    fee = next((fact for fact in facts if fact.field == "fee" and fact.sure == WRITTEN), None)
    floor = next((fact for fact in facts if fact.field == "fee_floor" and fact.sure == WRITTEN), None)
    if fee is None or floor is None or int(floor.value) <= int(fee.value):
        return facts
    return [fact._replace(sure=UNSURE) if fact in (fee, floor) else fact for fact in facts]


def _no_panels(facts: list[Fact]) -> list[Fact]:
    """ "No insurance" beside a panel that is taken contradicts itself; beside denied ones it says it all."""
    none = [fact for fact in facts if fact.field == "panels" and fact.value == "none"]
    if not none:
        return facts
    taken = [fact for fact in facts if fact.field == "panels" and fact.value != "none" and fact.sure == WRITTEN]
    if taken:
        return [fact._replace(sure=UNSURE) if fact in none or fact in taken else fact for fact in facts]
    return [fact for fact in facts if fact.field != "panels" or fact.value == "none" or fact.sure == DENIED]
