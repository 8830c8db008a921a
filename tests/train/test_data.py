"""Gold strings as tags of characters, and sentences in batches."""

import numpy as np
import pytest

from kg.extract.feature import MASK
from kg.extract.tagger import TAGS
from kg.read.record import Record
from kg.train.data import Example, by_length, certain, count_batches, label, shuffled


def tags(text: str, *entities: tuple[str, str]) -> str:
    record = Record(id="case:1", text=text, entities=entities)  # type: ignore[arg-type]
    return " ".join(TAGS[tag] for tag in label(record))


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        pytest.param("建云桥", [("云桥", "Project")], "O B-Project I-Project", id="one"),
        pytest.param("县委、县委", [("县委", "Agency")],
            "B-Agency I-Agency O B-Agency I-Agency", id="every"),
        pytest.param(
            "云州云桥", [("云", "Place"), ("云桥", "Project")],
            "B-Place O B-Project I-Project", id="longest-first",
        ),
        pytest.param("无名", [], "O O", id="none"),
    ],
)  # fmt: skip
def test_label_tags_every_occurrence(
    text: str, entities: list[tuple[str, str]], expected: str
) -> None:
    assert tags(text, *entities) == expected


def make_example(length: int) -> Example:
    column = np.arange(10, 10 + length, dtype=np.int32)
    names = ("char", "left", "right", "tag", "quote", "kind")
    return certain(dict.fromkeys(names, column), np.ones(length, np.int32))


def test_certain_counts_each_tag_after_each() -> None:
    gold = np.array([0, 1, 2, 2], np.int32)

    example = certain({}, gold)

    assert example.tags.argmax(1).tolist() == gold.tolist()
    assert {(int(a), int(b)): int(example.links[a, b]) for a, b in np.argwhere(example.links)} == {
        (0, 1): 1,
        (1, 2): 1,
        (2, 2): 1,
    }


def test_shuffled_gives_every_sentence_once() -> None:
    items = [make_example(length) for length in (3, 30, 30, 60, 100, 7)]

    batches = list(shuffled(items, np.random.default_rng(0), hidden=0))

    lengths = [int(n) for batch in batches for n in batch.mask.sum(1) if n > 0]
    assert sorted(lengths) == [3, 7, 30, 30, 60, 100]
    assert len(batches) == count_batches(items)


def test_by_length_gives_every_sentence_once_and_says_which() -> None:
    items = [make_example(length) for length in (30, 3, 100, 31)]

    given = list(by_length(items, 100))

    assert [places for places, _ in given] == [[1], [0, 3], [2]]
    for places, batch in given:
        lengths = [int(n) for n in batch.mask.sum(1)][: len(places)]
        assert lengths == [len(items[place].tags) for place in places]


def test_shuffled_hides_characters_but_not_their_tags() -> None:
    items = [make_example(40)] * 50

    batch = next(shuffled(items, np.random.default_rng(0), hidden=0.5))

    hidden = (batch.columns["char"] == MASK) & (batch.mask > 0)
    assert 0.3 < hidden.sum() / batch.mask.sum() < 0.7
    assert (batch.tags[hidden].argmax(1) == 1).all()
    assert (batch.columns["left"][hidden] == MASK).all()
