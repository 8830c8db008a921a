"""Which part of a report a sentence stands in: the review of a year or of a term, the plan of one,
or the notes behind. Headings speak first; between them a path through all sentences is chosen that
fits their wording and changes sides seldom. What a single clause says is
`kg.extract.context_sentence`'s."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from kg.extract.side import lean, side_model
from kg.extract.when import half_width, plan_term, term_of
from kg.model import Period, Report
from kg.rules import Strict, load

PartKind = Literal["review", "term_review", "plan", "term_plan", "annex"]

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|:|,|$)")
_TERM_PLAN: Final = re.compile(
    r"(?:[“\"]|第)?(?<![\d十])(十[一二三四五六七八九]?|[一二三四五六七八九])(?:五|个五年)[”\"]?"
)
_YEARS: Final = re.compile(
    r"(?:(?<!十)([二三四五六])|(?<!\d)([2-6]))年(?!行动|攻坚|倍增|新突破|计划|大变|见|翻)"
)
_NOTE: Final = re.compile(
    r"\s*(?:[\[［〔(（]?\d{1,3}[\]］〕)）.．、]|[①-⑳])\s*[“\"《]?[^，。（(]{2,24}[：:]"
)
_GLOSS: Final = re.compile(
    r"\s*(?:[\[［〔]\d{1,3}[\]］〕]|(?:[(（]?\d{1,3}[)）.．、]|[①-⑳])\s*(?:[“\"《]|[^，。：:]{2,24}[：:]\s*(?:是?指|即|是|为)))"
)
"""What is a note wherever it stands; other lines that look like one are where many of them are."""

_SECOND: Final = 2
_NUMBERS: Final = "一二三四五六七八九十"
_ORDINAL: Final = re.compile(rf"\s*[（(]([{_NUMBERS}])[）)]")
_ANNEX: Final = ("附件", "附录", "附：", "附表")
_OPENING_LINES: Final = 3
_TITLE_LENGTH: Final = 40
_FEW_NOTES: Final = 5
_NOTE_SHARE: Final = 0.3
_LOOKS_BACK: Final = re.compile("取得|成就|成绩|回顾|情况")
"""In a title that names a plan that is over: what came of it, also in the outline of the next."""

_AIMS: Final = re.compile(
    "(?:预期|调控|奋斗|主要)[^，。；]{0,6}目标[^，。；]{0,6}[是为][：:]|纲要[（(]?草案[）)]?[》”]?[^。]{0,8}(?:设置|提出|确定|明确|安排)"
)
"""Sets out the aims of a plan, whatever title is above it."""

_DIGIT: Final = re.compile("[0-9０-９]")
_DIGITS: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


class Weight(Strict):
    """Log-odds for a plan, and what a change of sides costs."""

    heading: float
    weak: float
    opening: float
    ending: float
    sentence: float
    limit: float
    aims: float
    to_plan: float
    to_plan_inside: float
    to_review: float
    to_review_inside: float


class PartTable(Strict):
    """The whole of `data/parts.toml`."""

    review: tuple[str, ...]
    plan: tuple[str, ...]
    weak_review: tuple[str, ...]
    weak_plan: tuple[str, ...]
    aim: tuple[str, ...]
    result: tuple[str, ...]
    term: tuple[str, ...]
    single: tuple[str, ...]
    last: tuple[str, ...]
    year: tuple[str, ...]
    annex: tuple[str, ...]
    weight: Weight


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report.

    Args:
        kind: Which part.
        year: The year that the part is about: of the review, or of the plan.
        term: The years of the term that its heading names; a part may be about one year and its
            heading name the term beside it.
        is_sure: Whether a heading names the year or the term; if not, the sentences may.
    """

    kind: PartKind
    year: int
    term: Period | None
    is_sure: bool = True

    @property
    def is_plan(self) -> bool:
        """Whether the part speaks of what is to come."""
        return self.kind in {"plan", "term_plan"}


@dataclass(frozen=True, slots=True)
class _Heading:
    lean: float
    is_firm: bool
    year: int | None
    term: Period | None
    is_year: bool
    is_annex: bool
    looks_back: bool = False
    later: Period | None = None
    """The second plan that the titles name."""


@cache
def _table() -> PartTable:
    return load("parts.toml", PartTable)


