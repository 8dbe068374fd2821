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
def test_a_post_tells_which_option_it_leaves_out_or_makes_coarser(no_colleagues: Any, option: RequestOption) -> None:
    value = [] if option.kind == "flag" else [SAID.get(option.name, "Oregon")]
    answer = no_colleagues.ok("groups", "post", "--need", "anxiety", option.flag, *value, "--json").json
    assert [left_out["what"] for left_out in answer["left_out"]] == [option.name]
    assert option.name == "leaving" or not any(text in answer["text"] for text in value)


POSTED = [o for o in OPTIONS if "groups post" in o.commands and o.posted and o.name not in ("need", "anywhere")]
TYPED = {
    "insurance": "Aetna", "leaving": "Aetna", "approach": "EMDR", "language": "Spanish", "max_fee": "80",
    "city": "Boulder", "state": "TX", "zip": "80302", "age_group": "teen", "for_": "couple", "for": "couple",
}  # fmt: skip


@pytest.mark.parametrize("option", POSTED, ids=lambda option: option.name)
def test_an_option_that_a_post_carries_changes_what_is_posted(refer: Any, option: RequestOption) -> None:
    refer.ok("init", "--name", "Sam Reed", "--city", "Denver", "--state", "CO")
    value = [] if option.kind == "flag" else [TYPED[option.name]]
    post = ["groups", "post", "--need", "anxiety"]
    answer = refer.ok(*post, option.flag, *value, "--json").json
    assert answer["text"] != refer.ok(*post, "--json").json["text"], option.name


@pytest.mark.usefixtures("no_colleagues")
def test_the_answer_for_programs_has_every_option_and_counts_whom_to_avoid(refer: Any) -> None:
    request = refer.ok("suggest", "--reason", "other", "--anywhere", "--avoid", "Larkspur School", "--json").json[
        "request"
    ]
    for field, options in BY_FIELD.items():
        if field not in ("reason", "spot"):
            assert (field if options[0].repeatable else options[0].name) in request, field
    assert request["avoid"] == 1
