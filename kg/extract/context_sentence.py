"""Status and period of a place in a sentence: whether it speaks of an aim or of what was reached,
and for when. The part of the report (`kg.extract.part`) says it unless the clause says otherwise,
by a modal verb, an aspect word or a date. What is aimed at or reached is read elsewhere."""

import re
from dataclasses import dataclass
from typing import Final

from kg.extract.context_cue import adds_up, cues
from kg.extract.context_number import (
    counts_existing,
    is_aim,
    is_changed,
    is_compared_with,
    is_doubled,
    is_money,
    is_multiple,
    is_percent,
    is_share,
    is_sum_beside,
    is_sum_in_clause,
    number_end,
    starts_change,
)
from kg.extract.part import Part, PartKind
from kg.extract.when import Time
from kg.model import Basis, Period, Status
from kg.text import clause_start

_REACHED: Final = re.compile("[到至为，；]|[跃升]居")
_RANKS: Final = ("第", "首位", "前")
_GROWS: Final = re.compile("增|降|减|升|提高")

_COMPARED: Final = re.compile(
    r"[^，。；、\d]{0,6}，(?:(?:同比|比上年)?(?:增长|下降)[^，。；]{1,10}，)?(?:按[^，。；]{2,10}，)?"
    r"(?:是|比|较|为|相当于)?$"
)
"""Between an amount and the year that it is compared with (完成27亿元，比2006年增长15亿元)."""

_COMPARING: Final = re.compile("[底末]?相比[，,]")
_BESIDE: Final = re.compile("[^。；：年]{1,60}，(?:分别|均)?(?:比|较|是|为|相当于)")
"""Between an amount and the plan whose whole it is compared with (完成27亿元，比“九五”时期增长)."""

_GOES_ON: Final = re.compile(
    r"(?:分别|均|平均|增速|增幅)*(?:(?:高于|高出|快于|低于|超过|领先)(?:全国|全省|全区|全市|同期|地区|GDP|经济)"
    r"|(?:力争|确保|争取)(?:达到?|实现)?[\d.]+(?:%|[亿万元])(?!的))"
)
"""Opens a clause that says more of the rate before it (年均增长7%，高于全国0.2个百分点)."""

PART: Final = "其中"
"""Before a part of what the sentence before tells."""

_REACHED_BEHIND: Final = re.compile(r"%(?:以上|左右)?、(?=(?:\d{4}年)?(?:达到?|突破|超过)[^、%]*$)")
_ONE_YEAR: Final = re.compile("同比|比上年|比去年|较上年|较去年|比增")


