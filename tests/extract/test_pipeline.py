"""All components together: what holds of whatever they read, and that their order is checked."""

import pickle
from itertools import pairwise

import pytest
from hypothesis import given, settings
from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens.underscore import Underscore

from kg.errors import PipelineError
from kg.extract import PIPELINE, pipeline
from kg.extract.pipeline import extract, make_pipeline
from kg.model import Extraction, Facts, Report
from kg.text import Span
from tests.strategies import reports


@pytest.fixture(scope="module")
def nlp() -> Language:
    return make_pipeline()


def _spans(extraction: Extraction) -> list[tuple[int, Span]]:
    """Return every span of what was read, with the sentence that it says it is of."""
    found = [(m.sentence, m.span) for m in extraction.mentions]
    for quantity in extraction.quantities:
        parts = (quantity.span, quantity.indicator, quantity.subject)
        found += [(quantity.sentence, span) for span in parts if span is not None]
    for milestone in extraction.milestones:
        found += [(milestone.sentence, span) for span in (milestone.project, milestone.cue)]
    found += [(row.sentence, row.span) for row in extraction.residue]
    return found


@settings(max_examples=60, deadline=None)
@given(report=reports())
def test_every_span_lies_in_the_sentence_it_names(nlp: Language, report: Report) -> None:
    for sentence, span in _spans(extract(report, nlp)):
        assert report.sentences[sentence].span.contains(span), report.doc.quote(span)


@settings(max_examples=40, deadline=None)
@given(report=reports())
def test_spans_of_one_kind_do_not_cross_and_stand_in_order(nlp: Language, report: Report) -> None:
    extraction = extract(report, nlp)

    for kind in (extraction.mentions, extraction.quantities, extraction.residue):
        for left, right in pairwise(kind):
            assert left.span.end <= right.span.start


@settings(max_examples=40, deadline=None)
@given(report=reports())
def test_no_figure_disappears(nlp: Language, report: Report) -> None:
    extraction = extract(report, nlp)

    covered = [span for _, span in _spans(extraction)]
    text = report.doc.text
    for at in (at for at, sign in enumerate(text) if sign in "0123456789"):
        assert any(span.start <= at < span.end for span in covered), text[max(0, at - 9) : at + 9]


@settings(max_examples=20, deadline=None)
@given(report=reports())
def test_same_report_gives_the_same_extraction(nlp: Language, report: Report) -> None:
    first = extract(report, nlp)

    assert extract(pickle.loads(pickle.dumps(report)), nlp) == first


def test_components_are_those_of_the_list_in_its_order(nlp: Language) -> None:
    assert tuple(nlp.pipe_names) == PIPELINE


def test_components_in_a_wrong_order_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PIPELINE", ("kg_milestones", "kg_gazetteer", "kg_contexts"))

    with pytest.raises(PipelineError, match=r"kg_milestones.*doc\._\.mentions"):
        make_pipeline()


def test_components_declare_what_they_need_in_a_pipeline_of_somebody_else(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Underscore, "doc_extensions", {})  # as in a fresh process
    nlp = Chinese()
    nlp.add_pipe("kg_contexts")
    nlp.add_pipe("kg_gazetteer")
    doc = nlp.make_doc(facts.reports[0].doc.text)
    doc._.report = facts.reports[0]

    doc = nlp(doc)

    assert len(doc._.contexts) == len(facts.reports[0].sentences)
    assert isinstance(doc._.candidates, list)
