"""The closed lists of words that values are made of, and the period of a statement."""

import re
from dataclasses import dataclass
from typing import Final, Literal, get_args

Level = Literal["national", "province", "city", "county"]
ReportKind = Literal["report", "tasks"]
"""A government work report (政府工作报告), or a division of its tasks (任务分工) among bodies."""

EntityType = Literal["Project", "Agency", "Place"]
Kind = Literal["amount", "rate", "growth", "decline", "rank"]
Operator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
Status = Literal["target", "actual"]
Stage = Literal["prepare", "start", "advance", "complete", "operate"]
RelationType = Literal[
    "locatedIn", "partOf", "responsibleFor", "participatesIn", "connects", "cooperatesWith"
]
Basis = Literal["stated", "inferred"]
Good = Literal["up", "down", "none"]
Manner = Literal["addition", "act", "level"]
"""How an amount is meant: what came on top (新增), what was done (改造), what there is (达到)."""
Verdict = Literal["met", "missed", "reported", "not_reported", "pending"]
ResidueReason = Literal[
    "name",
    "date",
    "list_mark",
    "slogan",
    "ordinal",
    "article",
    "document_number",
    "unlinked",
    "unexplained",
]
"""Why a number or a quoted name is in no fact: part of a name, a date, a list mark (一、（二）1.),
a slogan ("1566"), an ordinal of a thing, an article (一批), a document's number, a quoted name or
a measured number that could not be tied to anything, or unknown."""

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
RELATION_TYPES: Final[tuple[RelationType, ...]] = get_args(RelationType)

_MOMENT: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The time a statement is about: one year, a month, or a term of years.

    Args:
        start: `YYYY` or `YYYY-MM`.
        end: The same; equal to `start` where the period is one year or month. Both ends belong to
            it.

    Raises:
        ValueError: An end is no year or month, or the period runs backwards.
    """

    start: str
    end: str

    def __post_init__(self) -> None:
        if not (_MOMENT.fullmatch(self.start) and _MOMENT.fullmatch(self.end)):
            raise ValueError(f"no period: {self.start!r} to {self.end!r}")
        if self.start[:4] > self.end[:4] or (
            self.start > self.end and len(self.start) == len(self.end)
        ):
            raise ValueError(f"period runs backwards: {self.start} to {self.end}")

    @property
    def start_year(self) -> int:
        """The year that it begins in."""
        return int(self.start[:4])

    @property
    def end_year(self) -> int:
        """The year that it ends in."""
        return int(self.end[:4])

    @property
    def is_year(self) -> bool:
        """Whether it lies within one year."""
        return self.start_year == self.end_year

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2023`, `2023-06` or `2021/2025`.

        Raises:
            ValueError: The text is none of these.
        """
        start, _, end = text.partition("/")
        return cls(start, end or start)

    def __str__(self) -> str:
        return self.start if self.start == self.end else f"{self.start}/{self.end}"
