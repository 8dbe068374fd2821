"""Arguments left out are asked for on a terminal, and said to be missing off it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from prepared_books import prepared

LEFT_OUT = (
    (("met", "--kind", "coffee", "--no-follow-ups"), ["Ada, flo"], "Whom did you meet"),
    (("give",), ["A7", "Ada, Flo Gum", ""], "Your own code for the client"),
    (("give", "A7", "--reason", "other"), ["Ada"], "Whom did you offer"),
    (("receive",), ["Ada Birch"], "Who sent you the client"),
    (("outreach",), ["flo"], "To whom do you write"),
    (("groups", "add", "--kind", "local"), ["Tuesday consult"], "What is the group called"),
    (("groups", "attend"), ["Mond"], "Which group did you go to"),
    (("goals", "set"), ["meet", "3"], "Which goal"),
    (("goals", "set", "coffee"), ["2"], "How many a month"),
    (("done",), ["4"], "Which line"),
    (("snooze",), ["4", "3d"], "Which line"),
    (("snooze", "4"), ["3d"], "Until when"),
    (("cadence", "set"), ["Ada", "3m"], "With whom"),
    (("outcome",), ["1", "contacted"], "Which referral"),
    (("goals", "clear"), ["coffee"], "Which goal"),
    (("groups", "join"), ["Mond"], "Which group"),
    (("groups", "leave"), ["Mond"], "Which group"),
    (("groups", "next"), ["Mond", "12/1"], "When does it meet next"),
    (("groups", "remove"), ["Mond"], "Which group"),
    (("reasons", "add", "--like", "moving"), ["school-break"], "What do you call it"),
    (("edit", "--fee", "160"), ["Ada"], "Whom"),
    (("groups", "post"), ["anxiety"], "What help is sought for"),
)


@prepared
def busy(two: Any) -> None:
    two.ok("groups", "add", "Monday peers", "--kind", "local")
    two.ok("met", "Flo", "--kind", "coffee", "--follow-ups")
    two.ok("give", "B8", "Flo")
    two.ok("goals", "set", "coffee", "2")


@pytest.mark.parametrize(("args", "typed", "question"), LEFT_OUT)
def test_on_a_terminal_it_is_asked_for(busy: Any, args: tuple[str, ...], typed: list[str], question: str) -> None:
    assert question in busy.ok(*args, typed=typed).out


@pytest.mark.parametrize(("args", "typed", "question"), LEFT_OUT)
def test_off_a_terminal_it_is_missing(
    busy: Any, refused: Callable[..., str], args: tuple[str, ...], typed: list[str], question: str
) -> None:
    said = refused(2, *args)
    assert " is missing." in said and "hint: for example refer " in said


def test_several_names_are_told_apart_by_commas(busy: Any) -> None:
    busy.ok("give", typed=["A7", "Ada, Flo Gum", ""])
    (open_one,) = [one for one in busy.ok("ledger", "--json").json["open"] if one["label"] == "A7"]
    assert open_one["waiting"] == [1, 2]
