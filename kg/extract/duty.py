"""Who does what (任务分工): rows of tables that the reader met, and clauses such as
（A牵头，B、C按职责分工负责） or 责任单位：A、B. Who the bodies are is not its business."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from kg.extract.when import find_times, half_width
from kg.model import Mention, Period, Quantity, Relation, RelationType, Report, Task
from kg.rules import Strict, any_of, load
from kg.text import Span

Role = Literal["lead", "duty", "support"]
Label = Literal["lead", "duty", "support", "deadline", "other"]

RULE: Final = "duty"

_LONGEST: Final = 60
"""No body's name is longer, in code points."""

_BRACKET: Final = re.compile(r"[（(]((?:[^（）()\n]|[（(][^（）()\n]{0,30}[）)]){2,400})[）)]")
_SEGMENT: Final = re.compile(r"[^，,；;。\n]+")
_LIST_MARK: Final = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳]|第[一二三四五六七八九十\d]+[条项])?\s*"
)
_LABELLED: Final = re.compile(r"\S\s*[:：]")
_MEMBER: Final = re.compile(r"[^、]+")
_LEAD_IN: Final = re.compile(r"(?:[\s:：]|其中|由)+")
_ETC: Final = re.compile(
    r"(?:等(?:\d+个|[一二三四五六七八九十]+个|多个)?(?:有关|相关|各)?(?:部门|单位|方面|地方)?(?:和单位)?)$"
)
_STOPS: Final = "，。；：！？\n"


class DutyTable(Strict):
    """The whole of `data/duties.toml`."""

    label: Mapping[Label, tuple[str, ...]]
    verb: Mapping[Role, tuple[str, ...]]
    words: "DutyWords"


class DutyWords(Strict):
    """Words around the bodies, and what is a body."""

    manner: tuple[str, ...]
    joint: tuple[str, ...]
    generic: tuple[str, ...]
    half: tuple[str, ...]
    ending: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    labels: Mapping[str, Label]
    verbs: Mapping[str, Role]
    label: re.Pattern[str]
    line: re.Pattern[str]
    verb: re.Pattern[str]
    joint: re.Pattern[str]
    generic: re.Pattern[str]
    ending: re.Pattern[str]
    halves: frozenset[str]


