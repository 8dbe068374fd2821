"""Ticks, crosses, boxes and columns of yes and no: which words each is about."""

from __future__ import annotations

import pytest

from refer_cli.capture.marks import find_marks


def marked(text: str) -> list[tuple[str, str]]:
    found, masked = find_marks(text)
    assert len(masked) == len(text)
    return [(text[mark.start : mark.end].strip(), mark.verdict) for mark in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("✓ Aetna\n✗ Cigna", [("Aetna", "yes"), ("Cigna", "no")]),
        ("Aetna ✓\nCigna ✗", [("Aetna", "yes"), ("Cigna", "no")]),
        ("Aetna ✅ Cigna ❌ Humana ✅", [("Aetna", "yes"), ("Cigna", "no"), ("Humana", "yes")]),
        ("Panels: ✅ Aetna ❌ Cigna", [("Aetna", "yes"), ("Cigna", "no")]),
        ("[x] Aetna [ ] Cigna", [("Aetna", "yes"), ("Cigna", "open")]),
        ("[ ] Aetna\n[ ] Cigna", [("Aetna", "open"), ("Cigna", "open")]),
        ("☒ Aetna ☐ Cigna", [("Aetna", "yes"), ("Cigna", "open")]),
        ("☑ Aetna ☒ Cigna", [("Aetna", "yes"), ("Cigna", "no")]),
        ("- ✔️ couples", [("couples", "yes")]),
        ("Aetna | yes\nCigna | no", [("Aetna", "yes"), ("Cigna", "no")]),
        ("Aetna ..... yes", [("Aetna", "yes")]),
        ("Aetna | yes | Cigna | no", [("Aetna", "yes"), ("Cigna", "no")]),
        ("Jane Roe | LCSW | Denver", []),
        ("She takes Aetna (see below) and more.", []),
    ],
)
def test_a_mark_is_about_its_words(text: str, said: list[tuple[str, str]]) -> None:
    assert marked(text) == said


def test_a_mark_becomes_a_bullet_in_its_place() -> None:
    assert find_marks("Aetna [x] Cigna")[1] == "Aetna •   Cigna"
