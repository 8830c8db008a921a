"""Loads the tables of `kg/data` (TOML), checks them against typed models, and makes patterns of
their words. What a table means is known to the module that defines its model; this one knows only
how to read one and how to say what is wrong with it."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import RuleFileError


class Strict(BaseModel):
    """Base of every table's model: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Table = TypeVar("Table", bound=Strict)


def parse(text: str, model: type[Table], *, name: str) -> Table:
    """Read a table from TOML.

    Args:
        text: The file's text.
        model: What it must look like.
        name: What errors call the file.

    Raises:
        RuleFileError: It is no TOML or breaks the model; the message names file, place and fault.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise RuleFileError(f"{name}: not valid TOML: {exc}") from exc
    try:
        return model.model_validate(raw)
    except ValidationError as exc:
        first = exc.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RuleFileError(f"{name}: {place}: {first['msg']}") from exc


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression without groups that matches any of the words, the longest that
    stands at a place first; words of equal length in the order of their code points.

    Example:
        >>> any_of(["建设", "建成", "建成通车"])
        '建成通车|建成|建设'
    """
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def data_path(name: str) -> Path:
    """Return where a file of `kg/data` lies on disk."""
    return Path(str(resources.files("kg.data").joinpath(name)))


def load(name: str, model: type[Table]) -> Table:
    """Read a table of `kg/data`, once in a process.

    Raises:
        RuleFileError: The table is missing or broken.
    """
    table = _load(name, model)
    if not isinstance(table, model):
        raise TypeError(f"{name} was read as {type(table).__name__}")
    return table


@cache
def _load(name: str, model: type[Strict]) -> Strict:
    try:
        text = data_path(name).read_text(encoding="utf-8")
    except OSError as exc:
        raise RuleFileError(f"{name}: cannot be read: {exc}") from exc
    return parse(text, model, name=name)
