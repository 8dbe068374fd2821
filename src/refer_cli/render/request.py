"""A client's request in one line, as a command that can be pasted, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from refer_cli.matching.options import BY_FIELD, OPTIONS, RequestOption, TypedRequest

if TYPE_CHECKING:
    from refer_cli.matching.request import Panel, Request

_AS_TYPED = sorted(OPTIONS, key=lambda option: (option.kind == "flag", option.repeatable))
"""What is said once, then what may be repeated, then flags."""


def title(request: Request) -> str:
    """The request in one line: reason, place, and what was asked."""
    parts: list[str] = []
    if request.spot:
        how = "in an office" if request.room_only else "by video" if request.video_only else ""
        if request.radius_stated and not request.video_only:
            how = f"{how} within {request.radius} mi".lstrip()
        parts.append(f"{request.spot.label} ({how})" if how else request.spot.label)
    parts.extend(need.name for need in request.needs)
    if request.insurance:
        parts.append(" or ".join(_as_said(panel) for panel in request.insurance))
    if request.max_fee is not None:
        parts.append(f"${request.max_fee} at most")
    parts.extend(wish.name for wish in (*request.approaches, *request.styles))
    if request.tried:
        parts.append(f"tried {', '.join(wish.name for wish in request.tried)}")
    unwanted = (*request.unwanted, *request.refused_styles)
    if unwanted:
        parts.append(f"not {', '.join(wish.name for wish in unwanted)}")
    parts.extend(part for part in (request.age_group, request.format) if part)
    if request.languages:
        parts.append(" or ".join(request.languages))
    if request.avoid:
        parts.append("no ties to whom you named")
    if request.soon:
        parts.append("soon")
    for_the_client = [word for word in (request.gender, request.faith, *request.identities) if word]
    if for_the_client:
        parts.append(f"{', '.join(for_the_client)} (as the client asked)")
    # "Another reason" says nothing of what is asked.
    if request.reason.slug == "other":
        return " · ".join(parts) or "Anybody, anywhere"
    return " · ".join([request.reason.title, *parts])


def _as_said(panel: Panel) -> str:
    """A panel, with the client's own word before it: `OHP (Medicaid)`."""
    return f"{panel.said} ({panel.words})" if panel.said else panel.words


def command_line(program: str, typed: TypedRequest, command: str = "suggest") -> str:
    """The same request as a command of the program: `refer suggest --reason moving --city Denver`."""
    from refer_cli.render.screen import shell_word  # JSON prints no command and draws no screen

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
