"""A tiny encoder and tiny data, invented."""

import json
from pathlib import Path

import numpy as np

from kg.train.encoder import Encoder

SENTENCES = (
    ("建成云栖大桥。", [["云栖大桥", "Project"]]),
    ("市委部署雁南数据港建设。", [["市委", "Agency"], ["雁南数据港", "Project"]]),
    ("对接郑州、洛阳。", [["郑州", "Place"], ["洛阳", "Place"]]),
    ("坚持稳中求进。", []),
)


def make_encoder(width: int = 8, dilations: tuple[int, ...] = (1, 2)) -> Encoder:
    rng = np.random.default_rng(0)
    chars = "".join(sorted({char for text, _ in SENTENCES for char in text}))
    pairs = ("云栖", "大桥")

    def random(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.3, shape).astype(np.float32)

    weights = {"char": random(len(chars) + 3, 4), "bigram": random(len(pairs) + 3, 4)}
    weights |= {"in.w": random(12, width), "in.b": random(width)}
    for index in range(len(dilations)):
        name = f"block.{index}"
        weights |= {f"{name}.c.w": random(3 * width, width), f"{name}.c.b": random(width)}
        weights |= {f"{name}.o.w": random(width, width), f"{name}.o.b": random(width)}
    return Encoder(weights, chars, pairs, dilations)


def write_gold(path: Path) -> Path:
    rows = [
        {"id": f"云栖市-2023:{number}", "text": text, "entities": entities, "region": "云栖市",
         "report_year": 2023}
        for number, (text, entities) in enumerate(SENTENCES)
    ]  # fmt: skip
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
    return path


def write_reports(folder: Path) -> Path:
    folder.mkdir()
    text = (
        "2023年云栖市政府工作报告\n一、2022年工作回顾\n" + "建成云栖大桥，对接郑州、洛阳。\n" * 40
    )
    for name in ("a", "b", "云栖市_2023"):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder
