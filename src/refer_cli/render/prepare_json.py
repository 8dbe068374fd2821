"""`refer prepare --json`: the guide for the therapist, and apart from it what a client may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from refer_cli.matching.checks import sentence
from refer_cli.render.answer import as_json
from refer_cli.render.prepare import UNREACHABLE, warnings
from refer_cli.render.suggest_json import left_out_json

if TYPE_CHECKING:
    from refer_cli.handout.prepared import Prepared


def prepare_json(prepared: Prepared) -> dict[str, Any]:
    """The whole answer; `options` alone is fit for a client."""
    reason, guide = prepared.request.reason, prepared.guide
    return {
        "reason": reason.slug,
        "title": reason.title,
        "assumptions": list(prepared.assumptions),
        "not_understood": left_out_json(prepared.not_understood),
        "guide": as_json(guide, "say why sentences avoid"),
        "offer": as_json(prepared.offering, "advice why for_this_reason=heed"),
        "people": [
            {
                "id": person.candidate.id,
                "name": person.candidate.name,
                "ready": person.ready and not person.failures,
                "warnings": warnings(person),
                "check_first": [
                    *([] if option.reachable else [UNREACHABLE]),
                    *(sentence(check) for check in person.checks),
                ],
            }
            for person, option in zip(prepared.people, prepared.sheet.options, strict=True)
        ],
        "options": [_plain(option) for option in prepared.sheet.options],
        "checklist": list(prepared.checklist),
        "cautions": [
            {"says": caution.says, "sections": [_plain(section) for section in caution.sections]}
            for caution in guide.cautions
        ],
        "danger": prepared.sheet.danger,
        "crisis": _plain(prepared.crisis),
        "sheet": str(prepared.sheet_file) if prepared.sheet_file else None,
        "untranslated": list(prepared.untranslated),
        "letters": [
            {
                **as_json(letter, "name email subject body consent_on"),
                "mailto": letter.link if prepared.links else None,
            }
            for letter in prepared.letters
        ],
        "letter_files": [str(file) for file in prepared.letter_files],
        "sent": False,
    }


def _plain(record: Any) -> dict[str, Any]:
    """A named tuple, and those within it, as objects of JSON."""
    return {
        name: _plain(value) if hasattr(value, "_asdict") else list(value) if isinstance(value, tuple) else value
        for name, value in record._asdict().items()
    }
