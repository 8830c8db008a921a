"""A tiny training from end to end, on invented sentences; skipped without the extra `train`."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import InputError, MissingExtraError
from kg.extract.entity import RECORD_FILE, Recogniser, TrainingRecord
from kg.extract.feature import FeatureReader, Vocabulary
from kg.extract.tagger import Tagger
from kg.read.record import Record, batches
from kg.rules import data_path
from kg.train import make_encoder as make_pretrained
from kg.train import train
from kg.train.encoder import ENCODER_FILE, read_encoder, write_encoder
from tests.train.build import SENTENCES, make_encoder, write_gold, write_reports


def test_read_encoder_gives_what_was_written(tmp_path: Path) -> None:
    encoder = make_encoder()

    write_encoder(tmp_path / "encoder.npz", encoder)

    again = read_encoder(tmp_path / "encoder.npz")
    assert (again.chars, again.bigrams, again.dilations) == (
        encoder.chars, encoder.bigrams, encoder.dilations,
    )  # fmt: skip
    for name, value in encoder.weights.items():
        assert again.weights[name] == pytest.approx(value, abs=0.01)


def test_train_says_which_extra_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.train.find_spec", lambda name: None)

    with pytest.raises(MissingExtraError, match="train"):
        train(tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "out")


def test_train_gives_the_same_bytes_twice_and_a_net_that_loads(tmp_path: Path) -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    pytest.importorskip("onnx", reason="needs the extra `train`")
    gold = write_gold(tmp_path / "gold.jsonl")
    write_encoder(tmp_path / "encoder.npz", make_encoder())

    for name in ("one", "two"):
        train(gold, gold, tmp_path / name, seed=3, encoder=tmp_path / "encoder.npz")

    for file in ("net.npz", "net.onnx", "record.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    record = json.loads((tmp_path / "one" / "record.json").read_text(encoding="utf-8"))
    assert record["seed"] == 3
    assert set(record["data"]) == {"train", "dev", "encoder"}
    assert record["labelled"] is None
    Recogniser.load(tmp_path / "one")


def test_train_learns_from_what_other_nets_label(tmp_path: Path) -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    pytest.importorskip("onnx", reason="needs the extra `train`")
    gold = write_gold(tmp_path / "gold.jsonl")
    encoder, teacher = tmp_path / "encoder.npz", tmp_path / "large" / "encoder.npz"
    teacher.parent.mkdir()
    write_encoder(encoder, make_encoder())
    write_encoder(teacher, make_encoder(12, (1, 2, 1)))
    reports = write_reports(tmp_path / "reports")
    (reports / "licence.txt").write_text("All rights reserved. " * 20, encoding="utf-8")

    for name in ("one", "two"):
        train(
            gold, gold, tmp_path / name, encoder=encoder, teacher=teacher, reports=reports
        )  # fmt: skip
    train(gold, gold, tmp_path / "alone", encoder=encoder)

    files = ("net.npz", "net.onnx", "record.json")
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    assert all(
        (tmp_path / "one" / file).read_bytes() != (tmp_path / "alone" / file).read_bytes()
        for file in files
    )
    record = json.loads((tmp_path / "one" / "record.json").read_text(encoding="utf-8"))
    assert record["data"]["encoder"] == hashlib.sha256(encoder.read_bytes()).hexdigest()
    assert record["data"]["teacher"] == hashlib.sha256(teacher.read_bytes()).hexdigest()
    assert (record["labelled"]["files"], record["labelled"]["skipped"]) == (3, ["licence.txt"])
    assert record["labelled"]["settings"]["encoder_rate"] < record["settings"]["encoder_rate"]


def test_command_makes_both_encoders_of_the_reports_and_tells_what_is_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    pytest.importorskip("onnx", reason="needs the extra `train`")
    from kg.train import pretrain, table
    from kg.train.pretrain import Settings

    gold = str(write_gold(tmp_path / "gold.jsonl"))
    reports = write_reports(tmp_path / "reports")
    (reports / "licence.txt").write_text("All rights reserved. " * 20, encoding="utf-8")
    small = Settings(width=8, part=4, dilations=(1, 2), pairs=6, least=1, every=1, sentences=4,
                     length=12, guesses=16, warm=2)  # fmt: skip
    monkeypatch.setattr(pretrain, "Settings", lambda: small)
    monkeypatch.setattr(pretrain, "TEACHER", replace(small, width=12))
    monkeypatch.setattr(table, "train_tables", lambda records, gazetteer, output: None)

    result = CliRunner().invoke(
        main,
        ["train", gold, "--dev", gold, "-o", str(tmp_path / "out"), "--reports", str(reports),
         "--steps", "3"],
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    assert "No report in 1 of the files: licence.txt\n" in result.stderr
    for name, width in (("encoder", 8), ("teacher", 12)):
        made = read_encoder(tmp_path / "out" / f"{name}.npz")
        assert made.weights["in.b"].shape == (width,)
        record = json.loads((tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8"))
        assert (record["files"], record["settings"]["steps"]) == (3, 3)
    Recogniser.load(tmp_path / "out")


def test_shipped_records_tell_how_the_shipped_files_were_made() -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    from kg.train.fit import LABELLING
    from kg.train.fit import Settings as FitSettings
    from kg.train.pretrain import TEACHER, PretrainingRecord, Settings
    from kg.train.pseudo import SENTENCES, SHARE
    from kg.train.run import BIAS, FLOOR

    model = data_path(ENCODER_FILE).parent
    record = TrainingRecord.model_validate_json((model / RECORD_FILE).read_bytes())
    for name, settings in (("encoder", Settings()), ("teacher", TEACHER)):
        raw = (model / f"{name}.json").read_bytes()
        assert msgspec.json.decode(raw, type=PretrainingRecord).settings == settings

    assert (
        record.data["encoder"] == hashlib.sha256(data_path(ENCODER_FILE).read_bytes()).hexdigest()
    )
    assert (record.bias, record.floor) == (BIAS, FLOOR)
    assert record.settings["encoder_rate"] == FitSettings().encoder_rate
    assert record.labelled is not None
    assert (record.labelled.sentences, record.labelled.share) == (SENTENCES, SHARE)
    assert record.labelled.settings["encoder_rate"] == LABELLING.encoder_rate


def test_train_refuses_a_teacher_that_knows_other_characters(tmp_path: Path) -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    pytest.importorskip("onnx", reason="needs the extra `train`")
    gold = write_gold(tmp_path / "gold.jsonl")
    encoder = make_encoder()
    write_encoder(tmp_path / "encoder.npz", encoder)
    write_encoder(tmp_path / "teacher.npz", replace(encoder, chars=encoder.chars[::-1]))

    with pytest.raises(InputError, match=r"teacher\.npz: knows other characters"):
        train(
            gold, gold, tmp_path / "out", encoder=tmp_path / "encoder.npz",
            teacher=tmp_path / "teacher.npz", reports=write_reports(tmp_path / "reports"),
        )  # fmt: skip


def test_make_encoder_reads_plain_reports_but_none_that_is_annotated(tmp_path: Path) -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    gold = write_gold(tmp_path / "gold.jsonl")
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text("建成云栖大桥。\n" * 60, encoding="utf-8")
    (reports / "云栖市_2023.txt").write_text("不能看见。\n" * 60, encoding="utf-8")

    path = make_pretrained(reports, tmp_path / "out", annotated=[gold], steps=1)

    assert "见" not in read_encoder(path).chars
    record = json.loads((tmp_path / "out" / "encoder.json").read_text(encoding="utf-8"))
    assert (record["files"], record["settings"]["steps"]) == (1, 1)


def test_train_tells_at_once_that_annotations_are_too_few(tmp_path: Path) -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    pytest.importorskip("onnx", reason="needs the extra `train`")
    gold = str(write_gold(tmp_path / "gold.jsonl"))

    result = CliRunner().invoke(main, ["train", gold, "--dev", gold, "-o", str(tmp_path / "out")])

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: side: no examples to learn from: annotate more")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(["--steps", "1"], "--steps is of pretraining", id="steps"),
        pytest.param(["--teacher", "x.npz"], "--teacher is of labelling", id="teacher"),
        pytest.param(["--held-out", "x.jsonl"], "give that too", id="held-out"),
    ],
)
def test_train_refuses_settings_of_reports_without_reports(
    tmp_path: Path, options: list[str], said: str
) -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    pytest.importorskip("onnx", reason="needs the extra `train`")
    gold = str(write_gold(tmp_path / "gold.jsonl"))

    result = CliRunner().invoke(
        main, ["train", gold, "--dev", gold, "-o", str(tmp_path / "out"), *options]
    )

    assert result.exit_code == 2
    assert said in result.stderr


def test_the_graph_scores_as_the_mean_of_the_nets_that_are_fitted() -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    pytest.importorskip("onnx", reason="needs the extra `train`")
    from kg.train.graph import build, join
    from kg.train.net import init, scores

    encoder = make_encoder()
    vocabulary = Vocabulary(encoder.chars, encoder.bigrams, ("n", "v"), ("gazetteer.issuer",))
    rng = np.random.default_rng(1)
    pairs = [init(rng, encoder.weights, tags=12, quotes=11, kinds=3, width=16) for _ in "ab"]
    nets = [learned | fixed for learned, fixed in pairs]
    records = [Record(id=f"a:{i}", text=text) for i, (text, _) in enumerate(SENTENCES)]
    features = FeatureReader(vocabulary).read(next(iter(batches(records))).report, [])
    lengths = np.diff(features.starts)
    shape = len(lengths), int(lengths.max())
    mask = (np.arange(shape[1]) < lengths[:, None]).astype(np.float32)
    columns = {}
    for name, column in features.columns().items():
        columns[name] = np.zeros(shape, np.int32)
        columns[name][mask > 0] = column

    both = [np.asarray(scores(net, columns, mask, (1, 2)))[mask > 0] for net in nets]

    tables, members = join([{k: np.asarray(v) for k, v in net.items()} for net in nets])
    graph = build(members, (1, 2), None).SerializeToString()
    given = Tagger(tables, vocabulary, graph).scores(features)
    assert given == pytest.approx((both[0] + both[1]) / 2, abs=1e-4)
