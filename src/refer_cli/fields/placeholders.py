"""Words in capitals that stand in a proposed command for what only the therapist knows; none is ever taken as said."""

from __future__ import annotations

from refer_cli.errors import BadValue

NEED, APPROACH, PANEL, DOLLARS, CITY = "NEED", "APPROACH", "PANEL", "DOLLARS", "CITY"
WHO, NAME, LABEL = "WHO", "NAME", "LABEL"
MEANT = {
    NEED: "what help is sought for, such as anxiety",
    APPROACH: "an approach, such as CBT",
    PANEL: "an insurance, such as Aetna",
    DOLLARS: "a sum, such as 80",
    CITY: "a city, such as Denver",
    WHO: "a colleague's name",
    NAME: "a name",
    LABEL: "a short code of your own for the client, such as A7",
}
"""What is to be written in place of each."""


def refuse_placeholder(text: str) -> None:
    """Raise BadValue where a placeholder was left in a command as it was proposed."""
    replacement = MEANT.get(text.strip())
    if replacement is not None:
        raise BadValue(f"{text.strip()} only holds a place in that command.", f"write {replacement} in its place")
