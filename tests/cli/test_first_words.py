"""The words that everybody tries first lead to the right command, with what was typed in it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import Any

import pytest

from refer_cli.commands.first_words import HELP, HINTS, RUNS, SAME_HINT
from refer_cli.commands.registry import COMMANDS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["search", "refusal"], ["find", "refusal"]),
        (["look", "refusal"], ["find", "refusal"]),
        (["ls", "--state", "CO"], ["list", "--state", "CO"]),
        (["view", "Ada"], ["show", "Ada"]),
        (["FIND", "refusal"], ["find", "refusal"]),
        (["todo"], ["due"]),
        (["coverage"], ["network"]),
        (["help"], ["--help"]),
        (["help", "search"], ["find", "--help"]),
        (["help", "groups", "post"], ["groups", "post", "--help"]),
        (["man", "add"], ["add-colleague", "--help"]),
    ],
)
def test_another_word_runs_the_command(two: Any, typed: list[str], meant: list[str]) -> None:
    assert two.ok(*typed).out == two.ok(*meant).out


def test_what_is_added_changed_and_noted_by_other_words_is_kept(two: Any) -> None:
    two.ok("add", "Bo Oak", "--city", "Boulder")
    two.ok("change", "Bo", "--fee", "120")
    two.ok("jot", "Bo", "answers", "texts", "only")
    card = two.colleague("Bo")
    assert (card["city"], card["fee"], card["notes"]) == ("Boulder", 120, "answers texts only")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (["rename", "Susan", "Susan Park-Lee"], 'refer edit Susan --name "Susan Park-Lee"'),
        (["rename", "Ada Birch", "Ada Oak"], 'refer edit "Ada Birch" --name "Ada Oak"'),
        (["rename", "Ada", "Ada", "Oak"], 'refer edit Ada --name "Ada Oak"'),
        (["rename"], "refer edit WHO --name"),
        (["notes", "Ada", "call", "back"], 'refer note Ada "call back"'),
        (["edit-colleague", "Ada"], "did you mean edit?"),
        (["delete_colleague", "Ada"], "did you mean delete?"),
        (["colleague-merge"], "did you mean merge?"),
        (["contact", "Ada"], "refer show Ada has the number"),
        (["print"], "refer export team.pdf"),
        (["print", "Ada"], "refer show Ada"),
        (["call", "Ada", "Birch"], 'refer show "Ada Birch"'),
        (["quit"], "nothing to leave"),
        (["settings"], "refer init"),
        (["stats"], "refer network"),
        (["clients"], "refer give"),
        (["sugest"], "did you mean suggest?"),
        (["serch"], "did you mean find?"),
        (["exprot"], "did you mean export?"),
        (["Ada"], "refer find Ada"),
        (["help", "rename"], "refer edit WHO --name"),
        (["zzz"], "refer --help lists every command"),
    ],
)
def test_a_word_that_is_no_command_names_the_right_one(
    two: Any, refused: Callable[..., str], typed: list[str], hint: str
) -> None:
    assert hint in refused(2, *typed)


def test_the_options_before_the_word_stand_in_the_hint(two: Any) -> None:
    book = str(two.book)
    assert f"refer --book {book} edit Ada --name Bo" in two("--book", book, "rename", "Ada", "Bo").err
    assert "refer --demo edit Ada --name Bo" in two("--demo", "rename", "Ada", "Bo").err


def test_a_hint_is_safe_to_paste(two: Any) -> None:
    said = two("rename", "Ada", "$(touch x); `y`").err
    command = next(line for line in said.splitlines() if line.startswith("hint: ")).removeprefix("hint: ")
    assert shlex.split(command) == ["refer", "edit", "Ada", "--name", "$(touch x); `y`"]


@pytest.mark.parametrize("word", ["add", "search", "help", "rename", "note", "print", "where", "remove", "delete"])
def test_nothing_absurd_is_proposed(two: Any, word: str) -> None:
    answer = two(word)
    for absurd in ("archive or", "receive", "redo", "prepare?", "snooze", "init?", "did you mean archive"):
        assert absurd not in answer.err


def test_the_table_names_each_word_once_and_only_commands_that_there_are() -> None:
    assert not set(COMMANDS) & set(RUNS)
    assert not (HELP & set(RUNS)) and not (set(SAME_HINT) & set(RUNS)) and not (set(SAME_HINT) & set(HINTS))
    assert set(SAME_HINT.values()) <= set(HINTS)
    for hint in HINTS.values():
        words = hint.format(refer="refer", who="Ada", rest='"x"').replace(",", " ").replace(";", " ").split()
        for number, word in enumerate(words[:-1]):
            if word == "refer":
                assert words[number + 1] in COMMANDS or words[number + 1].startswith("--"), hint


def test_where_says_where_the_book_lies(two: Any) -> None:
    assert str(two.book) in two.ok("where").out
    assert two.ok("where", "--json").json == {
        "schema": "refer.where/1",
        "book": str(two.book),
        "exists": True,
        "named_by": "REFER_BOOK",
        "copies": [],
    }
    two.book.unlink()
    assert "not there yet" in two.ok("where").out
