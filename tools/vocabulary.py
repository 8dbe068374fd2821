"""Writes the spellings of each vocabulary folded, as every start reads them: python tools/vocabulary.py [--check]"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import refer_cli.vocabulary
from refer_cli.vocabulary.normaliser import KINDS, file_of, folded_terms, source_of

FOLDED = Path(refer_cli.vocabulary.__file__).parent / "folded"


def written(kind: str) -> str:
    """The folded spellings of one kind as its file holds them: one term a line, for whoever compares two versions."""
    parts = folded_terms(source_of(kind).terms)._asdict()
    return "{\n" + ",\n".join(f"{json.dumps(name)}: {_lines(part)}" for name, part in parts.items()) + "\n}\n"


def _lines(part: object) -> str:
    if not isinstance(part, dict):
        return _short(part)
    return "{" + ",\n".join(f"{_short(key)}:{_short(value)}" for key, value in part.items()) + "}"


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> int:
    """0 when every file is as it should be, or was written."""
    late = [kind for kind in KINDS if not _same(FOLDED / file_of(kind), written(kind))]
    if "--check" not in sys.argv:
        FOLDED.mkdir(exist_ok=True)
        for kind in late:
            (FOLDED / file_of(kind)).write_text(written(kind), encoding="utf-8")
        return 0
    for kind in late:
        print(f"{FOLDED / file_of(kind)} is not what its vocabulary says: run python tools/vocabulary.py")
    return 1 if late else 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main())
