"""How long work says how far it is. Who shows it, and how, is the business of the caller."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def silent(what: str, done: int, total: int) -> None:
    """Show no progress."""
