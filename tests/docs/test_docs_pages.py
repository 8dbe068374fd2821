"""The pages: every command is in them, every link leads somewhere, and a stale block is noticed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import docs
import json_pages
import running
from refer_cli.commands.registry import COMMANDS

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_is_in_both_references(name: str) -> None:
    assert COMMANDS[name].help.endswith(".")
    commands = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = commands.partition(f"\n### refer {name}\n")[2].partition("\n### ")[0]
    assert f"Usage: refer {name}" in section
    words = " ".join(section.split())
    assert re.search(rf"(?<!Usage: )refer (--demo )?{name}\b", words), "its help has no example"
    assert name in json_pages.explained()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert all((page.parent / target).exists() for target in targets), targets


def test_every_page_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"(docs/{page.name})" in readme for page in (ROOT / "docs").glob("*.md"))


def test_every_generated_block_names_a_generator_and_is_filled() -> None:
    for page in docs.pages():
        for block in docs.BLOCK.finditer(page.read_text(encoding="utf-8")):
            assert block["name"] in docs.GENERATORS
            assert len(block[0].splitlines()) > 2, f"{page.name}: {block['name']} is empty"


@pytest.mark.parametrize(
    "name", ["reasons", "weights", "levels", "causes", "thresholds", "remembered", "vocabularies", "compacts"]
)
def test_a_table_of_data_is_what_the_data_say(name: str) -> None:
    text = f"before\n<!-- generated: {name} -->\nby hand\n<!-- end of generated -->\nafter\n"
    made = docs.written(text)
    assert "by hand" not in made
    assert made.startswith("before\n")
    assert made.endswith("after\n")
    assert docs.written(made) == made


def test_an_unknown_generator_is_refused() -> None:
    with pytest.raises(SystemExit, match="no generator is called weigths"):
        docs.written("<!-- generated: weigths -->\n<!-- end of generated -->")


def test_a_changed_weight_makes_the_ranking_page_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    import data_pages
    from refer_cli.matching.reasons import REASONS

    before = data_pages.weights()
    moving = REASONS["moving"]
    changed = {**REASONS, "moving": moving._replace(weights={**moving.weights, "fee": 99})}
    monkeypatch.setattr(data_pages, "REASONS", changed)
    assert data_pages.weights() != before
    assert ".99" in data_pages.weights()


def test_a_field_without_explanation_and_an_explanation_without_a_field_stop_the_json_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = json_pages.explained()["goals"]
    fields = {path: meaning for path, meaning in told["fields"].items() if path != "month"} | {"gone": "nothing"}
    monkeypatch.setattr(json_pages, "explained", lambda: {"goals": {**told, "fields": fields}})
    with pytest.raises(SystemExit, match="goals: not explained: month; explained but in no answer: gone"):
        json_pages.reference()


def test_a_long_answer_is_cut_for_the_page() -> None:
    assert json_pages.shortened({"ids": [1, 2, 3, 4, 5], "people": [{"id": 1}, {"id": 2}]}) == {
        "ids": [1, 2, 3, "... 2 more"],
        "people": [{"id": 1}, "... 1 more"],
    }


def test_a_long_command_is_broken_before_options_and_still_pastes() -> None:
    line = 'refer --demo add-colleague "Jane Roe" --credential PsyD --city Boulder --specialty "OCD (trained)"'
    lines = docs.folded(line).splitlines()
    assert len(lines) > 1
    assert all(len(one) <= docs.WIDTH for one in lines)
    assert shlex.split(docs.folded(line).replace("\\\n", " ")) == shlex.split(line)
    assert docs.folded("refer --demo goals") == "refer --demo goals"


def test_a_screen_that_fails_is_never_shown_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(line: str) -> running.Ran:
        return running.Ran("", "error: Something went wrong inside refer.\n", 1)

    monkeypatch.setattr(running, "refer", fails)
    monkeypatch.setattr(docs, "refer", fails)
    with pytest.raises(SystemExit, match="ended with 1"):
        docs.screen("refer --demo goals")
    with pytest.raises(SystemExit, match="was not refused"):
        docs.refusal("refer --demo goals")


def test_a_printed_sum_reaches_the_program_through_a_real_shell() -> None:
    """In double quotes a shell takes `$180` for a parameter and eats it: such an example stands in single ones."""
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "src").rglob("*.py")):
        eaten = re.findall(r'refer [^\n`\']*"[^"\n]*\$\d[^"\n]*"', page.read_text(encoding="utf-8"))
        assert not eaten, page