@dataclass(slots=True)
class _Roles:
    """Bodies by their part, collected from one clause."""

    lead: list[Span] = field(default_factory=list)
    duty: list[Span] = field(default_factory=list)
    support: list[Span] = field(default_factory=list)
    deadline: Period | None = None

    def split(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """Return who leads and who supports: where nobody is said to lead, the first named of
        those in charge does."""
        lead, others = self.lead, [*self.duty, *self.support]
        if not lead and self.duty:
            lead, others = self.duty[:1], [*self.duty[1:], *self.support]
        taken = set(lead)
        return tuple(lead), tuple(span for span in dict.fromkeys(others) if span not in taken)


@cache
def _patterns() -> _Patterns:
    table = load("duties.toml", DutyTable)
    labels: dict[str, Label] = {w: kind for kind, words in table.label.items() for w in words}
    verbs: dict[str, Role] = {w: role for role, words in table.verb.items() for w in words}
    manner = any_of(table.words.manner)
    label = rf"(?P<label>{any_of(list(labels))})\s*[:：]"
    return _Patterns(
        labels=labels,
        verbs=verbs,
        label=re.compile(label),
        line=re.compile(rf"(?m)^(?:{_LIST_MARK.pattern}){label}"),
        verb=re.compile(rf"(?:{manner})*(?P<verb>{any_of(list(verbs))})(?:工作|实施)?$"),
        joint=re.compile(any_of(table.words.joint)),
        generic=re.compile(rf"^(?:{any_of(table.words.generic)})|(?:有关|相关)(?:部门|单位)$"),
        ending=re.compile(rf"(?:{any_of(table.words.ending)})$"),
        halves=frozenset(table.words.half),
    )


def find_tasks(report: Report) -> list[Task]:
    """Find who is to do what.

    Returns:
        The rows of the report's tables and its clauses, in the order of the text; of a clause the
        span is what stands before it, back to the clause before or the start of the line. Empty
        where none is named.
    """
    text = report.doc.text
    found = [*report.tasks]
    taken = [task.span for task in found]
    if any(word in text for word in ("牵头", "负责", "单位", "部门")):
        starts = [sentence.span.start for sentence in report.sentences]
        for task in _clauses(text, starts, report.report_year):
            if not any(task.span.overlaps(span) for span in taken):
                found.append(task)
    return sorted(found, key=lambda task: task.span)


def _clauses(text: str, starts: Sequence[int], year: int) -> Iterator[Task]:
    last = 0
    for start, end, roles in _role_places(text, year):
        lead, support = roles.split()
        if not (lead or support):
            continue
        span = _task_span(text, max(last, 0), start)
        last = end
        if span is not None and starts:
            index = max(0, bisect_right(starts, start) - 1)
            yield Task(span, lead, support, roles.deadline, index)


def _role_places(text: str, year: int) -> Iterator[tuple[int, int, _Roles]]:
    """Give the place of each clause that names bodies, and the bodies, in the order of the text."""
    patterns = _patterns()
    places: list[tuple[int, int, _Roles]] = []
    for match in _BRACKET.finditer(text):
        if _is_duty(match[1]):
            places.append((match.start(), match.end(), _read(text, match.span(1), year)))
    for match in patterns.line.finditer(text):
        end = text.find("\n", match.start())
        end = len(text) if end < 0 else end
        roles = _read(text, (match.start("label"), end), year)
        if places and match.start() <= places[-1][1] + 1 and _is_more(text, places[-1], match):
            start, _, earlier = places.pop()
            roles = _merged(earlier, roles)
            places.append((start, end, roles))
        else:
            places.append((match.start(), end, roles))
    yield from sorted(places, key=lambda place: place[:2])


def _is_more(text: str, place: tuple[int, int, _Roles], match: re.Match[str]) -> bool:
    """Tell whether a labelled line goes on where the place ended (责任单位, then 完成时限)."""
    return place[1] <= match.start() and not text[place[1] : match.start()].strip()


def _merged(left: _Roles, right: _Roles) -> _Roles:
    return _Roles(
        left.lead + right.lead,
        left.duty + right.duty,
        left.support + right.support,
        left.deadline or right.deadline,
    )


def _is_duty(words: str) -> bool:
    patterns = _patterns()
    if patterns.label.search(words):
        return True
    return any(
        patterns.verb.search(segment[0].strip()) is not None for segment in _SEGMENT.finditer(words)
    )


def _read(text: str, place: tuple[int, int], year: int) -> _Roles:
    """Read the bodies and the deadline of a clause."""
    patterns, roles = _patterns(), _Roles()
    start, end = place
    labels = list(patterns.label.finditer(text, start, end))
    if labels:
        for match, following in zip(labels, [*labels[1:], None], strict=True):
            stop = end if following is None else following.start()
            kind = patterns.labels[match["label"]]
            if kind == "deadline":
                roles.deadline = _deadline(text[match.end() : stop], year)
            elif kind != "other":
                for segment in _listed(text, match.end(), stop):
                    _add(roles, kind, text, segment.span())
        return roles
    waiting: list[tuple[int, int]] = []
    for segment in _SEGMENT.finditer(text, start, end):
        verb = patterns.verb.search(segment[0].rstrip())
        if verb is None:
            if re.search("前|底|完成|时限", segment[0]):
                roles.deadline = roles.deadline or _deadline(segment[0], year)
            else:
                waiting.append(segment.span())
            continue
        role = patterns.verbs[verb["verb"]]
        for place in (*waiting, (segment.start(), segment.start() + verb.start())):
            _add(roles, role, text, place)
        waiting = []
    return roles


def _listed(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Yield the stretches behind a label, up to one with a label that is not known (适用范围：)."""
    for segment in _SEGMENT.finditer(text, start, stop):
        if _LABELLED.search(segment[0]):
            return
        yield segment


def _add(roles: _Roles, role: Role, text: str, place: tuple[int, int]) -> None:
    """Add the bodies of a list; those behind 会同 support."""
    start, end = place
    joint = _patterns().joint.search(text, start, end)
    if joint is not None and joint.start() > start:
        getattr(roles, "lead" if role == "duty" else role).extend(
            bodies(text, start, joint.start())
        )
        roles.support.extend(bodies(text, joint.end(), end))
        return
    getattr(roles, role).extend(bodies(text, start, end))


def bodies(text: str, start: int, end: int) -> list[Span]:
    """Part a list of bodies into its members; classes of bodies (有关部门) are left out."""
    found: list[Span] = []
    for member in _MEMBER.finditer(text, start, end):
        for left, right in _parted(text, *member.span()):
            span = _trimmed(text, left, right)
            if span is not None:
                found.append(span)
    return found


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part at 和 and its like where a body ends before it (not in 住房和城乡建设局)."""
    ending = _patterns().ending
    for match in re.finditer("以及|和|及|与", text[start:end]):
        at = start + match.start()
        left = _ETC.sub("", text[start:at])
        if left in _patterns().halves:
            continue
        if len(left) > 1 and (ending.search(left) or left != text[start:at]):
            yield start, at
            yield from _parted(text, start + match.end(), end)
            return
    yield start, end


def _trimmed(text: str, start: int, end: int) -> Span | None:
    lead_in = _LEAD_IN.match(text, start, end)
    start = lead_in.end() if lead_in else start
    words = text[start:end].rstrip(" 　。.;；)）")
    words = _ETC.sub("", words)
    patterns = _patterns()
    if not 2 <= len(words) <= 30 or patterns.generic.search(words) or re.search(r"\d", words):
        return None
    if not patterns.ending.search(words):
        return None
    return Span(start, start + len(words))


def _deadline(words: str, year: int) -> Period | None:
    times = find_times(half_width(words), year=year, report_year=year)
    return times[-1].period if times else None


def _task_span(text: str, floor: int, at: int) -> Span | None:
    """Return what stands before a clause: its line, or the line before where it opens one."""
    end = at
    while end > floor and text[end - 1] in " \n\t　。；，":
        end -= 1
    start = max(floor, text.rfind("\n", floor, end) + 1)
    mark = _LIST_MARK.match(text, start, end)
    start = mark.end() if mark else start
    while start < end and text[start] in "；，。、 ）)":
        start += 1
    return Span(start, end) if start < end else None


def find_duties(
    report: Report, mentions: Sequence[Mention], quantities: Sequence[Quantity]
) -> list[Relation]:
    """Relate the bodies that a task names to the projects and quantities in it.

    Returns:
        responsibleFor for who leads, participatesIn for the others, in the order of the tasks.
        A body that no Agency mention covers is left out.
    """
    agencies = sorted(mention.span for mention in mentions if mention.type == "Agency")
    tails = sorted(
        [mention.span for mention in mentions if mention.type == "Project"]
        + [quantity.span for quantity in quantities]
    )
    found: list[Relation] = []
    for task in find_tasks(report):
        inside = [tail for tail in _from(tails, task.span) if task.span.contains(tail)]
        for kind, spans in _parts(task):
            for span in spans:
                head = _agency(span, agencies)
                if head is not None:
                    found += [
                        Relation(head, kind, tail, task.sentence, f"{RULE}.{kind}")
                        for tail in inside
                    ]
    return found


def _from(spans: Sequence[Span], within: Span, *, slack: int = 0) -> Sequence[Span]:
    """Return the spans, of sorted ones, that start inside another, or a little before it."""
    first = bisect_left(spans, within.start - slack, key=lambda span: span.start)
    last = bisect_left(spans, within.end, key=lambda span: span.start)
    return spans[first:last]


def _parts(task: Task) -> tuple[tuple[RelationType, tuple[Span, ...]], ...]:
    return ("responsibleFor", task.lead), ("participatesIn", task.support)


def _agency(span: Span, agencies: Sequence[Span]) -> Span | None:
    """Return the mention that covers most of a body's name."""
    near = _from(agencies, span, slack=_LONGEST)
    return max(
        (agency for agency in near if agency.overlaps(span)),
        key=lambda other: (min(other.end, span.end) - max(other.start, span.start), -other.start),
        default=None,
    )


def find_bodies(report: Report) -> list[Mention]:
    """Give the bodies that tasks name as mentions, for what decides on mentions.

    Returns:
        In the order of the text, without doubles; `subtype` is left to the caller's table.
    """
    starts = [sentence.span.start for sentence in report.sentences]
    spans = sorted({span for task in find_tasks(report) for span in (*task.lead, *task.support)})
    return [
        Mention(
            span, "Agency", "party-government", max(0, bisect_right(starts, span.start) - 1), RULE
        )
        for span in spans
    ]
