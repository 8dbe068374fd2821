"""The program in a terminal of its own: a pseudo terminal, typed at line by line."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Mapping, Sequence

_LONGEST_WAIT = 60.0
"""Seconds until a question counts as never asked; what is asked is answered at once."""


def conversation(
    args: Sequence[str],
    answers: Sequence[tuple[str, str]],
    environ: Mapping[str, str],
    piped: str | None = None,
) -> tuple[int, str]:
    """Run `refer` with `args`, wait for each question and type its answer; the exit code and all that was shown.

    `piped` is standard input where that is no terminal; the questions are answered on the terminal all the same.
    """
    import pty

    read_end, write_end = os.pipe()
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover
        if piped is not None:
            os.dup2(read_end, 0)
        os.close(read_end)
        os.close(write_end)
        os.execvpe(sys.executable, [sys.executable, "-m", "refer_cli", *args], dict(environ))
    os.close(read_end)
    os.write(write_end, (piped or "").encode())
    os.close(write_end)
    shown = ""
    told = 0
    waiting = list(answers)
    while True:
        if waiting and waiting[0][0] in shown[told:]:
            told = shown.index(waiting[0][0], told) + len(waiting[0][0])
            os.write(terminal, waiting.pop(0)[1].encode())
            continue
        if not select.select([terminal], [], [], _LONGEST_WAIT)[0]:
            raise AssertionError(f"not asked: {waiting[:1]}; shown: {shown}")
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # The other end is closed.
            break
        if not piece:
            break
        shown += piece.decode("utf-8", "replace").replace("\r\n", "\n")
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert not waiting, f"not asked: {waiting[:1]}; shown: {shown}"
    return os.waitstatus_to_exitcode(status), shown
