"""Whose words: another's practice, partner or panels are never the one's who is described."""

from __future__ import annotations

import pytest

from refer_cli.capture.clauses import clauses
from refer_cli.capture.whose import asides, is_request


def about_others(text: str, name: str = "Tom Oak", pronouns: str | None = None) -> list[str]:
    parts = clauses(text)
    found = asides(text, parts, name, pronouns, False)
    return [
        text[max(parts[number].start, aside.begin) : parts[number].end].strip(" ,") for number, aside in found.items()
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Tom Oak LPC. He took over Jane's practice; she specialized in OCD.",
        "Tom Oak LPC. He shares space with Ann Lee, who does OCD.",
        "Tom Oak LPC. Ann Lee also does OCD.",
        "Tom Oak LPC. His wife does OCD.",
        "Tom Oak LPC. He bought Rita Fox's practice. Rita did OCD.",
        "I'm Tom Oak LPC. I take Aetna. She does OCD.",
        "Tom Oak LPC, he takes Cigna. I do OCD myself.",
    ],
)
def test_words_about_another_are_set_aside(text: str) -> None:
    assert any("OCD" in words for words in about_others(text))


@pytest.mark.parametrize(
    "text",
    [
        "Tom Oak LPC. He does OCD.",
        "Tom Oak LPC. Never takes Aetna. Usually does OCD.",
        "Tom Oak in Stillwater is lovely. He does OCD.",
        "Tom Oak LPC. He took over Jane's practice. He does OCD.",
        "Tom specializes in OCD. Tom's fee is $150.",
    ],
)
def test_words_about_the_one_described_are_not(text: str) -> None:
    assert not any("OCD" in words for words in about_others(text))


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("ISO a male therapist in Boise for a veteran with PTSD", True),
        ("Does anyone know somebody for OCD who takes Aetna?", True),
        ("Looking for a therapist who takes Cigna", True),
        ("I take Cigna and I'm looking for referrals", False),
        ("Jane Roe takes Cigna", False),
    ],
)
def test_a_request_describes_nobody(text: str, asks: bool) -> None:
    assert is_request(text) is asks
