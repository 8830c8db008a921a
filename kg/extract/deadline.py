"""What a task's deadline says of the facts in it, and tasks whose bodies no fact was found for."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.extract.duty import find_tasks
from kg.model import TASK_IDLE, Issue, Milestone, Period, Quantity, Relation, Report, Task
from kg.text import Span

_SHOWN: Final = 40
"""How much of a task an issue quotes, in code points."""


def date_quantities(report: Report, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Give the numbers in a task its deadline (完成时限) as their period, where the sentence names
    no other; the order stays."""
    dated = _Deadlines(report)
    return [
        replace(quantity, period=period, period_basis="stated")
        if quantity.period_basis != "stated" and (period := dated.at(quantity.span))
        else quantity
        for quantity in quantities
    ]


def date_milestones(report: Report, milestones: Sequence[Milestone]) -> list[Milestone]:
    """Give the stages in a task its deadline as their period, where the sentence names no other;
    the order stays."""
    dated = _Deadlines(report)
    return [
        replace(milestone, period=period, period_basis="stated")
        if milestone.period_basis != "stated" and (period := dated.at(milestone.cue))
        else milestone
        for milestone in milestones
    ]


class _Deadlines:
    """The tasks with a deadline, to look places up in."""

    def __init__(self, report: Report) -> None:
        self.tasks = [task for task in find_tasks(report) if task.deadline is not None]
        self.starts = [task.span.start for task in self.tasks]

    def at(self, span: Span) -> Period | None:
        """Return the deadline of the task that holds a place."""
        index = bisect_right(self.starts, span.start) - 1
        if index < 0 or not self.tasks[index].span.contains(span):
            return None
        return self.tasks[index].deadline


def find_idle(report: Report, relations: Sequence[Relation]) -> list[Issue]:
    """List the tasks of a division of tasks that gave no relation, so that no row is lost.

    Returns:
        An issue for each, in the order of the text, with the task's span; none for a report, where
        a clause is no row of a list.
    """
    if report.kind != "tasks" and not report.tasks:
        return []
    tied = {
        (relation.head, relation.tail)
        for relation in relations
        if relation.type in {"responsibleFor", "participatesIn"}
    }
    return [
        _issue(report, task)
        for task in find_tasks(report)
        if (task.lead or task.support) and not _is_tied(task, tied)
    ]


def _is_tied(task: Task, tied: set[tuple[Span, Span]]) -> bool:
    bodies = (*task.lead, *task.support)
    return any(
        task.span.contains(tail) and any(head.overlaps(body) for body in bodies)
        for head, tail in tied
    )


def _issue(report: Report, task: Task) -> Issue:
    quote = report.doc.quote
    words = " ".join(quote(task.span).split())
    shown = words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
    bodies = "、".join(quote(body) for body in (*task.lead, *task.support))
    fault = f"no project or number is read in the task {shown!r} of {bodies}; see the text there"
    return Issue(TASK_IDLE, f"{report.file}: {fault}", report.file, task.span)
