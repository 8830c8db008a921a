"""Milestones (节点): the stage of each Project that a sentence says something of, and when. Which
verb means which stage is `kg.extract.stage`'s, which time is meant
`kg.extract.context_sentence`'s."""

from collections.abc import Sequence

from kg.extract.context_sentence import SentenceContext
from kg.extract.frame import Frame, frames
from kg.extract.stage import cue_of, features, stage_weights
from kg.model import STAGES, Mention, Milestone, Report, Stage
from kg.text import Span


def find_milestones(
    report: Report, mentions: Sequence[Mention], contexts: Sequence[SentenceContext]
) -> list[Milestone]:
    """Find what happens to the Projects of a report.

    Args:
        report: The report.
        mentions: Its mentions; those of other types show where names stand.
        contexts: One a sentence, as `read_contexts` gives them.

    Returns:
        In the order of the text; of a name that stands several times in a sentence only the
        surest reading. Empty where no Project is said to do anything.
    """
    best: dict[tuple[int, str], tuple[float, Frame, Stage]] = {}
    weights = stage_weights()
    for frame in frames(report, mentions):
        if frame.mention.type != "Project":
            continue
        index = frame.mention.sentence
        is_plan = contexts[index].part.is_plan
        label, chance = weights.best(features(frame, is_plan=is_plan))
        stage = next((stage for stage in STAGES if stage == label), None)
        key = (index, frame.words)
        if stage is not None and (key not in best or best[key][0] < chance):
            best[key] = (chance, frame, stage)
    found = [
        _milestone(frame, stage, contexts[frame.mention.sentence])
        for _, frame, stage in best.values()
    ]
    return sorted(found, key=lambda milestone: (milestone.project, milestone.cue))


def _milestone(frame: Frame, stage: Stage, context: SentenceContext) -> Milestone:
    project = frame.mention.span
    place = cue_of(frame, stage)
    cue = project if place is None else Span(place[0], place[1])
    period, basis = context.moment_at(project.start)
    return Milestone(
        project=project,
        stage=stage,
        status=context.status_at(project.start),
        period=period,
        sentence=frame.mention.sentence,
        cue=cue,
        period_basis=basis,
        rule=f"stage.{stage}" if place is None else f"stage.{place[2]}",
    )
