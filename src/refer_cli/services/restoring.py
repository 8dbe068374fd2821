"""A backup or a copy of the book put back, after what would change was shown."""

from __future__ import annotations

from pathlib import Path

from refer_cli.book import copies, restoring
from refer_cli.book.copies import Copy
from refer_cli.book.restoring import Preview, Restored
from refer_cli.errors import WrongUsage
from refer_cli.fields.numbers import whole_number
from refer_cli.render.answer import Reply, emit_waiting
from refer_cli.render.asking import choose, confirm, tell
from refer_cli.render.copies import draw_copies, draw_preview, draw_restored, preview_json
from refer_cli.render.screen import Screen, shell_file
from refer_cli.services.environment import Environment


def restore(environment: Environment, what: str | None, *, yes: bool, dry_run: bool) -> Reply | None:
    """Put a copy back in the book's place; None where it was not done after all.

    Raises BookProblem, Refused, WrongUsage.
    """
    path = environment.book_path.absolute()
    kept = copies.copies_of(path)
    if what is None:
        if not kept or not environment.interactive:
            return _listed(environment, path, kept)
        draw_copies(environment.screen(), path, kept, environment.command)
        what = choose("Which one? A number, a file, or Enter for none:")
        if not what:
            return None
    copy = _chosen(what, kept)
    if path.is_symlink():
        path = path.resolve()
    sound = restoring.is_sound(path)
    with restoring.staged(copy, path) as stage:
        locked = restoring.keep_lock(stage, path, sound=sound)
        preview = restoring.preview(path if sound else None, stage)
        if dry_run or (sound and preview.nothing):
            return _told(environment, path, copy, preview, None, damaged=sound is False)
        if not yes:
            _shown(environment, path, copy, preview, damaged=sound is False)
            if not confirm("Put this copy back?", default=False):
                tell("Nothing was changed.")
                return None
        restored = restoring.put_back(stage, path, environment.today.isoformat(), sound=sound, on_wait=emit_waiting)
    reply = _told(environment, path, copy, preview, restored, damaged=sound is False)
    return _with_lock_kept(reply) if locked else reply


def _with_lock_kept(reply: Reply) -> Reply:
    """The reply, which says too that the book is locked still."""

    def draw(screen: Screen) -> None:
        reply.draw(screen)
        screen.paragraph("The book is locked as before. The file that was put back is not: keep it safe, or delete it.")

    return reply._replace(draw=draw)


def _shown(environment: Environment, path: Path, copy: Path, preview: Preview, *, damaged: bool) -> None:
    if not environment.interactive:
        raise WrongUsage(
            "Undo does not take a restore back, so it needs a yes.",
            f"{environment.command} restore {shell_file(copy)} --dry-run shows what would change, --yes does it",
        )
    draw_preview(environment.screen(), path, copy, preview, damaged=damaged)


def _chosen(what: str, kept: list[Copy]) -> Path:
    """The copy of that number in the list, else the file. Raises WrongUsage."""
    number = whole_number(what)
    if number is None or Path(what).exists():
        return Path(what).expanduser().absolute()
    if not 1 <= number <= len(kept):
        raise WrongUsage(f"There is no copy number {number}.", "refer restore lists them")
    return kept[number - 1].path


def _listed(environment: Environment, path: Path, kept: list[Copy]) -> Reply:
    return Reply(
        "restore-list",
        lambda: {
            "book": str(path),
            "copies": [
                {
                    "number": number,
                    "file": str(copy.path),
                    "made_at": copy.made_at,
                    "why": copy.why or None,
                    "bytes": copy.path.stat().st_size,
                }
                for number, copy in enumerate(kept, 1)
            ],
        },
        lambda screen: draw_copies(screen, path, kept, environment.command),
    )


def _told(
    environment: Environment, path: Path, copy: Path, preview: Preview, restored: Restored | None, *, damaged: bool
) -> Reply:
    before = restored.kept.path if restored and restored.kept else None
    aside = restored.aside if restored else None
    return Reply(
        "restore",
        lambda: {
            "book": str(path),
            "copy": str(copy),
            "restored": restored is not None,
            "kept": str(before) if before else None,
            "set_aside": str(aside) if aside else None,
            **preview_json(preview),
        },
        lambda screen: (
            draw_preview(screen, path, copy, preview, damaged=damaged)
            if restored is None
            else draw_restored(screen, path, copy, preview, restored, environment.command)
        ),
    )
