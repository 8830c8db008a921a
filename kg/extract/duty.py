"""Who does what (任务分工): rows of tables that the reader met, and clauses with their tasks, each
related to what its task names. Who the bodies are is not its business."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from kg.body import duty_table
from kg.extract.duty_clause import LIST_MARK, find_clauses
from kg.model import Mention, Quantity, Relation, RelationType, Report, Task
from kg.rules import any_of
from kg.text import Span

RULE: Final = "duty"

_LOOK_BACK: Final = 60
"""How far before a body's name a mention that covers it may start, in code points."""

_MARK: Final = re.compile(rf"\s*(?P<mark>{LIST_MARK})?\s*")
_PARAGRAPHS: Final = 6
"""Most lines that one task has above the line of its bodies."""

_LONGEST_TASK: Final = 1500
"""Most code points that a task of several lines has."""

_LONGEST_TITLE: Final = 40
"""Most code points of a line without a mark that is a task's title."""


def find_tasks(report: Report) -> list[Task]:
    """Find who is to do what.

    Returns:
        The rows of the report's tables and its clauses, in the order of the text; of a clause the
        span is what stands before it, back to the clause before or the start of the line; of one
        with a line of its own, back to the title of the item. Empty where none is named.
    """
    text = report.doc.text
    found = [*report.tasks]
    taken = [task.span for task in found]
    starts = [sentence.span.start for sentence in report.sentences]
    for task in _clauses(text, starts, report.report_year):
        if not any(task.span.overlaps(span) for span in taken):
            found.append(task)
    return sorted(found, key=lambda task: task.span)


def _clauses(text: str, starts: Sequence[int], year: int) -> Iterator[Task]:
    last = 0
    for clause in find_clauses(text, year=year):
        lead, support = clause.roles.split()
        if not (lead or support):
            continue
        span = _task_span(text, last, clause.start, is_line=clause.is_line)
        last = clause.end
        if span is not None and starts:
            index = max(0, bisect_right(starts, clause.start) - 1)
            yield Task(span, lead, support, clause.roles.deadline, index)


def _task_span(text: str, floor: int, at: int, *, is_line: bool) -> Span | None:
    """Return what stands before a clause: its line, or the item above where it opens a line."""
    end = at
    while end > floor and text[end - 1] in " \n\t　。；，":
        end -= 1
    start = max(floor, text.rfind("\n", floor, end) + 1)
    if is_line and start > floor:
        start = _item_start(text, floor, start, end)
    while start < end and text[start] in "；，。、 ）)】]":
        start += 1
    mark = _MARK.match(text, start, end)
    start = mark.end() if mark else start
    return Span(start, end) if start < end else None


def _item_start(text: str, floor: int, start: int, end: int) -> int:
    """Return where the item begins whose last line starts at `start`: at its mark (3.), or at its
    title above fields (目标任务：…); at `start` where neither is near."""
    line, top = _line(text, start, end), start
    is_field = _field().match(line) is not None
    for _ in range(_PARAGRAPHS):
        if _is_marked(line) and not is_field:
            return top
        above = text.rfind("\n", floor, _trimmed_end(text, floor, top)) + 1
        if _trimmed_end(text, floor, top) <= floor or end - max(above, floor) > _LONGEST_TASK:
            break
        below_field, below = is_field, top
        top = max(above, floor)
        line = _line(text, top, below)
        is_field = _field().match(line) is not None
        if below_field and not is_field and not _is_marked(line):
            is_title = len(line) <= _LONGEST_TITLE and not line.endswith(("。", "；", "：", ":"))
            return top if is_title else below
    return top if is_field else start


def _trimmed_end(text: str, floor: int, top: int) -> int:
    """Return where the line above one ends."""
    while top > floor and text[top - 1].isspace():
        top -= 1
    return top


def _line(text: str, start: int, end: int) -> str:
    return text[start:end].split("\n", 1)[0].strip()


def _is_marked(line: str) -> bool:
    mark = _MARK.match(line)
    return mark is not None and mark["mark"] is not None


@cache
def _field() -> re.Pattern[str]:
    labels = any_of(duty_table().field.labels)
    return re.compile(rf"\s*(?:{LIST_MARK})?\s*(?:{labels})\s*[:：]")


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
    near = _from(agencies, span, slack=_LOOK_BACK)
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
