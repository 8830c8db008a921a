"""The stages of a project over the years of reports that tell of it. Nothing here reads a text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.model import STAGES, Entity, Lifecycle, Report, Stage, Status, Step


def make_lifecycles(
    *, reports: Iterable[Report], entities: Iterable[Entity], steps: Iterable[Step]
) -> list[Lifecycle]:
    """Make the lifecycle of every project of one issuing place, sorted by project.

    A project is silent when a work report of the place is younger than the last that mentions it.
    """
    reports = list(reports)
    order = step_order(reports, steps := list(steps))
    latest = max((r.report_year for r in reports if r.kind == "report"), default=None)
    by_project: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        by_project[step.project_id].append(step)
    found = []
    for entity in entities:
        if entity.type != "Project" or entity.first_year is None or entity.last_year is None:
            continue
        own = sorted(by_project[entity.id], key=lambda step: order[step.id])
        found.append(
            Lifecycle(
                project_id=entity.id,
                first_year=entity.first_year,
                last_year=entity.last_year,
                reached=_furthest(own, "actual"),
                aimed=_furthest(own, "target"),
                step_ids=tuple(step.id for step in own),
                is_silent=latest is not None and latest > entity.last_year,
            )
        )
    return sorted(found, key=lambda lifecycle: lifecycle.project_id)


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
