"""Committees of the party under their set forms."""

import pytest

from kg.extract.committee import with_committees
from kg.model import EntityType, Mention
from kg.text import Span
from tests.extract.test_entity import make_report


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        pytest.param("在中共云岭市委坚强领导下。", ["中共", "市委"], ["中共云岭市委"], id="pieces"),
        pytest.param("在自治区党委、政府领导下。", [], ["自治区党委"], id="nothing-found"),
        pytest.param(
            "制定中共云岭市委关于改革的意见。",
            ["中共云岭市委关于改革的意见"],
            ["中共云岭市委关于改革的意见"],
            id="longer-name",
        ),
        pytest.param("中共中央和市委要求。", ["中共中央"], ["中共中央"], id="centre"),
        pytest.param("自治区党委书记调研。", [], [], id="person"),
        pytest.param("中共云岭市委员会要求。", [], [], id="full-form-is-left"),
    ],
)
def test_with_committees_takes_the_whole_form(
    text: str, known: list[str], expected: list[str]
) -> None:
    report = make_report(text)
    kind: EntityType = "Agency"
    mentions = [
        Mention(Span(text.index(name), text.index(name) + len(name)), kind, "", 0, "net")
        for name in known
    ]

    found = with_committees(mentions, report)

    assert [report.doc.quote(mention.span) for mention in found] == expected
    assert all(mention.type == "Agency" for mention in found)
