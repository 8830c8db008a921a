import pytest

from kg.model import Entity, ReviewRow
from kg.resolve.pair import doubtful_pairs


def _pairs(*names: str, scope: str | None = "place-1") -> list[ReviewRow]:
    entities = [
        Entity(f"project-{i}", "Project", "construction", name, (), scope, None, 2023, 2023, 1)
        for i, name in enumerate(names)
    ]
    return list(doubtful_pairs(entities, ()))


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        pytest.param("澜川国际会展中心", "国际会展中心", "pair.longer_name", id="longer"),
        pytest.param("跨海大桥高架路二期", "跨海大桥高架二期", "pair.one_sign", id="one-more"),
        pytest.param(
            "全国社会治理典型经历", "全国社会治理典型经验", "pair.one_sign", id="one-other"
        ),
    ],
)
def test_names_that_may_be_one_are_shown_for_review(left: str, right: str, reason: str) -> None:
    rows = _pairs(right, left)

    assert [(row.left, row.right, row.reason) for row in rows] == [(left, right, reason)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("太平岭核电站工程一期", "太平岭核电站工程二期", id="phases"),
        pytest.param("陆丰核电项目5号机组", "陆丰核电项目6号机组", id="digits"),
        pytest.param("粤东水资源优化配置", "粤西水资源优化配置", id="directions"),
        pytest.param("第七届跨境电商大会", "跨境电商大会", id="edition"),
        pytest.param("2023年跨境电商大会", "跨境电商大会", id="year"),
        pytest.param("澜川图书馆", "图书馆", id="too-short"),
        pytest.param("云栖大桥", "雁南大桥", id="different"),
    ],
)
def test_names_that_are_plainly_two_are_not_shown(left: str, right: str) -> None:
    assert _pairs(left, right) == []


def test_names_of_two_scopes_are_not_compared() -> None:
    one = Entity("a", "Project", "event", "澜川国际会展中心", (), "p1", None, 2023, 2023, 1)
    two = Entity("b", "Project", "event", "国际会展中心", (), "p2", None, 2023, 2023, 1)

    assert list(doubtful_pairs([one, two], ())) == []
