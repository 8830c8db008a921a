"""What goes into the page: groups, data, network and the joining of scripts."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.config import Config
from kg.errors import ExportError
from kg.export import html
from kg.export.page.bundle import join
from kg.export.page.initial import initials
from kg.export.page.network import LIMIT, make_network
from kg.export.page.place import COMMON, home
from kg.export.page.trim import trim
from kg.graph import to_networkx
from kg.model import Facts
from kg.text import Document
from tests.export.page.synthetic import synthetic_facts


def _known(text: str):
    found = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def _page(facts: Facts) -> str:
    return html.page(facts, to_networkx(facts), config=Config())


def test_page_names_no_other_host(facts: Facts) -> None:
    own = re.sub(r"<script>.*?</script>|<style>.*?</style>", "", _page(facts), flags=re.DOTALL)

    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//""", own)
    assert "jsdelivr" not in _page(facts)
    assert "default-src &#x27;none&#x27;" in own
    assert "script-src &#x27;sha256-" in own


def test_write_leaves_one_file_in_utf8(facts: Facts, tmp_path: Path) -> None:
    html.write(facts, to_networkx(facts), tmp_path, config=Config())

    assert [path.name for path in tmp_path.iterdir()] == ["graph.html"]
    data = (tmp_path / "graph.html").read_bytes()
    assert b"\r\n" not in data.replace(b"\\r\\n", b"")
    assert "云栖大桥" in data.decode("utf-8")


def test_page_is_the_same_in_another_process_with_another_hash_seed() -> None:
    code = (
        "import hashlib; from kg.config import Config; from kg.export.html import page;"
        "from kg.graph import to_networkx; from tests.sample import sample_facts;"
        "f = sample_facts();"
        "print(hashlib.sha256(page(f, to_networkx(f), config=Config()).encode()).hexdigest())"
    )

    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digests) == 1


def test_every_quote_of_the_data_is_the_text_at_its_place(facts: Facts) -> None:
    known = _known(_page(facts))

    for _, report, start, end, *_ in known["mentions"]:
        assert known["reports"][report]["text"][start:end] in {"云栖大桥", "市交通局", "雁南"}
    values = [
        known["reports"][node["at"][0]]["text"][node["at"][1] : node["at"][2]]
        for node in known["nodes"]
        if node["type"] in {"Target", "Outcome"}
    ]
    assert sorted(values) == ["3万人", "5%~6%", "6%", "6.4%"]


def test_offsets_count_utf16_units_where_a_letter_needs_two() -> None:
    facts = synthetic_facts(8)
    extraction = facts.extractions[0]
    text = "𠮷" + extraction.report.doc.text[1:]
    report = replace(extraction.report, doc=Document(text))

    known = _known(_page(replace(facts, extractions=(replace(extraction, report=report),))))

    node, _, start, end, *_ = known["mentions"][0]
    units = known["reports"][0]["text"].encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == known["nodes"][node]["label"]


def test_edges_of_the_data_keep_evidence_and_verdict(facts: Facts) -> None:
    known = _known(_page(facts))

    answered = [edge for edge in known["edges"] if edge["type"] == "answeredBy"]
    led = [edge for edge in known["edges"] if edge["type"] == "responsibleFor"]

    assert [edge["verdict"] for edge in answered] == ["met"]
    assert [edge["evidence"] for edge in led] == [[[0, 2]]]


def test_part_of_a_graph_draws_only_that_part(facts: Facts) -> None:
    graph = to_networkx(facts)
    kept = [node for node, data in graph.nodes(data=True) if data["type"] == "Project"]

    known = _known(html.page(facts, graph.subgraph(kept), config=Config()))

    assert {node["type"] for node in known["nodes"]} == {"Project"}


def test_empty_facts_make_a_page() -> None:
    assert _known(_page(Facts()))["nodes"] == []


def test_notebook_shows_the_page_in_a_frame_that_reaches_nothing(facts: Facts) -> None:
    text = html.notebook(facts, to_networkx(facts), config=Config())

    assert text.startswith("<iframe sandbox=")
    assert "allow-same-origin" not in text
    assert text.count("<") == 2


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        pytest.param([3, 3, 2], 3, id="most"),
        pytest.param([5, 4, 4, 5], 4, id="first of equals"),
        pytest.param([], COMMON, id="nowhere"),
        pytest.param([1, 2, 3, 4, 5], COMMON, id="everywhere"),
    ],
)
def test_home_is_where_a_thing_is_spoken_of(groups: list[int], expected: int) -> None:
    assert home(groups, count=10) == expected


def test_large_build_keeps_the_latest_reports_and_says_so() -> None:
    facts = synthetic_facts(400, reports=4)
    size = len(facts.reports[-1].doc.text)

    kept = trim(facts, limit=2 * size + 10)

    assert [report.report_year for report in kept.reports] == [2023, 2024]
    assert {e.target for e in kept.edges} <= set(to_networkx(kept))
    assert len(to_networkx(kept)) == len(
        {node for node, data in to_networkx(kept).nodes(data=True) if "type" in data}
    )


def test_small_build_is_kept_whole(facts: Facts) -> None:
    assert trim(facts) is facts


def test_network_is_of_pyvis_up_to_its_limit_only() -> None:
    node = {"label": "a", "type": "Project", "radius": 5, "x": 0, "y": 0}
    edge = {"source": 0, "target": 1}

    small = make_network([node] * 2, [edge])
    large = make_network([node] * (LIMIT + 1), [edge])

    assert [one["id"] for one in small["nodes"]] == [0, 1]
    assert small["edges"] == [{"id": 0, "from": 0, "to": 1, "arrows": "to"}]
    assert small["options"]["physics"] is False
    assert large["nodes"] == [] and large["edges"] == []


def test_join_puts_modules_in_the_order_of_their_needs() -> None:
    modules = {
        "main": 'import { a as b } from "./x.js";\nconsole.log(b);\n',
        "x": "export const a = 1;\nexport function f() {}\n",
        "unused": "export const z = 1;\n",
    }

    joined = join(modules, entry="main")

    assert joined.index("modules.x") < joined.index("modules.main")
    assert "const { a: b } = modules.x;" in joined
    assert "return { a, f };" in joined
    assert "unused" not in joined


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('import a from "./x.js";\n', id="default import"),
        pytest.param("export default 1;\n", id="default export"),
        pytest.param('import { a } from "https://example.org/x.js";\n', id="another host"),
        pytest.param('import { a } from "./missing.js";\n', id="missing"),
    ],
)
def test_join_refuses_what_it_does_not_know(source: str) -> None:
    with pytest.raises(ExportError):
        join({"main": source, "x": "export const a = 1;\n"}, entry="main")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("重庆5G", "cq5g", id="letters of several readings, and Latin ones"),
        pytest.param("“1+4”郑州（东）都市圈", "14zzddsq", id="signs are left out"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_initials_are_of_letters_and_digits(name: str, expected: str) -> None:
    assert initials(name) == expected
