"""Names of rivers, regions and countries in a report."""

import pytest

from kg.extract.region import find_regions
from kg.gazetteer.region import region_name, region_names, region_subtype
from tests.extract.test_entity import make_report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("确保黄河安澜。", [("黄河", "natural")], id="river"),
        pytest.param(
            "融入长三角、京津冀。", [("长三角", "zone"), ("京津冀", "zone")], id="regions"
        ),
        pytest.param(
            "开拓印尼和德国市场。", [("印尼", "foreign"), ("德国", "foreign")], id="countries"
        ),
        pytest.param("深化东西部协作。", [], id="part-of-a-phrase"),
        pytest.param("实施郑州—卢森堡“双枢纽”战略。", [], id="joined-by-a-dash"),
        pytest.param("推进公铁海河联运。", [], id="ordinary-word"),
    ],
)
def test_find_regions_finds_what_is_no_word(text: str, expected: list[tuple[str, str]]) -> None:
    report = make_report(text)

    found = [(report.doc.quote(m.span), m.subtype) for m in find_regions(report)]

    assert found == expected


def test_region_has_one_name_and_subtype() -> None:
    assert region_name("印尼") == "印度尼西亚"
    assert region_subtype("印尼") == "foreign"
    assert region_subtype("郑州") is None


def test_region_names_leave_out_ordinary_words() -> None:
    assert "东部" not in region_names()
    assert region_subtype("东部") == "zone"
