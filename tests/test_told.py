"""What a report must tell for a name to mean a division elsewhere."""

import pytest

from kg.gazetteer import Gazetteer
from kg.gazetteer.told import Told, Use


def allows(text: str, name: str, code: str, home: str, gazetteer: Gazetteer, use: Use) -> bool:
    division = gazetteer.by_code(code, year=2024)
    assert division is not None
    told = Told(text, home=home, year=2024, gazetteer=gazetteer)
    return told.allows(name, division, use=use)


@pytest.mark.parametrize(
    ("text", "name", "code", "home", "is_told"),
    [
        pytest.param("加快平湖医院建设。", "平湖", "330482", "440300", False, id="word"),
        pytest.param("整治灌南工业区。", "灌南", "320724", "350200", False, id="far-county"),
        pytest.param("帮扶浙江平湖。", "平湖", "330482", "440300", True, id="after-province"),
        pytest.param(
            "平湖市来访，平湖商会落户。", "平湖", "330482", "440300", True, id="full-name"
        ),
        pytest.param("对口帮扶红原等县。", "红原", "513233", "440300", True, id="aid"),
        pytest.param("与宿松、武穴联动。", "宿松", "340826", "360400", True, id="listed"),
        pytest.param(
            "与宿松、黄梅、武穴联动。", "黄梅", "421127", "360400", True, id="word-listed"
        ),
        pytest.param("推动甘河、东川园区改造。", "东川", "530113", "630100", False, id="own-list"),
        pytest.param("对接顺德。", "顺德", "440606", "442000", True, id="same-province"),
        pytest.param("叙永至毕节铁路。", "叙永", "510524", "520000", True, id="route-next-door"),
        pytest.param("中心城区至灵山公路。", "灵山", "450721", "361100", False, id="far-route"),
        pytest.param("对标杭州。", "杭州", "330100", "442000", True, id="city"),
        pytest.param("治理黑河。", "黑河", "231100", "620000", False, id="river"),
        pytest.param("改造老城。", "老城", "410302", "410000", False, id="word-in-the-province"),
        pytest.param("改造老城。", "老城", "410302", "410300", True, id="word-in-the-city"),
        pytest.param(
            "编制41项城市规划。", "项城市", "411681", "411100", False, id="word-and-suffix"
        ),
        pytest.param("开发西城区。", "西城区", "110102", "411100", False, id="anybodys-district"),
        pytest.param("强产业、兴城市、惠民生。", "兴城市", "211481", "350300", False, id="slogan"),
        pytest.param("治理浑河、细河、漠河。", "细河", "210911", "210100", False, id="rivers"),
        pytest.param("改造细河。", "细河", "210911", "210100", False, id="river-in-the-province"),
        pytest.param("支持项城市。", "项城市", "411681", "410000", True, id="city-in-the-province"),
        pytest.param("与北京市海淀区合作。", "海淀区", "110108", "150100", True, id="full"),
    ],
)
def test_a_name_means_a_division_elsewhere_where_the_text_tells(
    text: str, name: str, code: str, home: str, is_told: bool, gazetteer: Gazetteer
) -> None:
    assert allows(text, name, code, home, gazetteer, "name") is is_told


def test_a_name_inside_a_name_is_no_neighbour(gazetteer: Gazetteer) -> None:
    text = "建成古浪黄河大桥。"

    assert allows(text, "古浪", "620622", "620100", gazetteer, "inside") is False


def test_named_before_tells_namesakes_apart(gazetteer: Gazetteer) -> None:
    told = Told("与福州鼓楼区共建。", home="440300", year=2024, gazetteer=gazetteer)

    found = told.named_before("鼓楼区")

    assert found is not None
    assert found.code == "350102"


def test_named_before_is_none_where_nothing_stands_before(gazetteer: Gazetteer) -> None:
    told = Told("与鼓楼区共建。", home="440300", year=2024, gazetteer=gazetteer)

    assert told.named_before("鼓楼区") is None
