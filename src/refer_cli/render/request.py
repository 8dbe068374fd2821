"""A client's request as a command that can be pasted, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from refer_cli.matching.options import BY_FIELD, OPTIONS, RequestOption, TypedRequest
from refer_cli.render.screen import shell_word

if TYPE_CHECKING:
    from refer_cli.matching.request import Request

_AS_TYPED = sorted(OPTIONS, key=lambda option: (option.kind == "flag", option.repeatable))
"""What is said once, then what may be repeated, then flags."""


def command_line(program: str, typed: TypedRequest, command: str = "suggest") -> str:
    """The same request as a command of the program: `refer suggest --reason moving --city Denver`."""
    words = [program, command]
    for option in _AS_TYPED:
        if option.kind == "flag" and typed.has(option.name):
            words.append(option.flag)
        for text in typed.words(option.name):
            words.extend((option.flag, shell_word(text)))
    return " ".join(words)


def request_json(request: Request, typed: TypedRequest) -> dict[str, Any]:
    """What was asked, as it was understood, but for the reason; an option that no rule reads yet, as it was typed."""
    answer: dict[str, Any] = {}
    for field, value in zip(request._fields, request, strict=True):
        if field == "spot":
            answer |= {part: getattr(value, part, None) for part in ("city", "state", "zip")}
        elif field == "radius":
            answer |= {field: value if request.spot else None, "radius_stated": request.radius_stated}
        elif field in BY_FIELD and field != "reason":
            _tell(answer, BY_FIELD[field][0], value)
    for option in OPTIONS:
        if option.field not in request._fields:
            words = typed.words(option.name)
            _tell(answer, option, words if option.repeatable else next(iter(words), typed.has(option.name) or None))
    return answer


def _tell(answer: dict[str, Any], option: RequestOption, value: Any) -> None:
    """Put the value into the answer; of a private one only how many: the names go nowhere."""
    name = option.field if option.repeatable else option.name
    if option.private:
        answer[name] = len(value or ())
    elif option.repeatable:
        answer[name] = [getattr(part, "label", getattr(part, "name", part)) for part in value]
    else:
        answer[name] = value
