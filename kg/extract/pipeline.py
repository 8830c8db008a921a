"""The spaCy `Language` that reads a report: a blank `zh` with jieba, and our components.

The logic of a component stands in its own module as a pure function over plain values; here is only
the skin that registers it with spaCy, says what it assigns and requires, and keeps the order right.
"""

import logging
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import jieba
from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from kg.errors import PipelineError
from kg.extract import PIPELINE
from kg.extract.context import read_contexts
from kg.extract.deadline import date_milestones, date_quantities, find_idle
from kg.extract.entity import Recogniser, find_entities
from kg.extract.gazetteer import find_places
from kg.extract.milestone import find_milestones
from kg.extract.quantity import find_quantities
from kg.extract.relation import find_relations
from kg.extract.residue import find_residue
from kg.gazetteer import Gazetteer
from kg.model import Extraction, Report

Component = Callable[[Doc], Doc]

MAX_CHARS: Final = 4_000_000
"""Longest text that the pipeline takes, in code points; the longest real report has 0.2 million."""

_WITH_TABLES: Final = ("kg_gazetteer", "kg_relations")


def make_pipeline(*, gazetteers: Sequence[Path] = ()) -> Language:
    """Make the pipeline.

    Args:
        gazetteers: A user's own tables of places, agencies and projects.

    Returns:
        A `Language` whose components are those of `PIPELINE`, in that order.

    Raises:
        RuleFileError: A table is broken.
        PipelineError: A component lacks what it requires.
    """
    jieba.setLogLevel(logging.WARNING)
    tokenizer = {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "jieba"}
    nlp = Chinese.from_config({"nlp": {"tokenizer": tokenizer}})
    nlp.max_length = MAX_CHARS
    for name in PIPELINE:
        tables = {"gazetteers": [str(path) for path in gazetteers]}
        nlp.add_pipe(name, config=tables if name in _WITH_TABLES else {})
    analysis = nlp.analyze_pipes() or {}
    lacking = {name: wants for name, wants in analysis["problems"].items() if wants}
    if lacking:
        raise PipelineError(f"components out of order, these lack what they require: {lacking}")
    return nlp


def extract(report: Report, nlp: Language) -> Extraction:
    """Read everything out of one report; depends on nothing but the report and the tables."""
    doc = nlp.make_doc(report.doc.text)
    doc._.report = report
    doc = nlp(doc)
    return Extraction(
        report,
        mentions=tuple(doc._.mentions),
        quantities=tuple(doc._.quantities),
        milestones=tuple(doc._.milestones),
        relations=tuple(doc._.relations),
        residue=tuple(doc._.residue),
        issues=tuple(find_idle(report, doc._.relations)),
    )


@cache
def _gazetteer(paths: tuple[str, ...]) -> Gazetteer:
    return Gazetteer.load([Path(path) for path in paths])


def _declare(*names: str) -> None:
    """Declare attributes of `doc._` that a component is about to need, each once in a process."""
    for name in names:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())


@Language.factory("kg_gazetteer", default_config={"gazetteers": []}, assigns=["doc._.candidates"])
def make_gazetteer(nlp: Language, name: str, gazetteers: list[str]) -> Component:
    """Make the component that finds the names that tables know."""
    _declare("report", "candidates")
    gazetteer = _gazetteer(tuple(gazetteers))

    def component(doc: Doc) -> Doc:
        doc._.candidates = find_places(doc._.report, gazetteer)
        return doc

    return component


@Language.factory(
    "kg_entities", requires=["doc._.candidates"], assigns=["doc._.mentions", "doc.ents"]
)
def make_entities(nlp: Language, name: str) -> Component:
    """Make the component that decides which spans name a Project, an Agency or a Place."""
    _declare("report", "mentions")
    recogniser = Recogniser.load()

    def component(doc: Doc) -> Doc:
        doc._.mentions = find_entities(doc._.report, recogniser, doc._.candidates)
        spans = (
            doc.char_span(m.span.start, m.span.end, label=m.type, alignment_mode="expand")
            for m in doc._.mentions
        )
        doc.ents = filter_spans([span for span in spans if span is not None])
        return doc

    return component


@Language.factory("kg_contexts", assigns=["doc._.contexts"])
def make_contexts(nlp: Language, name: str) -> Component:
    """Make the component that says of each sentence whether it reviews or plans, and for when."""
    _declare("report", "contexts")

    def component(doc: Doc) -> Doc:
        doc._.contexts = read_contexts(doc._.report)
        return doc

    return component


@Language.factory(
    "kg_quantities", requires=["doc._.mentions", "doc._.contexts"], assigns=["doc._.quantities"]
)
def make_quantities(nlp: Language, name: str) -> Component:
    """Make the component that finds numbers that measure something."""
    _declare("report", "quantities")

    def component(doc: Doc) -> Doc:
        found = find_quantities(doc._.report, doc._.mentions, doc._.contexts)
        doc._.quantities = date_quantities(doc._.report, found)
        return doc

    return component


@Language.factory(
    "kg_milestones", requires=["doc._.mentions", "doc._.contexts"], assigns=["doc._.milestones"]
)
def make_milestones(nlp: Language, name: str) -> Component:
    """Make the component that finds the stages of projects."""
    _declare("report", "milestones")

    def component(doc: Doc) -> Doc:
        found = find_milestones(doc._.report, doc._.mentions, doc._.contexts)
        doc._.milestones = date_milestones(doc._.report, found)
        return doc

    return component


@Language.factory(
    "kg_relations",
    default_config={"gazetteers": []},
    requires=["doc._.mentions", "doc._.quantities"],
    assigns=["doc._.relations"],
)
def make_relations(nlp: Language, name: str, gazetteers: list[str]) -> Component:
    """Make the component that finds what relates entities to each other."""
    _declare("report", "relations")
    gazetteer = _gazetteer(tuple(gazetteers))

    def component(doc: Doc) -> Doc:
        doc._.relations = find_relations(doc._.report, doc._.mentions, doc._.quantities, gazetteer)
        return doc

    return component


@Language.factory(
    "kg_residue",
    requires=["doc._.mentions", "doc._.quantities", "doc._.milestones"],
    assigns=["doc._.residue"],
)
def make_residue(nlp: Language, name: str) -> Component:
    """Make the component that lists what no fact uses."""
    _declare("report", "residue")

    def component(doc: Doc) -> Doc:
        doc._.residue = find_residue(
            doc._.report, doc._.mentions, doc._.quantities, doc._.milestones
        )
        return doc

    return component
