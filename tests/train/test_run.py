"""A tiny training from end to end, on invented sentences; skipped without the extra `train`."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import InputError, MissingExtraError
from kg.extract.entity import Recogniser
from kg.extract.feature import FeatureReader, Vocabulary
from kg.extract.tagger import Tagger
from kg.read.record import Record, batches
from kg.train import make_encoder as make_pretrained
from kg.train import train
from kg.train.encoder import Encoder, read_encoder, write_encoder

SENTENCES = (
    ("建成云栖大桥。", [["云栖大桥", "Project"]]),
    ("市委部署雁南数据港建设。", [["市委", "Agency"], ["雁南数据港", "Project"]]),
    ("对接郑州、洛阳。", [["郑州", "Place"], ["洛阳", "Place"]]),
    ("坚持稳中求进。", []),
)
WIDTH = 8


def write_gold(path: Path) -> Path:
    rows = [
        {"id": f"云栖市-2023:{number}", "text": text, "entities": entities, "region": "云栖市",
         "report_year": 2023}
        for number, (text, entities) in enumerate(SENTENCES)
    ]  # fmt: skip
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
    return path


def make_encoder() -> Encoder:
    rng = np.random.default_rng(0)
    chars = "".join(sorted({char for text, _ in SENTENCES for char in text}))
    pairs = ("云栖", "大桥")

    def random(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.3, shape).astype(np.float32)

    weights = {"char": random(len(chars) + 3, 4), "bigram": random(len(pairs) + 3, 4)}
    weights |= {"in.w": random(12, WIDTH), "in.b": random(WIDTH)}
    for name in ("block.0", "block.1"):
        weights |= {f"{name}.c.w": random(3 * WIDTH, WIDTH), f"{name}.c.b": random(WIDTH)}
        weights |= {f"{name}.o.w": random(WIDTH, WIDTH), f"{name}.o.b": random(WIDTH)}
    return Encoder(weights, chars, pairs, (1, 2))


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
    assert set(record["data"]) == {"gold.jsonl", "encoder.npz"}
    Recogniser.load(tmp_path / "one")


def write_reports(folder: Path) -> Path:
    folder.mkdir()
    text = (
        "2023年云栖市政府工作报告\n一、2022年工作回顾\n" + "建成云栖大桥，对接郑州、洛阳。\n" * 40
    )
    for name in ("a", "b", "云栖市_2023"):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_train_learns_from_what_a_first_net_labels(tmp_path: Path) -> None:
    pytest.importorskip("jax", reason="needs the extra `train`")
    pytest.importorskip("onnx", reason="needs the extra `train`")
    gold = write_gold(tmp_path / "gold.jsonl")
    write_encoder(tmp_path / "encoder.npz", make_encoder())
    reports = write_reports(tmp_path / "reports")

    for name in ("one", "two"):
        train(
            gold, gold, tmp_path / name, encoder=tmp_path / "encoder.npz", reports=reports
        )  # fmt: skip
    train(gold, gold, tmp_path / "alone", encoder=tmp_path / "encoder.npz")

    files = ("net.npz", "net.onnx", "record.json")
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    assert all(
        (tmp_path / "one" / file).read_bytes() != (tmp_path / "alone" / file).read_bytes()
        for file in files
    )
    record = json.loads((tmp_path / "one" / "record.json").read_text(encoding="utf-8"))
    assert set(record["data"]) == {"gold.jsonl", "encoder.npz", "labelled sentences"}


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
    assert (record["reports"], record["settings"]["steps"]) == (1, 1)


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
    jax = pytest.importorskip("jax", reason="needs the extra `train`")
    pytest.importorskip("onnx", reason="needs the extra `train`")
    from kg.train.graph import build, join
    from kg.train.net import Dropout, _Drop, init, scores

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
    drop = _Drop(Dropout(0.0, 0.0, 0.0), jax.random.key(0))

    both = [np.asarray(scores(net, columns, mask, (1, 2), drop))[mask > 0] for net in nets]

    tables, members = join([{k: np.asarray(v) for k, v in net.items()} for net in nets])
    graph = build(members, (1, 2), None).SerializeToString()
    given = Tagger(tables, vocabulary, graph).scores(features)
    assert given == pytest.approx((both[0] + both[1]) / 2, abs=1e-4)
