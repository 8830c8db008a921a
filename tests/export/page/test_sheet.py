"""How groups are laid out: reports apart, those of a place together, the whole like a window."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.page.sheet import Box, lay_out

_SIZES = st.lists(st.none() | st.tuples(st.floats(30, 400), st.floats(20, 600)), max_size=40)


def _there(boxes: list[Box | None]) -> list[Box]:
    return [box for box in boxes if box is not None]


def _apart(one: Box, other: Box) -> bool:
    slack = 1e-6
    return (
        one.left + slack >= other.left + other.width
        or other.left + slack >= one.left + one.width
        or one.top + slack >= other.top + other.height
        or other.top + slack >= one.top + one.height
    )


@settings(deadline=None, max_examples=30)
@given(sizes=_SIZES, data=st.data())
def test_no_two_groups_overlap_and_none_is_too_small(sizes, data) -> None:
    breaks = data.draw(st.sets(st.integers(0, max(0, len(sizes) - 1)), max_size=8))
    bands = data.draw(st.sets(st.sampled_from(sorted(breaks)))) if breaks else set()

    boxes = lay_out(sizes, breaks=breaks, bands=bands)

    for size, box in zip(sizes, boxes, strict=True):
        assert (size is None) == (box is None)
        if size is not None and box is not None:
            assert box.width >= size[0] - 1e-6
            assert box.height >= size[1]
    there = _there(boxes)
    assert all(_apart(one, other) for at, one in enumerate(there) for other in there[:at])


def test_sections_of_two_reports_never_stand_in_one_column() -> None:
    boxes = lay_out([(100.0, 50.0)] * 6, breaks={3}, bands=set())

    first, second = _there(boxes)[:3], _there(boxes)[3:]
    right = max(box.left + box.width for box in first)
    foot = max(box.top + box.height for box in first)
    assert all(box.left >= right or box.top >= foot for box in second)


def test_many_reports_fill_a_window_and_not_a_strip() -> None:
    count = 40
    boxes = _there(lay_out([(300.0, 900.0)] * count, breaks=set(range(count)), bands={0}))

    width = max(box.left + box.width for box in boxes)
    height = max(box.top + box.height for box in boxes)
    assert 0.7 < width / height < 2.5


def test_reports_of_a_place_stay_in_a_row() -> None:
    boxes = lay_out([(300.0, 600.0)] * 16, breaks=set(range(16)), bands={0, 4, 8, 12})

    tops = [box.top for box in _there(boxes)]
    assert all(len(set(tops[start : start + 4])) == 1 for start in (0, 4, 8, 12))
    assert len(set(tops)) > 1
