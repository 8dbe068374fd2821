"""Answers for programs: one JSON object on standard output."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any


def emit_json(answer: Mapping[str, Any]) -> None:
    """Print one object, with its `schema`, as the only thing on standard output."""
    import json

    sys.stdout.write(json.dumps(answer, ensure_ascii=False, allow_nan=False) + "\n")


def emit_error(sentence: str, hint: str, exit_code: int, as_json: bool) -> None:
    """Print a refusal: two lines on standard error, or one JSON object on standard output."""
    if as_json:
        emit_json({"schema": "refer.error/1", "error": sentence, "hint": hint, "exit": exit_code})
    else:
        sys.stdout.flush()
        sys.stderr.write(f"error: {_one_line(sentence)}\nhint: {_one_line(hint)}\n")


def emit_note(text: str) -> None:
    """Print one remark beside the answer, on standard error: an assumption, or what follows."""
    sys.stderr.write(f"note: {_one_line(text)}\n")


def emit_traceback(error: BaseException) -> None:
    """Print where an error came from, for --debug."""
    import traceback

    traceback.print_exception(error)


def _one_line(text: str) -> str:
    return " ".join(text.split())
