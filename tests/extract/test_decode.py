"""Decoding against trying every sequence of tags of short invented sentences."""

from itertools import pairwise, product

import numpy as np
import pytest

from kg.extract.decode import Found, decode
from kg.extract.tagger import TAGS, TYPES, Floats, Tagging, allowed, run_chain

LENGTHS = (3, 1, 4)
"""Characters of each sentence; no order of lengths."""


def _valid(length: int) -> list[tuple[int, ...]]:
    """Return every sequence of tags that breaks no rule."""
    follows, begins = allowed()
    return [
        tags
        for tags in product(range(len(TAGS)), repeat=length)
        if begins[tags[0]] and all(follows[a, b] for a, b in pairwise(tags))
    ]


def _spans(tags: tuple[int, ...]) -> set[tuple[int, int, str]]:
    found = set()
    for start in (at for at, tag in enumerate(tags) if tag % 2 == 1):
        end = start + 1
        while end < len(tags) and tags[end] == tags[start] + 1:
            end += 1
        found.add((start, end, TYPES[tags[start] // 2]))
    return found


@pytest.fixture(params=range(4))
def net(request: pytest.FixtureRequest) -> tuple[Tagging, Floats, Floats]:
    """Return what a net with random weights says, its chain, and how sentences begin."""
    rng = np.random.default_rng(request.param)
    follows, begins = allowed()
    score = rng.normal(0, 2, (sum(LENGTHS), len(TAGS))).astype(np.float32)
    chain = np.where(follows, rng.normal(0, 1, follows.shape), -np.inf).astype(np.float32)
    begin = np.where(begins, rng.normal(0, 1, begins.shape), -np.inf).astype(np.float32)
    starts = np.cumsum([0, *LENGTHS]).astype(np.int32)
    return run_chain(score, starts, chain, begin), chain, begin


def _by_sentence(found: list[Found], index: int) -> dict[tuple[int, int, str], float]:
    return {(f.start, f.end, f.type): f.probability for f in found if f.sentence == index}


def test_path_is_the_likeliest_of_all_by_its_characters(
    net: tuple[Tagging, Floats, Floats],
) -> None:
    tagging, chain, _ = net

    found = decode(tagging, chain, bias=0.0)

    for index, length in enumerate(LENGTHS):
        gain = np.log(tagging.marginal[tagging.starts[index] : tagging.starts[index + 1]] + 1e-7)
        best = max(_valid(length), key=lambda tags: sum(gain[range(len(tags)), tags]))
        assert set(_by_sentence(found, index)) == _spans(best)


def test_probability_is_the_share_of_all_sequences_with_exactly_this_span(
    net: tuple[Tagging, Floats, Floats],
) -> None:
    tagging, chain, begin = net

    found = decode(tagging, chain, bias=0.0)

    assert found
    for index, length in enumerate(LENGTHS):
        score = tagging.score[tagging.starts[index] : tagging.starts[index + 1]]
        weights = {
            tags: np.exp(
                begin[tags[0]]
                + sum(score[range(length), tags])
                + sum(chain[a, b] for a, b in pairwise(tags))
            )
            for tags in _valid(length)
        }
        whole = sum(weights.values())
        for span, probability in _by_sentence(found, index).items():
            share = sum(weight for tags, weight in weights.items() if span in _spans(tags))
            assert probability == pytest.approx(share / whole, abs=1e-4)


def test_more_is_taken_from_no_name_the_more_is_found(net: tuple[Tagging, Floats, Floats]) -> None:
    tagging, chain, _ = net

    few, many = (decode(tagging, chain, bias=bias) for bias in (-30.0, 30.0))

    assert few == []
    covered = sum(found.end - found.start for found in many)
    assert covered == sum(LENGTHS)
