"""Measure how long the page takes to write and to open, by the browser's own clock, beside stock
pyvis over the same graph: `python -m benchmarks.page`. Needs Debian's chromium."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as TooLong

from kg.config import Config
from kg.export import html
from kg.graph import to_networkx
from tests.export.page.conftest import ARGUMENTS, CHROMIUM
from tests.export.page.synthetic import synthetic_facts

SIZES = ((1_000, 1), (10_000, 1), (10_000, 20), (50_000, 20))
STOCK = 200
"""Nodes of the page that stock pyvis makes; with 500 it is not at rest after two minutes."""
LIMIT_MS = 60_000
TIMES = 3
"""How often a page is opened; the fastest counts, for others may work on the machine."""


def main() -> None:
    print(f"{'page':<34}{'write s':>9}{'MB':>8}{'open s':>9}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for name, seconds, path, opened in _rows(Path(folder), browser):
            size = path.stat().st_size / 1e6
            print(f"{name:<34}{seconds:9.2f}{size:8.1f}{opened:9.2f}")
        browser.close()


def _rows(folder: Path, browser: Browser) -> Iterator[tuple[str, float, Path, float]]:
    for nodes, reports in SIZES:
        facts = synthetic_facts(nodes, reports=reports)
        graph = to_networkx(facts)
        begun = time.process_time()
        html.write(facts, graph, folder, config=Config())
        seconds = time.process_time() - begun
        path = folder / "graph.html"
        yield f"{nodes:,} nodes, {reports} reports", seconds, path, _opened(browser, path)
    graph = to_networkx(synthetic_facts(STOCK))
    begun = time.process_time()
    path = _stock(graph, folder / "stock.html")
    seconds = time.process_time() - begun
    yield f"{STOCK} nodes, stock pyvis at rest", seconds, path, _rested(browser, path)


def _stock(graph: Any, path: Path) -> Path:
    from pyvis.network import Network

    network = Network(cdn_resources="in_line", directed=True)
    for node, data in graph.nodes(data=True):
        if data["type"] not in {"Sentence", "Section"}:
            network.add_node(node, label=data["label"])
    for source, target, data in graph.edges(data=True):
        if data["type"] not in {"mentions", "inSection"}:
            network.add_edge(source, target)
    rest = "network.once('stabilized', () => { window.rested = performance.now(); });</script>"
    text = network.generate_html(notebook=False)
    head, _, tail = text.rpartition("</script>")
    path.write_text(head + rest + tail, encoding="utf-8")
    return path


def _opened(browser: Browser, path: Path) -> float:
    return min(_opened_once(browser, path) for _ in range(TIMES))


def _opened_once(browser: Browser, path: Path) -> float:
    page = browser.new_context(offline=True).new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready]")
    found = page.evaluate("document.documentElement.dataset.ready")
    page.context.close()
    return float(found) / 1000


def _rested(browser: Browser, path: Path) -> float:
    """Return when the network came to rest, or infinity where it did not within the limit."""
    page = browser.new_context(offline=True).new_page()
    page.goto(path.as_uri())
    try:
        found = page.wait_for_function("window.rested", timeout=LIMIT_MS).json_value()
    except TooLong:
        found = float("inf")
    page.context.close()
    return float(found) / 1000


if __name__ == "__main__":
    main()
