"""The stages of a project over the years of reports that tell of it. Of a text it only asks
whether a name stands in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ahocorasick_rs import AhoCorasick

from kg.model import STAGES, Entity, Lifecycle, Report, Stage, Status, Step

_QUOTES: Final = str.maketrans("", "", "“”\"'‘’《》「」『』〈〉 \u3000\n")


def make_lifecycles(
    *, reports: Iterable[Report], entities: Iterable[Entity], steps: Iterable[Step]
) -> list[Lifecycle]:
    """Make the lifecycle of every project of one issuing place, sorted by project.

    A project is silent when a work report of the place is younger than the last that mentions it,
    and none of those that are has one of its names in its text, as part of whatever.
    """
    reports = list(reports)
    order = step_order(reports, steps := list(steps))
    latest = max((r.report_year for r in reports if r.kind == "report"), default=None)
    projects = [e for e in entities if e.type == "Project" and e.last_year is not None]
    heard = _last_heard(reports, projects)
    by_project: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        by_project[step.project_id].append(step)
    found = []
    for entity in projects:
        if entity.first_year is None or entity.last_year is None:
            continue
        named = max((heard.get(name, 0) for name in _names(entity)), default=0)
        own = sorted(by_project[entity.id], key=lambda step: order[step.id])
        found.append(
            Lifecycle(
                project_id=entity.id,
                first_year=entity.first_year,
                last_year=entity.last_year,
                reached=_furthest(own, "actual"),
                aimed=_furthest(own, "target"),
                step_ids=tuple(step.id for step in own),
                is_silent=latest is not None and latest > entity.last_year >= named,
            )
        )
    return sorted(found, key=lambda lifecycle: lifecycle.project_id)


def _names(entity: Entity) -> set[str]:
    return {name.translate(_QUOTES) or name for name in (entity.name, *entity.aliases)}


def _last_heard(reports: Iterable[Report], projects: Iterable[Entity]) -> dict[str, int]:
    """Return the year of the last work report in whose text a name stands, as part of whatever."""
    names = sorted({name for project in projects for name in _names(project)})
    heard: dict[str, int] = {}
    if not names:
        return heard
    finder = AhoCorasick(names)
    for report in sorted(reports, key=lambda report: (report.report_year, report.id)):
        if report.kind == "report":
            text = report.doc.text.translate(_QUOTES)
            for index, _, _ in finder.find_matches_as_indexes(text, overlapping=True):
                heard[names[index]] = report.report_year
    return heard


def step_order(
    reports: Iterable[Report], steps: Iterable[Step]
) -> dict[str, tuple[int, str, int, str]]:
    """Say of each step where it comes: by year of the report, then by place in the text."""
    years = {report.id: report.report_year for report in reports}
    return {
        step.id: (
            years[step.evidence.report_id],
            step.evidence.report_id,
            step.evidence.span.start,
            step.id,
        )
        for step in steps
    }


def merge_lifecycles(
    group: Sequence[Lifecycle], order: Mapping[str, tuple[int, str, int, str]]
) -> Lifecycle:
    """Put together what several places' reports tell of one project (a national programme).

    It is silent only where it is silent in all of them.
    """
    step_ids = {step_id for lifecycle in group for step_id in lifecycle.step_ids}
    return Lifecycle(
        project_id=group[0].project_id,
        first_year=min(lifecycle.first_year for lifecycle in group),
        last_year=max(lifecycle.last_year for lifecycle in group),
        reached=_last(lifecycle.reached for lifecycle in group),
        aimed=_last(lifecycle.aimed for lifecycle in group),
        step_ids=tuple(sorted(step_ids, key=lambda step_id: order[step_id])),
        is_silent=all(lifecycle.is_silent for lifecycle in group),
    )


def _furthest(steps: Iterable[Step], status: Status) -> Stage | None:
    return _last(step.stage for step in steps if step.status == status)


def _last(stages: Iterable[Stage | None]) -> Stage | None:
    said = [stage for stage in stages if stage is not None]
    return max(said, key=STAGES.index, default=None)
