"""What every command shares: one-line failures, progress, and the type of a path."""

import sys
from pathlib import Path
from typing import Any, Final

import click

from kg.errors import KgError

FILE: Final = click.Path(path_type=Path)
"""The type of an argument that is a path."""


class Failure(click.ClickException):
    """Something that could not be done, in one line."""

    exit_code = 2


class Group(click.Group):
    """A group whose commands turn a `KgError` into one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as exc:
            if ctx.params.get("debug"):
                raise
            raise Failure(str(exc)) from exc


class Progress:
    """Shows what is being done: a bar on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._what = ""
        self._shown = 0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self._draw(what, done, total)
        elif what != self._what or done == total or done - self._shown >= max(1, total // 10):
            if total > 1 or what != self._what:
                click.echo(f"{what} {done}/{total}", err=True)
            self._shown = done
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
