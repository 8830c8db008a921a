"""Tables that a text holds without their lines, whatever the text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.read.flat import find_tables

WORDS = st.sampled_from(
    [
        "序号",
        "序",
        "号",
        "任务",
        "责任",
        "单位",
        "责任单位",
        "配合单位",
        "完成时限",
        "1",
        "2",
        "3.",
        "一、水利",
        "建成大桥。",
        "市交通局",
        "市财政局、各县区",
        "6月底",
        "2031年",
        "启动",
        "附件",
        "|",
        "",
        " ",
    ]
)


@given(
    cells=st.lists(WORDS, max_size=40),
    joints=st.lists(st.sampled_from(["\n", "|", "\t", " | ", "\n\n"]), min_size=40, max_size=40),
)
def test_cells_lie_inside_the_text_in_its_order(cells: list[str], joints: list[str]) -> None:
    text = "".join(cell + joint for cell, joint in zip(cells, joints, strict=False))

    for table in find_tables(text):
        for row in table.rows:
            assert len(row) == len(table.header)
            places = [span for span in row if span is not None]
            assert all(span.end <= len(text) for span in places)
            assert all(one.end <= two.start for one, two in pairwise(places))
            assert all(text[span.start : span.end].strip() for span in places)
