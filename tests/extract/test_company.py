"""Lists that say of their members that they are companies."""

from collections.abc import Sequence

import pytest

from kg.extract.company import with_companies
from kg.model import EntityType, Mention
from kg.text import Span
from tests.extract.test_entity import make_report


def read(text: str, known: Sequence[tuple[str, EntityType]] = ()) -> list[tuple[str, str]]:
    report = make_report(text)
    mentions = []
    for name, kind in known:
        start = text.index(name)
        mentions.append(Mention(Span(start, start + len(name)), kind, "", 0, "net"))
    found = with_companies(sorted(mentions), report)
    return [(report.doc.quote(mention.span), mention.type) for mention in found]


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        pytest.param(
            "支持云岭机电、望海股份、雁南乳业等龙头企业发展。",
            [("云岭机电", "Project")],
            [("云岭机电", "Agency"), ("望海股份", "Agency"), ("雁南乳业", "Agency")],
            id="changed-and-added",
        ),
        pytest.param(
            "望海股份、雁南乳业、云岭机电4家企业获奖。",
            [("望海股份", "Place"), ("雁南乳业", "Project")],
            [("望海股份", "Agency"), ("雁南乳业", "Agency")],
            id="count-in-place-of-and-so-on",
        ),
        pytest.param(
            "支持云岭机电、雁南乳业等企业发展。", [], [("雁南乳业", "Agency")], id="first-is-left"
        ),
        pytest.param(
            "支持云岭机电、雁南乳业等企业发展。",
            [("雁南", "Place")],
            [("雁南乳业", "Agency")],
            id="part-of-a-member",
        ),
        pytest.param("建成产业园、培育50家重点企业。", [], [], id="verb-before-the-count"),
        pytest.param("抓好煤炭、丝绸等行业和重点亏损企业。", [], [], id="trades"),
        pytest.param("推动煤炭、机电等优势企业“走出去”。", [], [], id="words"),
        pytest.param("培育云岭机电、雁南乳业等企业家。", [], [], id="another-noun"),
        pytest.param(
            "建设云岭大桥、雁南大桥等项目。",
            [("云岭大桥", "Project")],
            [("云岭大桥", "Project")],
            id="projects",
        ),
        pytest.param(
            "支持云岭机电、望海股份和雁南乳业等企业。",
            [("望海股份", "Project"), ("雁南乳业", "Project")],
            [("望海股份", "Agency"), ("雁南乳业", "Agency")],
            id="two-joined",
        ),
    ],
)
def test_with_companies_reads_lists(
    text: str, known: list[tuple[str, EntityType]], expected: list[tuple[str, str]]
) -> None:
    assert read(text, known) == expected


def test_with_companies_leaves_a_longer_name_alone() -> None:
    known: list[tuple[str, EntityType]] = [("云岭机电、雁南乳业等企业招商", "Project")]

    assert read("办好云岭机电、雁南乳业等企业招商。", known) == known
