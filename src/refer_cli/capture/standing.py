"""How words stand in a text: affirmed, denied, closed, only supposed, or not about the person at all."""

from __future__ import annotations

from typing import NamedTuple

AFFIRMED, DENIED, CLOSED, UNSURE, SKIP = "affirmed", "denied", "closed", "unsure", "skip"


class Standing(NamedTuple):
    """How one mention stands; an unsure one leans one way: "I think she no longer takes Aetna" would deny it."""

    status: str
    leaning: str = AFFIRMED
