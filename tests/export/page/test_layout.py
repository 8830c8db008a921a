"""Places on the map: nothing overlaps, groups are in reading order, kin stand together."""

from math import dist

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export.page.layout import Item, arrange

_ITEMS = st.lists(
    st.builds(
        Item,
        group=st.integers(0, 3),
        radius=st.floats(3, 20),
        letters=st.floats(0, 12),
        owner=st.none(),
    ),
    max_size=60,
)


@settings(deadline=None, max_examples=40)
@given(items=_ITEMS, data=st.data())
def test_no_two_dots_overlap_and_all_lie_in_their_group(items, data) -> None:
    ends = st.integers(0, max(0, len(items) - 1))
    links = data.draw(st.lists(st.tuples(ends, ends), max_size=40)) if items else []

    made = arrange(items, links, groups=4)

    for left in range(len(items)):
        box = made.boxes[items[left].group]
        x, y = made.positions[left]
        assert box is not None
        assert box.left <= x <= box.left + box.width
        assert box.top <= y <= box.top + box.height
        for right in range(left):
            apart = dist(made.positions[left], made.positions[right])
            assert apart >= items[left].radius + items[right].radius


@settings(deadline=None, max_examples=20)
@given(items=_ITEMS)
def test_groups_do_not_overlap(items) -> None:
    boxes = [box for box in arrange(items, [], groups=4).boxes if box is not None]

    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            assert (
                one.left >= other.left + other.width
                or other.left >= one.left + one.width
                or one.top >= other.top + other.height
                or other.top >= one.top + one.height
            )


def test_moons_stand_around_their_owner() -> None:
    items = [Item(0, 10.0, 4.0, None), *(Item(0, 4.0, 0.0, 0) for _ in range(30))]

    made = arrange(items, [], groups=1)

    ranges = [dist(made.positions[0], place) for place in made.positions[1:]]
    assert min(ranges) >= 14.0
    assert len(set(made.positions)) == 31


def test_tied_items_stand_nearer_than_others() -> None:
    items = [Item(0, 6.0, 4.0, None) for _ in range(60)]

    made = arrange(items, [(0, 59)], groups=1)

    tied = dist(made.positions[0], made.positions[59])
    assert tied <= 1.1 * min(dist(made.positions[0], place) for place in made.positions[1:])
