"""Which lines of a source are no part of the report: the typed view of `data/noise.toml`."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pydantic import field_validator

from kg.rules import Strict, load

_LONGEST: Final = 160
"""Longest line that can be noise; what is longer is prose."""

_TAIL: Final = re.compile(r"(?<=[。！？；!?;”])\s*([A-Za-z0-9]{2,8})$")
_MARK: Final = re.compile(r"[A-Za-z0-9]{2,8}")


class NoiseTable(Strict):
    """The whole of `data/noise.toml`."""

    advertisement: tuple[str, ...]
    navigation: tuple[str, ...]
    page: tuple[str, ...]
    contents: tuple[str, ...]
    contents_title: str

    @field_validator("advertisement", "navigation", "page", "contents")
    @classmethod
    def _compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            re.compile(pattern)
        return patterns


@dataclass(frozen=True, slots=True)
class Noise:
    """Compiled patterns; each must match a whole line."""

    advertisement: re.Pattern[str]
    furniture: re.Pattern[str]
    contents_title: re.Pattern[str]

    def is_noise(self, text: str) -> bool:
        """Tell whether a folded line is an advertisement, navigation, a page number or a rule."""
        if len(text) > _LONGEST:
            return False
        if self.advertisement.fullmatch(text):
            return True
        return "。" not in text and self.furniture.fullmatch(text) is not None


@cache
def noise() -> Noise:
    """Load and compile the table, once in a process.

    Raises:
        RuleFileError: The table is broken.
    """
    table = load("noise.toml", NoiseTable)
    furniture = (*table.navigation, *table.page, *table.contents)
    return Noise(_any(table.advertisement), _any(furniture), re.compile(table.contents_title))


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def watermarks(lines: Sequence[str]) -> frozenset[str]:
    """Find the Latin marks that a site put alone on lines, or after the sentences, many times."""
    found: Counter[str] = Counter()
    for line in lines:
        if _MARK.fullmatch(line) and not line.isdigit():
            found[line] += 1
        elif tail := _TAIL.search(line):
            found[tail[1]] += 1
    need = max(4, len(lines) // 20)
    return frozenset(mark for mark, count in found.items() if count >= need)


def cut_watermark(line: str, marks: frozenset[str]) -> str:
    """Return a line without the mark at its end; empty where it is nothing else."""
    if line in marks:
        return ""
    tail = _TAIL.search(line)
    return line[: tail.start()].rstrip() if tail and tail[1] in marks else line
