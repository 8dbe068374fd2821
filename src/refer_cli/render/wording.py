"""Field names and values in the words of a screen."""

from __future__ import annotations

from refer_cli.fields.catalogue import BY_NAME
from refer_cli.fields.spelling import write_value
from refer_cli.fields.values import Accepting, Item, Listing, Value

_LABELS = {
    "license_states": "licensed in",
    "accepting": "takes clients",
    "in_person": "in an office",
    "telehealth": "by video",
    "contact_by": "best reached",
    "fee_floor": "lowest fee",
    "sliding_slots": "sliding places",
    "email": "e-mail",
    "zip": "ZIP",
    "npi": "NPI",
    "accessibility": "access",
}


def label(name: str) -> str:
    """What a field is called on a screen."""
    return _LABELS.get(name) or name.replace("_", " ")


def spoken(name: str, value: Value | None) -> str:
    """A value as a person reads it; an unknown one is "not known". Notes keep their lines."""
    if value is None:
        return "not known"
    if isinstance(value, Listing):
        return _listing(name, value)
    if isinstance(value, Accepting):
        return write_value(name, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and BY_NAME[name].kind == "money":
        return f"${value}"
    if name == "trust":
        return f"{value} of 5"
    if name == "notes":
        return "\n".join(" ".join(line.split()) for line in str(value).splitlines() if line.strip())
    return " ".join(str(value).split())


def _listing(name: str, value: Listing) -> str:
    if not value.items:
        return "maybe some; none is known" if value.open else "none"
    parts = [_item(name, item) for item in value.affirmed]
    parts += [f"not {item.name}" for item in value.denials]
    if value.open:
        parts.append("maybe others")
    return "; ".join(parts) if any("," in part for part in parts) else ", ".join(parts)


def _item(name: str, item: Item) -> str:
    if item.mark is None:
        return item.name
    mark = "works with" if item.mark == "takes" else item.mark
    if name == "panels":
        mark = "taking new" if item.mark == "open" else "full"
    return f"{item.name} ({mark})"
