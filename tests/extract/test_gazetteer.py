"""Names of divisions in a report, and how they stand to its issuer."""

import pytest

from kg.extract.gazetteer import find_places
from kg.gazetteer import Gazetteer
from tests.extract.test_entity import make_report


@pytest.mark.parametrize(
    ("text", "region", "name", "rule"),
    [
        pytest.param("郑州创新发展。", "郑州市", "郑州", "issuer", id="issuer"),
        pytest.param("荥阳加快发展。", "郑州市", "荥阳", "inside", id="inside"),
        pytest.param("河南支持郑州。", "郑州市", "河南", "above", id="above"),
        pytest.param("与西安互通。", "郑州市", "西安", "elsewhere", id="elsewhere"),
        pytest.param("建成平湖医院。", "深圳市", "平湖", "unsure", id="untold-county"),
        pytest.param("帮扶红原、壤塘。", "绵阳市", "壤塘", "elsewhere", id="told-county"),
        pytest.param("支持上街、荥阳发展。", "郑州市", "上街", "inside", id="among-names"),
        pytest.param("工人走上街头。", "郑州市", "上街", "unsure", id="ordinary-word"),
        pytest.param("深化区域合作共建。", "甘南藏族自治州", "合作", "unsure", id="cooperation"),
        pytest.param("维护和平稳定。", "天津市", "和平", "unsure", id="peace"),
    ],
)
def test_find_places_says_how_a_name_stands_to_the_issuer(
    text: str, region: str, name: str, rule: str, gazetteer: Gazetteer
) -> None:
    report = make_report(text, region=region)

    found = {report.doc.quote(m.span): m.rule for m in find_places(report, gazetteer)}

    assert found[name] == f"gazetteer.{rule}"


def test_find_places_takes_the_longest_name(gazetteer: Gazetteer) -> None:
    report = make_report("荥阳市和新郑市协同发展。")

    found = [report.doc.quote(mention.span) for mention in find_places(report, gazetteer)]

    assert found == ["荥阳市", "新郑市"]


def test_find_places_leaves_out_names_of_other_times(gazetteer: Gazetteer) -> None:
    report = make_report("襄樊加快发展。", region="湖北省")

    assert find_places(report, gazetteer) == []
