"""A text into the book without the shell in between: warnings, doors, what is not understood, eaten sums."""

from __future__ import annotations

from typing import Any

WALSH = "Don't refer to Steve Walsh LMFT, Portland OR, infidelity, accepting clients, Aetna"


def test_a_warning_is_stored_shown_first_and_marked(refer: Any) -> None:
    refer.ok("add-colleague", WALSH, "--yes")
    card = refer.colleague("steve")
    assert card["do_not_refer"] == "Don't refer to Steve Walsh"
    assert [one["name"] for one in card["specialties"]] == ["infidelity"] and "specialties_denied" not in card
    shown = refer.ok("show", "steve").out.split()
    assert shown[shown.index("1") + 1 :][:3] == ["do", "not", "refer"]
    assert "Steve Walsh, LMFT (do not refer)" in refer.ok("list").out
    answer = refer.ok("suggest", "--reason", "other", "--anywhere", "--need", "infidelity", "--json").json
    assert answer["candidates"] == [] and answer["excluded"] == {"do_not_refer": 1}


def test_a_long_name_does_not_push_the_warning_off_the_list(refer: Any) -> None:
    refer.ok("add-colleague", "Bartholomew Wolfeschlegelsteinhausen", "--do-not-refer", "never calls back")
    assert "(do not refer)" in refer.ok("list").out
    assert "(do not refer)" in refer.ok("find", "Wolfe").out