def read_parts(report: Report) -> list[Part]:
    """Tell the part of each sentence, in the order of the sentences.

    A division of tasks (任务分工) plans from its first sentence to its last.
    """
    if report.kind == "tasks":
        return [Part("plan", report.report_year, None)] * len(report.sentences)
    headings = _headings(report)
    plans = _sides(report, headings)
    review_year = _named_year(headings, plans, report, is_plan=False)
    plan_year = _named_year(headings, plans, report, is_plan=True)
    notes = [bool(_NOTE.match(report.doc.quote(s.span))) for s in report.sentences]
    glosses = [bool(_GLOSS.match(report.doc.quote(s.span))) for s in report.sentences]
    annex = _annex_start(notes)
    found: list[Part] = []
    for index, sentence in enumerate(report.sentences):
        heading = headings[sentence.section]
        if heading.is_annex or index >= annex or (notes[index] and glosses[index]):
            found.append(Part("annex", report.report_year, None))
            continue
        year = plan_year if plans[index] else review_year
        terms = [term for term in (heading.term, heading.later) if term is not None]
        ahead = [term for term in terms if plans[index] == (term.end_year >= report.report_year)]
        term = ahead[0] if ahead else None
        is_term = term is not None and not heading.is_year
        is_sure = heading.is_year or heading.term is not None
        found.append(Part(_kind(plans[index], is_term), year, term, is_sure))
    return found


def _headings(report: Report) -> list[_Heading]:
    """Weigh the headings of each section. What an annex is about stands in its first lines."""
    openings: dict[int, list[str]] = {}
    for sentence in report.sentences:
        title = report.sections[sentence.section].title
        lines = openings.setdefault(sentence.section, [])
        if title.startswith(_ANNEX) and len(lines) < _OPENING_LINES:
            lines.append(report.doc.quote(sentence.span)[:_TITLE_LENGTH])
    found: list[_Heading] = []
    about: Sequence[str] = ()
    last, is_anew = 0, False
    for index, section in enumerate(report.sections):
        if section.depth <= 1:
            about, last, is_anew = openings.get(index, ()), 0, False
        elif section.depth == _SECOND:
            number = _ordinal(section.title)
            # A count that starts anew shows that a heading between was missed.
            is_anew = is_anew or (number == 1 and last > 1)
            last = number or last
        outer = () if is_anew else (*section.path[:1], *about)
        found.append(_path((*outer, *section.path[1:]), report.report_year))
    return found


def _ordinal(title: str) -> int:
    """Return the number that a title opens with, up to ten; 0 where it has none."""
    match = _ORDINAL.match(title)
    return _NUMBERS.index(match[1]) + 1 if match else 0


def _annex_start(notes: Sequence[bool]) -> int:
    """Return from which sentence on, in the second half, a report is a glossary: where notes are
    frequent to its end. The number of sentences where there is none."""
    start, count = len(notes), 0
    for index in range(len(notes) - 1, len(notes) // 2, -1):
        count += notes[index]
        length = len(notes) - index
        if notes[index] and count >= _FEW_NOTES and count >= length * _NOTE_SHARE:
            start = index
    return start


def _kind(is_plan: bool, is_term: bool) -> PartKind:
    if is_plan:
        return "term_plan" if is_term else "plan"
    return "term_review" if is_term else "review"


def _named_year(
    headings: Sequence[_Heading], plans: Sequence[bool], report: Report, *, is_plan: bool
) -> int:
    """Take the year that the heading of a review or a plan names: the year of a report may be
    told by the year that it reviews."""
    expected = report.report_year - (not is_plan)
    for sentence, side in zip(report.sentences, plans, strict=True):
        year = headings[sentence.section].year
        if side == is_plan and year in {expected, expected + 1}:
            return year
    return expected


def _path(path: Sequence[str], report_year: int) -> _Heading:
    """Weigh the titles from the outermost to the innermost. Of those whose words are strong the
    outermost counts, or else one that names a year; of the others the innermost."""
    titles = [_title(title, report_year) for title in path]
    firm = [title for title in titles if title.is_firm]
    dated = [title for title in firm if title.year]
    inner = titles[::-1]
    timed = [title for title in inner if title.term or title.is_year]
    back = [title for title in inner if title.looks_back]
    said = back[:1] or dated[:1] or firm[:1] or [title for title in inner if title.lean][:1]
    return _Heading(
        lean=said[0].lean if said else 0.0,
        is_firm=bool(firm),
        year=next((title.year for title in inner if title.year), None),
        term=timed[0].term if timed else None,
        is_year=timed[0].is_year if timed else False,
        is_annex=any(title.is_annex for title in titles),
        later=timed[0].later if timed else None,
    )


def _title(title: str, report_year: int) -> _Heading:
    table, weight = _table(), _table().weight
    plain = half_width(title)
    years = [int(year) for year in _YEAR.findall(plain)]
    reviews = any(word in plain for word in table.review)
    plans = any(word in plain for word in table.plan)
    term = _title_term(plain, report_year, reviews)
    sign = _sign(reviews, plans, years, report_year)
    if not sign:
        sign = _single_sign(plain, report_year)
    if not sign and term is not None:
        sign = 1 if term.start_year >= report_year else -1 if term.end_year < report_year else 0
    is_annex = not years and any(word in plain for word in table.annex)
    value = sign * weight.heading if sign else _weak(plain)
    is_near = any(report_year - 1 <= year <= report_year + 1 for year in years)
    is_year = is_near or any(word in plain for word in (*table.year, *table.single))
    is_year = is_year or ("届" in plain and not _YEARS.search(plain))
    year = years[0] if len(years) == 1 and is_near else None
    is_over = sign < 0 and term is not None and term.end_year < report_year
    looks_back = is_over and _LOOKS_BACK.search(plain) is not None
    later = [plan_term(found[1]) for found in _TERM_PLAN.finditer(plain) if found[0][0] in '“"'][1:]
    return _Heading(
        value, bool(sign), year, term, is_year, is_annex, looks_back, later[0] if later else None
    )


def _single_sign(title: str, report_year: int) -> int:
    """Read a title that names the first or the last year of a five-year plan (“十四五”开局之年)."""
    named = _TERM_PLAN.search(title)
    if not named or not any(word in title for word in _table().single):
        return 0
    term = plan_term(named[1])
    last = any(word in title for word in _table().last)
    meant = term.end_year if last else term.start_year
    return {report_year: 1, report_year - 1: -1}.get(meant, 0)


def _weak(title: str) -> float:
    """Weigh a title by its weaker words and by its form."""
    table, weight = _table(), _table().weight
    name = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．\s]*", "", title)
    opens = any(name.startswith(word) for word in table.aim)
    ends = any(name.rstrip("。；").endswith(word) for word in table.result)
    reviews = any(word in title for word in table.weak_review)
    plans = any(word in title for word in table.weak_plan)
    return weight.weak * (plans - reviews) + weight.opening * opens - weight.ending * ends


