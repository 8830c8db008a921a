"""Learns which stage the words around a project's name mean, from annotated sentences."""

from collections.abc import Sequence
from typing import Final

from kg.extract.context import read_contexts
from kg.extract.frame import frames
from kg.extract.stage import NONE, features
from kg.extract.weight import Weights
from kg.read.record import Record, batches, gold_extraction
from kg.train.linear import fit_linear

MIN_COUNT: Final = 4
PENALTY: Final = 0.7


def stage_examples(records: Sequence[Record]) -> list[tuple[list[str], str]]:
    """Describe every mention of a Project with the stage that the annotation gives it."""
    found = []
    for batch in batches(records):
        gold = gold_extraction(batch)
        contexts = read_contexts(batch.report)
        quote = batch.report.doc.quote
        stages = {(m.sentence, quote(m.project)): m.stage for m in gold.milestones}
        for frame in frames(batch.report, gold.mentions):
            if frame.mention.type == "Project":
                index = frame.mention.sentence
                row = features(frame, is_plan=contexts[index].part.is_plan)
                found.append((row, str(stages.get((index, frame.words), NONE))))
    return found


def train_stage(records: Sequence[Record]) -> Weights:
    """Fit the weights; equal records give equal weights."""
    return fit_linear(stage_examples(records), min_count=MIN_COUNT, penalty=PENALTY)
