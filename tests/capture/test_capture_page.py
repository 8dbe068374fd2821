"""Saved pages of site builders: what stands in titles, pictures, feet and markup, and nothing of the menus."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from refer_cli.capture.reading import read
from refer_cli.capture.understand import understand

FOOT = "1200 Pearl St, Denver, CO 80203 · (303) 555-0144 · dana@example.com"
OFFER = '{"@type":"Offer","itemOffered":{"name":"Individual sessions"},"price":"150","priceCurrency":"USD"}'
FOUNDER = '"founder":{"@type":"Person","name":"Dana Whitlock","jobTitle":"LMFT"}'


@pytest.mark.parametrize(
    ("head", "body", "facts"),
    [
        ('<meta property="og:title" content="Dana Whitlock, LMFT">', "<p>I treat anxiety.</p>", {"LMFT", "anxiety"}),
        ("", '<img alt="Dana Whitlock, LMFT, smiling"><p>I treat anxiety.</p>', {"LMFT", "anxiety"}),
        ("<title>Home - Dana Whitlock Counseling</title>", "<p>I treat anxiety.</p>", {"anxiety"}),
        (
            '<meta name="description" content="Dana Whitlock, LMFT treats anxiety in Denver, CO.">',
            "",
            {"anxiety", "CO"},
        ),
        (
            "",
            f"<h1>Dana Whitlock, LMFT</h1><footer><p>{FOOT}</p></footer>",
            {"80203", "303-555-0144", "dana@example.com"},
        ),
        ("", "<h1>Dana Whitlock</h1><div role=contentinfo>Insurance: Aetna, Cigna</div>", {"Aetna", "Cigna"}),
        (
            "",
            '<h1>Dana Whitlock, LMFT</h1><h2>Insurance</h2><img alt="Aetna logo"><img alt="Cigna">',
            {"Aetna", "Cigna"},
        ),
        (
            '<script type="application/ld+json">{"@type":"LocalBusiness","name":"Elm","telephone":"303-555-0123",'
            f'{FOUNDER},"makesOffer":[{OFFER}]}}</script>',
            "<p>Welcome</p>",
            {"LMFT", "Elm", "303-555-0123", "150"},
        ),
    ],
)
def test_facts_of_a_page_stand_where_its_builder_put_them(
    head: str, body: str, facts: set[str], gazetteer: Any
) -> None:
    page = f"<!doctype html><html><head>{head}</head><body><nav>Home, EMDR, Medicaid</nav>{body}</body></html>"
    (person,) = understand(read(page), date(2026, 11, 24), gazetteer).people
    told = {fact.value for fact in person.facts if fact.sure == "written"}
    assert person.name == "Dana Whitlock"
    assert facts <= told
    assert not {"EMDR", "Medicaid"} & told
