"""What is a list of bodies, and what stands for all bodies of a kind."""

import pytest

from kg.body import bodies, is_body_list, is_class


@pytest.mark.parametrize(
    "words",
    [
        "市交通局",
        "市教育局、各县区政府",
        "市委组织部，市财政局等部门",
        "市第1医院",
        "中铁20局",
        "建设银行",
        "棚改办",
        "改造办",
        "新建区政府",
    ],
)
def test_list_of_bodies(words: str) -> None:
    assert is_body_list(words)


@pytest.mark.parametrize(
    "words",
    [
        "新建幼儿园3所",
        "改造老旧小区",
        "改造老旧小区30余处（含农村）",
        "新建公厕20处",
        "举办云岭文化交流大会",
        "幼儿园3所",
        "３所",
        "市交通局、新建公厕20处",
        "建成大桥",
    ],
)
def test_tasks_are_no_list_of_bodies(words: str) -> None:
    assert not is_body_list(words)


@pytest.mark.parametrize(
    "words",
    [
        "各县区",
        "县（市）区政府",
        "市县人民政府",
        "乡镇街道办事处",
        "街道",
        "有关部门",
        "部门",
        "单位",
        "企业单位",
        "试点",
        "试点城市政府",
        "以下单位",
        "市直有关单位",
    ],
)
def test_classes_of_bodies(words: str) -> None:
    assert is_class(words)


@pytest.mark.parametrize(
    "words",
    [
        "道县政府",
        "道县人民政府",
        "企业服务中心",
        "试点办",
        "单位内部保卫局",
        "县医院",
        "市直机关工委",
    ],
)
def test_bodies_that_begin_like_a_class(words: str) -> None:
    assert not is_class(words)


def test_a_long_list_is_parted() -> None:
    text = "市交通局 " * 3000

    assert len(bodies(text, 0, len(text), any_ending=True)) == 3000


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("市交通局、市财政局等3个部门", ["市交通局", "市财政局"], id="others"),
        pytest.param("云岭文旅、石门水务", ["云岭文旅", "石门水务"], id="no-ending"),
        pytest.param("市委\n市政府/云岭文旅", ["市委", "市政府", "云岭文旅"], id="blanks"),
        pytest.param("市住房和城乡建设局和各县区", ["市住房和城乡建设局"], id="and"),
        pytest.param("各县区政府、园区管委会", [], id="classes"),
    ],
)
def test_bodies_with_any_ending(text: str, names: list[str]) -> None:
    found = bodies(text, 0, len(text), any_ending=True)

    assert [text[span.start : span.end] for span in found] == names