def _year(year: int) -> Period:
    return Period(str(year), str(year))


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """What a sentence's place and words say about the time of what it states.

    Args:
        part: The part of the report that it stands in.
        start: Where it starts in the report's text.
        text: Its words, digits and letters narrowed; same length as in the report.
        times: Its time expressions; of a sentence that goes on from one that ended with a
            semicolon, those of that one come first, with places below zero.
        term: The term that the section spoke of last, if any.
    """

    part: Part
    start: int
    text: str
    times: tuple[Time, ...]
    term: Period | None = None

    @property
    def kind(self) -> PartKind:
        """Which part of the report the sentence stands in."""
        return self.part.kind

    def status_at(self, offset: int) -> Status:
        """Tell whether what stands at `offset` of the report's text is aimed at or reached."""
        at = offset - self.start
        before = self.text[clause_start(self.text, at) : at]
        said = cues()
        # What stands now may be what an aim sets out from (在现有基础上增长60%).
        if said.reached.search(before.rpartition("基础上")[2]) or self._stands_now(at, before):
            return "actual"
        time = self._time(at)
        if time is not None and self._is_of_base(time, at):
            return "actual"
        if said.aim.search(before) or self._is_past_aim(at, before):
            return "target"
        time = self._time(at, with_bases=False)
        if time is not None:
            if time.period.end_year < self._plan_year or self._has_begun(time):
                return "actual"
            if time.period.end_year > self.part.year or self.part.is_plan:
                return "target"
        if self.part.is_plan and not counts_existing(self.text, at, before):
            return "target"
        return "actual"

    def _is_past_aim(self, at: int, before: str) -> bool:
        """Tell whether a review names what was aimed at (低于3%的控制目标)."""
        return not self.part.is_plan and is_aim(self.text, at, before)

    def _has_begun(self, time: Time) -> bool:
        """Tell whether a time is the part of a year that has passed already (今年以来)."""
        return time.is_running or (time.is_partial and not self.part.is_plan)

    def period_at(self, offset: int) -> tuple[Period | None, Basis]:
        """Tell what time the number at `offset` is about, and whether the sentence says it.

        Returns:
            None where it cannot be told.
        """
        at = offset - self.start
        before = self._said_before(at)
        if cues().undated.search(before):
            return None, "inferred"
        status = "actual" if self._is_past_aim(at, before) else self.status_at(offset)
        time = self._time(at) or self._time_before(at, before)
        if time is not None and self._is_of_base(time, at):
            return time.period, "stated"
        if self._stands_now(at, before) and not (time is not None and time.is_origin):
            return self._year("actual"), "inferred"
        if time is not None:
            return self._dated(time, at, before, status), "stated"
        if self.part.kind == "annex":
            return None, "inferred"
        return self._undated(at, before, status), "inferred"

    def moment_at(self, offset: int) -> tuple[Period | None, Basis]:
        """Tell when what happens at `offset` happens: like `period_at`, but for an event, which is
        neither a flow nor a level."""
        time = self._time(offset - self.start)
        if time is not None and time.shape != "base":
            return time.period, "stated"
        if self.part.kind == "annex":
            return None, "inferred"
        if self.part.term is not None and self.part.kind.startswith("term"):
            return self.part.term, "inferred"
        return self._year(self.status_at(offset)), "inferred"

    def _dated(self, time: Time, at: int, before: str, status: Status) -> Period:
        """Read the period of a number that a time expression governs."""
        if time.shape == "base":
            return self._since(time, at, before, status)
        if time.shape == "term":
            is_near = time.start >= clause_start(self.text, at) or before.startswith(PART)
            if is_near and is_sum_in_clause(self.text, at, before):
                return time.period
            if time.start < 0 and self._is_annual(at, before):
                return _year(time.period.end_year)
            return self._within(time.period, at, before, status)
        if status == "actual" and cues().yearly.search(before):
            return self._run(time, at)
        since = self._listed_since(time, at, before) if status == "actual" else None
        if since is not None:
            return Period(str(since + 1), time.period.end)
        whole = self.part.term if self.part.kind == "term_review" else None
        if whole is not None and time.start < 0 and cues().sum.search(before):
            return Period(whole.start, time.period.end)
        first = self.part.term.start_year if self.part.term else self._plan_year
        if status == "target" and adds_up(before) and first < time.period.end_year:
            return Period(str(first), time.period.end)
        return time.period

    def _listed_since(self, time: Time, at: int, before: str) -> int | None:
        """Return the year that a growth counts from: a sum from where a change started, one in a
        list from what the first is compared with (2020年收入比2015年增长60%；利润增长50%)."""
        if not is_percent(self.text, at) or not is_changed(before):
            return None
        is_sum = cues().sum.search(before) is not None
        if not is_sum and _ONE_YEAR.search(before):
            return None
        for other in reversed(self.times):
            leads = other.start >= 0 and _COMPARING.match(self.text, other.end) is not None
            is_listed = other.shape == "base" and (leads or max(other.start, time.start) < 0)
            is_told = other.is_origin if is_sum else is_listed
            if other.end <= at and is_told and other.period.is_year:
                year = other.period.end_year
                return year if year < time.period.end_year - 1 else None
        return None

    def _run(self, time: Time, at: int) -> Period:
        """Read the years of a rate per year of its last year (从2006年的X到2011年的Y，
        年均增长11%): they begin after the year compared with, or with the term."""
        last = time.period.end_year
        starts = [t for t in self.times if t.end <= at and t.period.end_year < last - 1]
        if starts:
            return Period(str(starts[-1].period.end_year + 1), str(last))
        term = self.part.term or self.term
        is_within = term is not None and term.start_year <= last <= term.end_year
        return term if term is not None and is_within else time.period

    def _undated(self, at: int, before: str, status: Status) -> Period:
        """Read the period of a number from the part of the report that it stands in."""
        term, said = self.part.term, cues()
        if self.part.is_plan != (status == "target"):
            return self._year(status)
        since = self._grows_since(at) if status == "actual" else None
        if since is not None and said.yearly.search(before):
            return Period(str(since + 1), str(self.part.year))
        whole = self._beside_term(at) if status == "actual" else None
        if whole is not None:
            return whole
        if term is not None and self.part.kind.startswith("term"):
            if self._is_annual(at, before):
                return _year(term.end_year)
            return self._within(term, at, before, status)
        if status == "actual" and starts_change(self.text, at, before) and "年初" not in before:
            return _year(term.start_year - 1 if term else self.part.year - 1)
        if said.yearly.search(before) and "同比" not in before:
            if term is not None:
                return term
            if self.term is not None and status == "actual":
                return self.term
        return self._year(status)

    def _grows_since(self, at: int) -> int | None:
        """Return the year that a rate per year counts from, where a change is told from it or
        compared with it before (由2010年的3亿元增加到5亿元，年均增长10%)."""
        for time in reversed(self.times):
            is_base = time.shape == "base" and self.part.term is None
            if time.end <= at and time.period.is_year and (time.is_origin or is_base):
                year = time.period.end_year
                return year if year < self.part.year - 1 else None
        return None

    def _beside_term(self, at: int) -> Period | None:
        """Return the years of an amount that is compared with the whole of the plan before."""
        if not is_money(self.text, at):
            return None
        for time in self.times:
            length = time.period.end_year - time.period.start_year + 1
            is_last = time.period.end_year + length == self.part.year
            is_whole = time.start > at and time.shape == "base" and length > 1 and is_last
            if is_whole and _BESIDE.fullmatch(self.text, at, time.start):
                return Period(str(time.period.end_year + 1), str(self.part.year))
        return None

    def _stands_now(self, at: int, before: str) -> bool:
        """Tell whether a plan starts from a number: where it stands now, not an aim."""
        return self.part.is_plan and starts_change(self.text, at, before)

    def _is_annual(self, at: int, before: str) -> bool:
        """Tell whether a number is the amount of a year, not of the term it is told in: of what is
        counted by the year or compared with a year, and not said to be a sum."""
        said = cues()
        if said.yearly.search(before) or said.sum.search(before):
            return False
        if starts_change(self.text, at, before):
            return False
        if "年" not in before and self._is_compared(at):
            return "新增" not in before or self._is_compared(at, since=self.part.year - 1)
        if is_percent(self.text, at) or is_multiple(self.text, at):
            return False
        if said.trade.search(before) and is_money(self.text, at):
            return not is_sum_beside(self.text, at)
        return said.annual.search(before) is not None

    def _is_compared(self, at: int, *, since: int = 0) -> bool:
        """Tell whether a number is compared with one year's right behind it, not before `since`."""
        for time in self.times:
            if time.start > at and time.shape == "base":
                between = self.text[number_end(self.text, at) : time.start]
                is_late = time.period.end_year >= since
                return is_late and time.period.is_year and bool(_COMPARED.match(between))
        return False

    def _year(self, status: Status) -> Period:
        if status == "target":
            return _year(self._plan_year)
        return _year(self.part.year - 1 if self.part.is_plan else self.part.year)

    @property
    def _plan_year(self) -> int:
        return self.part.year if self.part.is_plan else self.part.year + 1

    def _within(self, whole: Period, at: int, before: str, status: Status) -> Period:
        """Say whether a number runs over the whole of a term, stands at its end, or is where it
        began."""
        if status == "actual" and starts_change(self.text, at, before):
            return _year(whole.start_year - 1)
        if status == "actual" and is_percent(self.text, at) and _ONE_YEAR.search(before):
            return Period(whole.end, whole.end)
        runs = (status == "actual" and is_doubled(before)) or self._is_flow(at, before)
        return whole if runs else Period(whole.end, whole.end)

    def _is_flow(self, at: int, before: str) -> bool:
        if adds_up(before):
            return True
        if self.text.startswith(_RANKS, at):
            return False
        if is_changed(before):
            return True
        said = cues()
        last = next(reversed(said.measure.findall(before)), "")
        if is_percent(self.text, at):
            return last in said.flows and bool(_GROWS.search(last))
        return not last or last in said.flows

    def _since(self, base: Time, at: int, before: str, status: Status) -> Period:
        """Read a change against an earlier year: of the years since, or of the year reached."""
        term = self.part.term if self.part.kind.startswith("term") else None
        told = [time for time in self.times if time.end <= base.start and time.shape != "base"]
        earlier = next((time for time in reversed(told) if not time.is_origin), None)
        reached = earlier.period if earlier is not None else term or self._year(status)
        last = reached.end_year
        has_grown = _GROWS.search(self.text, max(0, base.end), at) or (
            status == "actual" and is_doubled(before)
        )
        if is_multiple(self.text, at) and not has_grown:
            return Period(reached.end, reached.end) if base.period.is_year else reached
        if base.period.end_year < last - 1 and status == "actual":
            return Period(str(base.period.end_year + 1), str(last))
        if base.period.end_year == last - 1:
            return _year(last)
        return reached

    def _is_origin_of(self, time: Time, at: int) -> bool:
        """Tell whether a number is the one that a change starts from, in a list also where another
        member named the year (由2015年的3亿元增加到2020年的5亿元；税收由2亿元增加到4亿元)."""
        if time.start < 0 and not starts_change(
            self.text, at, self.text[clause_start(self.text, at) : at]
        ):
            return False
        return _REACHED.search(self.text, max(0, time.end), at) is None

    def _is_of_base(self, base: Time, at: int) -> bool:
        """Tell whether a number is the one compared with (比2019年的58万人增长19%)."""
        return base.shape == "base" and is_compared_with(self.text, at, max(0, base.end))

    def _said_before(self, at: int) -> str:
        """Return the clause up to a place, and the one before where it goes on about its rate. What
        is reached behind a rate is no rate (年均增长7%、2017年达到3亿元)."""
        start = clause_start(self.text, at)
        if start > 1 and _GOES_ON.match(self.text, start):
            start = clause_start(self.text, start - 1)
        before = self.text[start:at]
        reached = _REACHED_BEHIND.search(before)
        return before if reached is None else before[reached.end() :]

    def _time(self, at: int, *, with_bases: bool = True) -> Time | None:
        """Return the time expression that governs a place: the last one before it, a deadline or
        a comparison only within its clause."""
        clause = clause_start(self.text, at)
        for time in reversed(self.times):
            if time.end > at or (time.shape == "base" and not with_bases):
                continue
            is_local = time.is_deadline or time.shape == "base"
            if is_local and time.start < clause and not self._leads(time, at):
                continue
            if time.is_origin and not self._is_origin_of(time, at):
                continue
            is_past = time.period.end_year < self.part.year
            if is_past and is_share(self.text, at, max(0, time.end)):
                continue
            return time
        return None

    def _time_before(self, at: int, before: str) -> Time | None:
        """Return the term of the clause before, where a rate per year goes on about its sum
        (六年出口累计49亿美元，年均增长11%)."""
        start = clause_start(self.text, at)
        if not cues().yearly.search(before) or self.text[max(0, start - 1) : start] != "，":
            return None
        last = next((time for time in reversed(self.times) if 0 <= time.start < at), None)
        is_near = last is not None and last.start >= clause_start(self.text, start - 1)
        return last if last is not None and is_near and last.shape == "term" else None

    def _leads(self, time: Time, at: int) -> bool:
        """Tell whether only a comparison stands in the clause before (与2016年相比，增长68%)."""
        is_alone = (
            _COMPARING.fullmatch(self.text, time.end, clause_start(self.text, at)) is not None
        )
        return is_alone and is_percent(self.text, at)
