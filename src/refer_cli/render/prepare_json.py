"""`refer prepare --json`: the guide for the therapist, and apart from it what a client may read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from refer_cli.handout import guide
from refer_cli.handout.letter import mailto as link_of
from refer_cli.render.prepare import Prepared, warnings

if TYPE_CHECKING:
    from refer_cli.handout.content import Option
    from refer_cli.handout.letter import Letter


def prepare_json(
    prepared: Prepared,
    today: date,
    sheet: Path | None,
    letters: Sequence[Letter],
    files: Sequence[Path],
    *,
    mailto: bool,
) -> dict[str, Any]:
    """The whole answer; `options` alone is fit for a client."""
    request = prepared.request
    said = guide.guide_for(request.reason)
    return {
        "schema": "refer.prepare/1",
        "reason": request.reason.slug,
        "title": request.reason.title,
        "assumptions": list(prepared.assumptions),
        "guide": {
            "say": said.say,
            "why": said.why,
            "sentences": list(said.sentences),
            "avoid": list(said.avoid),
        },
        "offer": {"advice": prepared.advice, "why": prepared.why, "for_this_reason": said.offer},
        "people": [
            {
                "id": one.candidate.id,
                "name": one.candidate.name,
                "ready": one.ready and not one.failures,
                "warnings": warnings(one),
                "check_first": [check.text for check in one.checks],
            }
            for one in prepared.people
        ],
        "options": [option_json(option) for option in prepared.sheet.options],
        "checklist": list(guide.checklist(today)),
        "cautions": [
            {"says": caution.says, "sections": [dict(one._asdict()) for one in caution.sections]}
            for caution in said.cautions
        ],
        "danger": prepared.sheet.danger,
        "crisis": guide.crisis()._asdict(),
        "sheet": str(sheet) if sheet else None,
        "letters": [
            {
                "name": letter.name,
                "email": letter.email,
                "subject": letter.subject,
                "body": letter.body,
                "mailto": link_of(letter) if mailto else None,
            }
            for letter in letters
        ],
        "letter_files": [str(file) for file in files],
        "sent": False,
    }


def option_json(option: Option) -> dict[str, Any]:
    """One colleague as the client may read of them, field by field."""
    office = option.office
    return {
        **{name: list(value) if isinstance(value, tuple) else value for name, value in option._asdict().items()},
        "office": office._asdict() if office else None,
    }
