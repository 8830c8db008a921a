"""Tables that a text holds without their lines, whatever the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.flat import find_tables

NAMES = ("序号", "任务", "责任单位", "完成时限")
HEADINGS = tuple(joint.join(NAMES) + "\n" for joint in (" | ", "\t", "  ", "\n"))
ROWS = tuple(
    joint.join(("1", "建成大桥。", "市交通局", "6月底")) + "\n" for joint in ("|", "\t", " ", "\n")
)
WORDS = st.sampled_from(
    [
        *NAMES,
        *HEADINGS,
        *ROWS,
        "序",
        "号",
        "责任",
        "单位",
        "配合单位",
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
    heading=st.sampled_from(["", *HEADINGS]),
    cells=st.lists(WORDS, max_size=40),
    joints=st.lists(
        st.sampled_from(["\n", "|", "\t", " | ", " ", "\n\n"]), min_size=40, max_size=40
    ),
)
def test_cells_lie_inside_the_text_in_its_order(
    heading: str, cells: list[str], joints: list[str]
) -> None:
    text = heading + "".join(cell + joint for cell, joint in zip(cells, joints, strict=False))

    tables = find_tables(text)

    for table in tables:
        for row in table.rows:
            assert len(row) == len(table.header)
            places = [span for span in row if span is not None]
            assert all(span.end <= len(text) for span in places)
            assert all(one.end <= two.start for one, two in pairwise(places))
            assert all(text[span.start : span.end].strip() for span in places)
    cut = sorted(span for table in tables for row in table.rows for span in row if span is not None)
    assert all(one.end <= two.start for one, two in pairwise(cut))


@pytest.mark.parametrize("joint", ["|", " | ", "\t", " \t", " ", "\n"])
def test_each_row_below_a_number_s_heading_is_found_once(joint: str) -> None:
    rows = [NAMES, ("1", "建成大桥。", "市交通局", "6月底"), ("2", "建水库。", "市水利局", "年底")]
    text = "\n".join(joint.join(row) for row in rows)

    (table,) = find_tables(text)

    column = table.header.index("任务")
    tasks = [row[column] for row in table.rows]
    assert [span and text[span.start : span.end] for span in tasks] == ["建成大桥。", "建水库。"]


def test_an_empty_last_cell_moves_no_other() -> None:
    text = "\n".join(("|".join(NAMES), "1|建成大桥。|市交通局|6月底", "2|建水库。|市水利局|"))

    (table,) = find_tables(text)

    column = table.header.index("任务")
    last = table.rows[-1][column]
    assert last is not None
    assert text[last.start : last.end] == "建水库。"


def test_a_table_ends_where_the_heading_of_another_stands() -> None:
    text = "".join((HEADINGS[3], ROWS[3], HEADINGS[0], ROWS[0], HEADINGS[3], ROWS[3], HEADINGS[2]))
    text += ROWS[2]

    tables = find_tables(text)

    assert sorted(len(table.rows) for table in tables) == [1, 1, 1, 1]
