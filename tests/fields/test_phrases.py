"""Several words said as one phrase."""

import pytest

from refer_cli.fields.phrases import listed


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["Ada"], "Ada"),
        (["Ada", "Flo"], "Ada and Flo"),
        (["Ada", "Flo", "Kim"], "Ada, Flo and Kim"),
        (["Ada", "Flo", "Kim", "Roe", "Oak"], "Ada, Flo, Kim and 2 more"),
    ],
)
def test_names_are_said_with_and_before_the_last_and_many_are_counted(names: list[str], said: str) -> None:
    assert listed(names, most=3) == said


def test_what_stands_before_the_last_can_be_another_word() -> None:
    assert listed(["CBT", "EMDR", "ACT"], " or ") == "CBT, EMDR or ACT"
