"""The schema against the words of the model, and what a broken schema says."""

from typing import get_args

import pytest

from kg import model
from kg import schema as module
from kg.errors import SchemaError
from kg.model import word
from kg.rules import parse
from kg.schema import Schema, schema, snake, upper_snake

WORDS = {
    "Level": word.Level,
    "ReportKind": word.ReportKind,
    "ValueKind": word.Kind,
    "Operator": word.Operator,
    "Stage": word.Stage,
    "Status": word.Status,
    "Good": word.Good,
    "Basis": word.Basis,
    "Verdict": word.Verdict,
}
"""The type of the model that each code list spells out."""


def test_every_code_list_has_the_words_of_the_model() -> None:
    listed = {
        each.name: tuple(code.id for code in each.codes)
        for each in schema().code_list
        if each.name in WORDS
    }

    assert listed == {name: get_args(kind) for name, kind in WORDS.items()}


def test_every_relation_of_the_model_is_an_edge() -> None:
    edges = {edge.name for edge in schema().edge}

    assert set(get_args(model.RelationType)) <= edges


def test_every_type_of_entity_is_a_class_with_subtypes() -> None:
    nodes = {node.name: node for node in schema().node}

    for kind in get_args(model.EntityType):
        ids = [code.id for code in nodes[kind].subtypes]
        assert ids
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("camel", "lower", "upper"),
    [
        pytest.param("reportYear", "report_year", "REPORT_YEAR", id="two-words"),
        pytest.param("locatedIn", "located_in", "LOCATED_IN", id="edge"),
        pytest.param("label", "label", "LABEL", id="one-word"),
        pytest.param("sha256", "sha256", "SHA256", id="digits"),
    ],
)
def test_names_are_spelt_in_one_way_each(camel: str, lower: str, upper: str) -> None:
    assert snake(camel) == lower
    assert upper_snake(camel) == upper


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda: schema().properties_of("Thing"), id="class"),
        pytest.param(lambda: schema().rdf_properties_of("Thing"), id="rdf-class"),
        pytest.param(lambda: schema().edge_type("Thing"), id="edge"),
        pytest.param(lambda: schema().codes("Thing"), id="code-list"),
    ],
)
def test_unknown_name_is_an_error_that_says_it(ask: object) -> None:
    with pytest.raises(SchemaError, match="'Thing'"):
        ask()  # type: ignore[operator]


def _table(text: str) -> Schema:
    head = "code_list = []\nfigure_property = []\n"
    return parse(head + text, Schema, name="schema.toml")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(
            'edge = []\n[[node]]\nname = "A"\nzh = "甲"\nen = "a"\ncomment_zh = ""\n'
            'comment_en = ""\n[[node.properties]]\nname = "b"\nrange = "colour"\nzh = ""\n'
            'en = ""\n',
            "A.b: no range 'colour'",
            id="range",
        ),
        pytest.param(
            'node = []\n[[edge]]\nname = "e"\nsources = ["A"]\ntargets = []\nzh = ""\nen = ""\n',
            "edge e: no node class A",
            id="end",
        ),
    ],
)
def test_schema_that_names_what_it_does_not_define_is_refused(
    text: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "load", lambda name, model: _table(text))

    with pytest.raises(SchemaError, match=fault):
        schema.__wrapped__()
