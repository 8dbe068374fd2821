"""An option of a request is written once: every command, printed command and answer has it from there."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_books import asked

from refer_cli.app import load
from refer_cli.matching.options import BY_FIELD, OPTIONS, RequestOption, TypedRequest
from refer_cli.render.request import command_line

COMMANDS = ("suggest", "prepare", "transition", "groups post")


def command(name: str) -> Any:
    first, *rest = name.split()
    return load(first).commands[rest[0]] if rest else load(first)


def read_back(line: str) -> TypedRequest:
    """The request that `refer suggest` is given by a printed command."""
    suggest = command("suggest")
    context = suggest.make_context("suggest", shlex.split(line)[2:])
    return TypedRequest.of(
        **{
            parameter.name: context.params[parameter.name]
            for parameter in suggest.params
            if any(option.flag in parameter.opts for option in OPTIONS)
        }
    )


words = st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable() and not text.startswith("-"))


@given(asked(), st.tuples(words, words), words)
def test_a_printed_command_says_the_same_request_again(
    typed: TypedRequest, avoided: tuple[str, ...], faith: str
) -> None:
    typed = typed.but(avoid=avoided, faith=faith, for_="couple")
    assert read_back(command_line("refer", typed)) == typed


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_the_options_that_it_takes_and_no_others(name: str) -> None:
    offered = {flag for parameter in command(name).params for flag in parameter.opts}
    for option in OPTIONS:
        assert (option.flag in offered) is (name in option.commands), option.flag


SAID = {"max_fee": "80", "zip": "80205", "leaving": "Aetna"}
WITHHELD = [o for o in OPTIONS if "groups post" in o.commands and (o.withheld or not o.posted)]


@pytest.mark.parametrize("option", WITHHELD, ids=lambda option: option.name)
def test_a_post_tells_which_option_it_leaves_out_or_makes_coarser(refer: Any, option: RequestOption) -> None:
    value = [] if option.kind == "flag" else [SAID.get(option.name, "Oregon")]
    answer = refer.ok("groups", "post", "--need", "anxiety", option.flag, *value, "--json").json
    assert [left_out["what"] for left_out in answer["left_out"]] == [option.name]
    assert option.name == "leaving" or not any(text in answer["text"] for text in value)


def test_the_answer_for_programs_has_every_option_and_counts_whom_to_avoid(refer: Any) -> None:
    request = refer.ok("suggest", "--reason", "other", "--anywhere", "--avoid", "Larkspur School", "--json").json[
        "request"
    ]
    for field, options in BY_FIELD.items():
        if field not in ("reason", "spot"):
            assert (field if options[0].repeatable else options[0].name) in request, field
    assert request["avoid"] == 1
