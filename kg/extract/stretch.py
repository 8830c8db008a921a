"""Whether a review speaks of a year or of a term, and a plan of its first year alone: what a
paragraph or sentence opens with holds for those after it. The times are read in
`kg.extract.when`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.extract.part import Part, PartKind
from kg.extract.when import Time
from kg.model import Period

OPENING: Final = 6
"""A year says that what follows is of it where it stands this early in a sentence."""

_TERM_YEARS: Final = (4, 5)
"""How long a term of government or plan is when it is looked back on."""

_SINCE: Final = re.compile(
    "[底末]?(?:相比|(?:分别|累计|同口径|可比)*(?:增|提高|上升|扩大|下降|降低|减))"
)
_LONGEST: Final = 6
"""Of a term of government that began late or went on longer."""

_ADDRESS: Final = re.compile(r"(?:各位代表|同志们|各位委员)?[，,：:！!、]?")
_LOOKS_BACK: Final = re.compile(
    "(?:回首|回顾|刚刚?|即将|在)*(?:过去的?一年|这一年|一年来|上一年|全年)(?:里|中|间)?[，,]"
)
"""Opens a sentence that speaks of the last year alone."""

_GOVERNS: Final = "届"
"""In the heading of a review of a term of government, which need not be one of five years."""

_PER_YEAR: Final = re.compile(
    "(?:年均|年平均|平均每年)(?:实际|分别|同口径|可比|名义|各)*(?:递?增|递|下降|降|提|保持)"
)
"""A rate per year, which speaks of several years."""

_OF_YEAR: Final = re.compile("同比|比上年|比去年|全年")

_JUST_PAST: Final = re.compile("(?:回首|回顾|回望)?(?:刚刚?|即将)?过去的?$")
"""Before a year that is looked back on as a whole (刚刚过去的2020年)."""


@dataclass(slots=True)
class Stretch:
    """Whether a review speaks of the year or of the term: from the sentence that says so on, to
    the next that does, or to the next section. The sections within one go on as it spoke last."""

    path: tuple[str, ...] = ()
    kind: PartKind | None = None
    term: Period | None = None
    told: Period | None = None
    """The term that a sentence of the section opened with."""
    goes_on: bool = False
    """Whether a section within one speaks of the year only since what was before it did."""
    ahead: Period | None = None
    """The years to come that a plan of no year speaks of."""
    plans: bool = False
    """Whether the last sentence was one of a plan."""
    lead: tuple[PartKind | None, Period | None, Period | None] = (None, None, None)
    """`kind`, `term` and `told`, as the words before the first section within one left them."""

    def place(
        self,
        part: Part,
        times: Sequence[Time],
        text: str,
        path: tuple[str, ...],
        *,
        opens: bool = True,
    ) -> Part:
        """Return the part, narrowed to the year or widened to the term that is spoken of.

        Args:
            part: What the headings say.
            times: The sentence's own time expressions.
            text: The sentence.
            path: The titles that it stands under.
            opens: Whether it opens a paragraph.
        """
        self._turn(path, part)
        if part.kind == "annex":
            self.kind = None
            return part
        if part.is_plan:
            return self._place_plan(part, times, text)
        self._remember(part, times, text)
        if part.is_sure and part.term is None:
            self.kind = None
            return part
        head = _ADDRESS.match(text)
        start = head.end() if head else 0
        if _LOOKS_BACK.match(text, start):
            self.kind, self.term = "review", None
        is_of_year = False
        for time in times:
            is_just_past = _JUST_PAST.search(text[: max(0, time.start)]) is not None
            is_early = time.start <= start + OPENING
            if part.kind == "review" or is_early or is_just_past or time.shape == "base":
                said = text[time.start : time.end]
                is_event = said.endswith("以来") and not (
                    said[0].isdigit() and self._is_of_office()
                )
                is_of_year |= self._hear(time, part, is_just_past or (opens and is_early), is_event)
        if is_of_year:
            return Part("review", part.year, part.term, part.is_sure)
        if self.kind is None:
            return part
        return Part(self.kind, part.year, self.term or part.term, part.is_sure)

    def _turn(self, path: tuple[str, ...], part: Part) -> None:
        """Forget what the section before spoke of, and a review where a plan begins within one."""
        if path != self.path:
            self._enter(path, part)
        if part.is_plan != self.plans:
            self.kind, self.term, self.plans = None, None, part.is_plan

    def _enter(self, path: tuple[str, ...], part: Part) -> None:
        if path[:1] != self.path[:1]:
            self.kind, self.term, self.told = self.lead = (None, None, None)
            self.ahead = None
        elif len(self.path) <= 1:
            self.lead = (self.kind, self.term, self.told)
        else:
            self.kind, self.term, self.told = self.lead
        if part.kind == "term_review":
            self.kind, self.term = None, None
        if part.term is not None:
            self.ahead = None
        self.goes_on = len(path) > 1 and self.kind == "review"
        self.path = path

    def _place_plan(self, part: Part, times: Sequence[Time], text: str) -> Part:
        """Return the plan of a term, narrowed to its first year from where a sentence opens with
        it."""
        if part.kind != "term_plan":
            return self._hear_ahead(part, times, text)
        for time in times:
            if time.start <= OPENING and not time.is_deadline and time.shape != "base":
                is_year = time.period == Period(str(part.year), str(part.year))
                self.kind = "plan" if is_year else None
        return part if self.kind is None else Part(self.kind, part.year, part.term, part.is_sure)

    def _hear_ahead(self, part: Part, times: Sequence[Time], text: str) -> Part:
        """Return the plan of a year, or of the years to come from where a sentence opens with them
        and gives rates per year or the title names them, to the next that speaks of the year."""
        self.kind = None
        if part.is_sure and part.term is None:
            self.ahead = None
            return part
        is_per_year = _PER_YEAR.search(text) is not None
        sets_out = "预期目标" in text
        for time in times:
            is_late = time.start > OPENING and not sets_out
            if is_late or time.is_deadline or time.shape == "base":
                continue
            if time.period.end_year <= part.year:
                self.ahead = None
            elif time.period.end_year > part.year + 1 and (is_per_year or time.period == part.term):
                self.ahead = Period(str(part.year), time.period.end)
        if part.term is not None and is_per_year and not times:
            self.ahead = part.term
        if self.ahead is None:
            return part
        return Part("term_plan", part.year, self.ahead, part.is_sure)

    def _remember(self, part: Part, times: Sequence[Time], text: str) -> None:
        """Keep the term that a sentence opens with. A section within one that only goes on about
        the year is about the term from where it gives rates per year."""
        for time in times:
            is_whole = time.period == part.term or self._leads_office()
            if time.start <= OPENING and _is_term(time, part.year, of_any_length=is_whole):
                self.told = min(self.told or time.period, time.period)
        is_of_years = _PER_YEAR.search(text) and not _OF_YEAR.search(text)
        if any(time.shape != "base" for time in times) or not is_of_years:
            return
        if self.goes_on and self.kind == "review" and part.term is not None:
            self.kind, self.term = "term_review", part.term

    def _hear(self, time: Time, part: Part, is_early: bool, is_event: bool) -> bool:
        """Take in a time of a sentence. In the midst of a paragraph about a term, a year is that of
        its sentence alone.

        Returns:
            Whether the sentence, and no other, is about the year.
        """
        if time.is_deadline:
            return False
        if time.shape == "term":
            is_later = part.term is not None and part.term.start < time.period.start
            is_within = is_later and (is_event or part.kind == "term_review")
            is_whole = time.period == part.term or (self._leads_office() and not is_event)
            if _is_term(time, part.year, of_any_length=is_whole) and not is_within:
                self.kind, self.term = "term_review", time.period
            return False
        told = time.period.end_year + (time.shape == "base")
        if told != part.year:
            return False
        if (self.kind or part.kind) == "term_review" and (time.shape == "base" or not is_early):
            return time.shape == "base"
        self.kind, self.term, self.goes_on = "review", None, False
        return False

    def _is_of_office(self) -> bool:
        """Tell whether the section reviews a term of government, of however many years."""
        return _GOVERNS in "".join(self.path[:1])

    def _leads_office(self) -> bool:
        """Tell whether that review has not come to sections of its own."""
        return len(self.path) == 1 and self._is_of_office()


def is_address(text: str) -> bool:
    """Tell whether a sentence only addresses who listens (各位代表！)."""
    return bool(text) and _ADDRESS.fullmatch(text) is not None


def carry(times: Sequence[Time], text: str) -> tuple[Time, ...]:
    """Return what goes on into the next member of a list: the last time that governs, and the year
    compared with before it. A time in the midst of a member is that member's own."""
    lasting = [
        time for time in times if not time.is_deadline and not time.is_origin and _opens(time, text)
    ]
    governing = [time for time in lasting if time.shape != "base"][-1:]
    bases = [time for time in times if time.shape == "base" and _grows(time, text)][-1:]
    origins = [time for time in times if time.is_origin][-1:] if governing else []
    return tuple(
        Time(-1, -1, time.period, time.shape, is_origin=time.is_origin)
        for time in (*bases, *governing, *origins)
    )


def _grows(base: Time, text: str) -> bool:
    """Tell whether something has grown since the year that it is compared with."""
    return base.start < 0 or _SINCE.match(text, base.end) is not None


def carry_to_part(times: Sequence[Time]) -> tuple[Time, ...]:
    """Return what holds for a part that the next sentence names: the last time (其中出口…)."""
    last = [time for time in times if time.shape != "base" and not time.is_origin][-1:]
    return tuple(Time(-1, -1, time.period, time.shape) for time in last)


def _opens(time: Time, text: str) -> bool:
    """Tell whether a time is said of a whole list: not where it stands in the last clause of one
    of its members (…，2016年上升到第6位；)."""
    before, after = text[: max(0, time.start)], text[max(0, time.end) :]
    return "，" not in before or "，" in after or "：" in after or "：" in before[-OPENING:]


def _is_term(time: Time, year: int, *, of_any_length: bool) -> bool:
    """Tell whether a time is a whole term that ends with a year."""
    length = time.period.end_year - time.period.start_year + 1
    is_long = length in _TERM_YEARS or (of_any_length and 1 < length <= _LONGEST)
    return time.shape == "term" and time.period.end == str(year) and is_long
