"""Learnt weights: how a classifier adds them up, and what a bad file says."""

from pathlib import Path

import pytest

from kg.errors import RuleFileError
from kg.extract import weight
from kg.extract.side import SideModel
from kg.extract.weight import Weights, read_learnt


def _weights(**rows: tuple[float, ...]) -> Weights:
    return Weights(classes=("rise", "fall"), bias=(0.0, 0.0), weights=rows, record={})


def test_probabilities_stand_in_the_order_of_the_classes_and_sum_to_one() -> None:
    chances = _weights(up=(1.0, -1.0)).probabilities(["up", "never seen"])

    assert chances[0] > chances[1]
    assert sum(chances) == pytest.approx(1)


def test_of_equally_likely_classes_the_first_is_best() -> None:
    assert _weights().best(["never seen"]) == ("rise", 0.5)


@pytest.mark.parametrize("kind", [Weights, SideModel])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(None, r"t\.json: cannot be read", id="missing"),
        pytest.param(b"{", r"t\.json: Input data was truncated", id="no-json"),
        pytest.param(b'{"weights": {}}', r"t\.json: .*missing required field", id="no-weights"),
    ],
)
def test_bad_file_is_an_error_that_names_it(
    content: bytes | None,
    says: str,
    kind: type[Weights],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(weight, "data_path", lambda name: tmp_path / name)
    if content is not None:
        (tmp_path / "t.json").write_bytes(content)

    with pytest.raises(RuleFileError, match=says):
        read_learnt("t.json", kind)