def _sign(reviews: bool, plans: bool, years: Sequence[int], report_year: int) -> int:
    """Weigh a title's words and years: 1 for a plan, -1 for a review, 0 for neither or both."""
    ahead = any(year >= report_year for year in years)
    behind = any(year < report_year for year in years)
    if reviews and plans:
        return 0 if ahead and behind else 1 if ahead else -1
    if reviews:
        return -1
    if plans:
        return -1 if behind and not ahead else 1
    if ahead != behind:
        return 1 if ahead else -1
    return 0


def _title_term(title: str, report_year: int, reviews: bool) -> Period | None:
    """Return the years of the term that a title names (“十三五”时期, 过去五年, 本届政府)."""
    if any(word in title for word in _table().single):
        return None
    named = _TERM_PLAN.search(title)
    if named and (named[0][0] in '“"' or any(word in title for word in _table().term)):
        return plan_term(named[1])
    counted = _YEARS.search(title)
    if not counted and not any(word in title for word in ("届", "任期")):
        return None
    length = 5
    if counted:
        length = _DIGITS[counted[1]] if counted[1] else int(counted[2])
    forward = any(word in title for word in ("今后", "未来", "下届", "下一届", "新一届", "目标"))
    return term_of(report_year, length, forward and not reviews)


def _sides(report: Report, headings: Sequence[_Heading]) -> list[bool]:
    """Choose for each sentence whether it plans, by the best path through all of them."""
    weight, model = _table().weight, side_model()
    scores: list[float] = []
    starts: list[bool] = []
    last, is_past, lists = -1, False, False
    for sentence in report.sentences:
        heading = headings[sentence.section]
        text = report.doc.quote(sentence.span)
        wording = lean(text, model) * weight.sentence
        wording = max(-weight.limit, min(weight.limit, wording))
        begins = sentence.section != last
        sets_out = heading.lean < 0 and _AIMS.search(text) is not None
        lists = (lists and not begins and _DIGIT.search(text) is not None) or sets_out
        is_past = sets_out or (is_past and not begins)
        wording = max(wording, 0.0) if lists else wording
        titled = heading.lean if (heading.is_firm or begins) and not is_past else 0.0
        scores.append(wording + (weight.aims if sets_out else titled))
        starts.append(begins)
        last = sentence.section
    return _best_path(scores, starts, weight)


def _best_path(scores: Sequence[float], starts: Sequence[bool], weight: Weight) -> list[bool]:
    """Viterbi over two sides; a score counts half for one side and half against the other."""
    review, plan = 0.0, -weight.to_plan
    back: list[tuple[bool, bool]] = []
    for score, starts_section in zip(scores, starts, strict=True):
        to_plan = weight.to_plan if starts_section else weight.to_plan_inside
        to_review = weight.to_review if starts_section else weight.to_review_inside
        from_plan = plan - to_review > review
        into_plan = plan >= review - to_plan
        back.append((from_plan, into_plan))
        review, plan = (
            (plan - to_review if from_plan else review) - score / 2,
            (plan if into_plan else review - to_plan) + score / 2,
        )
    path: list[bool] = []
    side = plan > review
    for from_plan, into_plan in reversed(back):
        path.append(side)
        side = into_plan if side else from_plan
    return path[::-1]
