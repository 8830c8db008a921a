"""What every command shares: one-line failures, progress, and the type of a path."""

import sys
import time
from pathlib import Path
from typing import Any, Final

import click

from kg.config import REPORT_YEARS
from kg.errors import KgError

_QUIET_S: Final = 10.0
"""Seconds of silence after which work that is not done says how far it is."""

FILE: Final = click.Path(path_type=Path)
"""The type of an argument that is a path."""

YEAR: Final = click.IntRange(REPORT_YEARS[0], REPORT_YEARS[-1])
"""The type of an option that is a year of reports."""


class Failure(click.ClickException):
    """Something that could not be done, in one line."""

    exit_code = 2


class Group(click.Group):
    """A group whose commands turn a `KgError` into one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (KgError, OSError, MemoryError, KeyboardInterrupt) as exc:
            if ctx.params.get("debug") or isinstance(exc, BrokenPipeError):
                raise
            raise Failure(in_one_line(_said(exc))) from exc


def in_one_line(text: str) -> str:
    """Return a message with its control signs, which a name may bring along, written out."""
    shown = (
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )
    return "".join(shown)


def _said(exc: BaseException) -> str:
    if isinstance(exc, KgError):
        return str(exc)
    if isinstance(exc, MemoryError):
        return "out of memory; give fewer inputs at once, or --jobs 1"
    if isinstance(exc, KeyboardInterrupt):
        return "interrupted; what was written before stays as it was"
    return f"{getattr(exc, 'filename', None) or 'the system'}: {getattr(exc, 'strerror', exc)}"


class Progress:
    """Shows what is being done: a bar on a terminal; elsewhere a line at the end of each kind of
    work, and one every few seconds while it is long."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._what = ""
        self._shown_at = time.monotonic()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self._draw(what, done, total)
        elif done == total or time.monotonic() - self._shown_at >= _QUIET_S:
            click.echo(f"{what}: {done} of {total}", err=True)
            self._shown_at = time.monotonic()
        self._what = what

    def _draw(self, what: str, done: int, total: int) -> None:
        if what != self._what:
            self.close()
            self._bar = click.progressbar(length=max(total, 1), label=what, file=sys.stderr)
            self._bar.render_progress()
        self._bar.update(done - self._bar.pos)

    def close(self) -> None:
        """End the line of a bar."""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None
