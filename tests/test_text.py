"""Spans, quotes and the way back to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import Document, Run, Span


@pytest.mark.parametrize(
    ("start", "end"), [pytest.param(-1, 3, id="negative"), pytest.param(3, 3, id="empty")]
)
def test_span_refuses_what_is_no_stretch(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="empty or negative span"):
        Span(start, end)


def test_document_quotes_the_words_of_a_span() -> None:
    doc = Document("新增就业1200万人以上")

    assert doc.quote(Span(4, 9)) == "1200万"


def test_document_refuses_a_span_beyond_its_end() -> None:
    with pytest.raises(ValueError, match="beyond a text of 4"):
        Document("新增就业").quote(Span(2, 5))


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param((), id="none"),
        pytest.param((Run(1, 0),), id="not-from-zero"),
        pytest.param((Run(0, 5), Run(3, 6)), id="backwards-in-the-source"),
        pytest.param((Run(0, 0), Run(0, 3)), id="twice-the-same-start"),
    ],
)
def test_document_refuses_runs_that_lead_nowhere(runs: tuple[Run, ...]) -> None:
    with pytest.raises(ValueError, match="run"):
        Document("增长百分之七", runs)


@given(
    pieces=st.lists(st.tuples(st.text(max_size=3), st.text(min_size=1, max_size=5)), min_size=1),
    data=st.data(),
)
def test_source_span_leads_back_to_the_same_words(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    source = "".join(dropped + kept for dropped, kept in pieces)
    runs, text = [], ""
    at = 0
    for dropped, kept in pieces:
        runs.append(Run(len(text), at + len(dropped)))
        text += kept
        at += len(dropped) + len(kept)
    doc = Document(text, tuple(runs))

    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, start + 1)

    where = doc.source_span(span)
    assert source[where.start : where.end] == doc.quote(span)
