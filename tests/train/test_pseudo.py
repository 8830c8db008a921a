"""Sentences of plain reports, labelled by nets; skipped without the extra `train`."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("jax", reason="needs the extra `train`")

from kg.errors import InputError
from kg.extract.feature import FeatureReader, Vocabulary
from kg.extract.gazetteer import RULES
from kg.extract.tagger import TAGS, run_chain
from kg.gazetteer import Gazetteer
from kg.progress import silent
from kg.train import pseudo
from kg.train.data import by_length
from kg.train.net import Dropout, _Drop, chain_of, init, scores
from kg.train.pseudo import Labellers, PseudoLabelled, label_reports
from tests.train.test_run import make_encoder

TEXT = "2023年云栖市政府工作报告\n一、2022年工作回顾\n" + "\n".join(
    f"建成雁南{sign}号特大桥，云栖市与郑州市签约。" for sign in "甲乙丙丁戊己庚辛壬癸" * 4
)


@pytest.fixture(scope="module")
def labellers() -> Labellers:
    encoder = make_encoder()
    reader = FeatureReader(Vocabulary(encoder.chars, encoder.bigrams, ("n", "v"), RULES))
    rng = np.random.default_rng(1)
    pairs = [
        init(rng, encoder.weights, tags=12, quotes=11, kinds=2 * len(RULES) + 1, width=16)
        for _ in "ab"
    ]
    members = [{k: np.asarray(v) for k, v in (own | fixed).items()} for own, fixed in pairs]
    return Labellers(members, encoder.dilations, reader)


def label(
    labellers: Labellers, folder: Path, gazetteer: Gazetteer, exclude: tuple[str, ...] = ()
) -> PseudoLabelled:
    return label_reports(
        labellers, folder, exclude, gazetteer=gazetteer, seed=0, progress=silent
    )  # fmt: skip


def test_labels_are_probabilities_of_tags_and_of_their_neighbourhood(
    tmp_path: Path, gazetteer: Gazetteer, labellers: Labellers
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    examples = label(labellers, tmp_path, gazetteer).examples

    assert len(examples) > 3
    for example in examples:
        assert example.tags.sum(1) == pytest.approx(1, abs=0.01)
        assert example.links.sum(1) == pytest.approx(example.tags[:-1].sum(0), abs=0.05)
        assert example.links.sum(0) == pytest.approx(example.tags[1:].sum(0), abs=0.05)
        assert not example.links[TAGS.index("O"), TAGS.index("I-Project")]


def test_labels_are_what_the_mean_of_the_nets_says(
    tmp_path: Path, gazetteer: Gazetteer, labellers: Labellers
) -> None:
    import jax

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    examples = label(labellers, tmp_path, gazetteer).examples
    drop = _Drop(Dropout(0.0, 0.0, 0.0), jax.random.key(0))
    ((order, batch),) = by_length(examples, 10_000)

    nets = labellers.members
    both = [
        np.asarray(scores(net, batch.columns, batch.mask, labellers.dilations, drop))
        for net in nets
    ]
    chain, begin = (
        np.mean([np.asarray(part) for part in parts], 0)
        for parts in zip(*map(chain_of, nets), strict=True)
    )

    for row, index in enumerate(order):
        length = len(examples[index].tags)
        score = np.mean(both, 0)[row, :length].astype(np.float32)
        tagging = run_chain(score, np.array([0, length], np.int32), chain, begin)
        assert examples[index].tags == pytest.approx(tagging.marginal, abs=2e-3)


def test_annotated_reports_are_not_labelled(
    tmp_path: Path, gazetteer: Gazetteer, labellers: Labellers
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    alone = label(labellers, tmp_path, gazetteer)
    (tmp_path / "city_云栖市_2022.txt").write_text(TEXT, encoding="utf-8")

    both = label(labellers, tmp_path, gazetteer, ("city-云栖市-2022",))

    assert both.sha256 == alone.sha256
    assert np.array_equal(both.examples[0].tags, alone.examples[0].tags)


def test_no_more_sentences_are_labelled_than_asked_for(
    tmp_path: Path, gazetteer: Gazetteer, labellers: Labellers, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(pseudo, "SENTENCES", 3)

    assert len(label(labellers, tmp_path, gazetteer).examples) == 3


def test_a_folder_without_reports_is_an_error(
    tmp_path: Path, gazetteer: Gazetteer, labellers: Labellers
) -> None:
    with pytest.raises(InputError, match="no sentences to label"):
        label(labellers, tmp_path, gazetteer)
