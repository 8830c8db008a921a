"""Writes the explorer page: one file that opens from disk and asks no network for anything. What
is in the page is decided in `kg.export.page`; this module puts the parts into HTML and escapes
them."""

import base64
import hashlib
import html
import json
from pathlib import Path
from typing import Any, Final

import networkx as nx

from kg.config import Config
from kg.export.page.build import bundle
from kg.export.page.bundle import source
from kg.export.page.data import payload
from kg.export.page.network import LIMIT, library, make_network
from kg.export.page.scene import make_scene
from kg.export.page.trim import trim
from kg.graph import to_networkx
from kg.model import Facts

_NAME: Final = "graph.html"
_PAGE: Final = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<div id="app"></div>
<noscript>This page needs JavaScript. 此页需要启用 JavaScript。</noscript>
<script type="application/json" id="data">{data}</script>
{scripts}
</body>
</html>
"""
_POLICY: Final = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)


def write(facts: Facts, graph: "nx.MultiDiGraph[str]", directory: Path, *, config: Config) -> None:
    """Write `graph.html` below a directory that exists."""
    save(page(facts, graph, config=config), directory / _NAME)


def save(text: str, path: Path) -> None:
    """Write a page to a file, which is the old one until it is the new one."""
    part = path.with_name(f"{path.name}.tmp")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)


def page(facts: Facts, graph: "nx.MultiDiGraph[str]", *, config: Config, start: str = "") -> str:
    """Return the page of a graph.

    Args:
        facts: What a build knows.
        graph: The same as a graph, or a part of it (`graph.subgraph(nodes)`): what it leaves out
            is not drawn, but the texts are whole.
        config: Settings.
        start: The state that the page opens in, spelt as after `#` in its address.
    """
    fitting = trim(facts)
    drawn = graph if fitting is facts else to_networkx(fitting).subgraph(graph)
    known = payload(fitting, drawn, make_scene(fitting, drawn))
    known["total"] = len(facts.reports)
    known["start"] = start
    known["network"] = make_network(known["nodes"], known["edges"])
    vis_script, vis_style = library()
    own_script, own_style = source()
    large = bundle() if len(known["nodes"]) > LIMIT else None
    scripts = (vis_script, *filter(None, (large,)), own_script)
    return render(known, scripts=scripts, styles=(vis_style, own_style))


def render(known: dict[str, Any], *, scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Put data, scripts and styles into one HTML text; only those very scripts can run in it."""
    title = " · ".join(dict.fromkeys(report["title"] for report in known["reports"][:1]))
    inline = [_inline(script) for script in scripts]
    policy = _POLICY.format(scripts=" ".join(f"'{_hash(script)}'" for script in inline))
    return _PAGE.format(
        policy=html.escape(policy),
        title=html.escape(title or "kg"),
        style="\n".join(styles).replace("</", "<\\/"),
        data=to_json(known),
        scripts="\n".join(f"<script>{script}</script>" for script in inline),
    )


def notebook(facts: Facts, graph: "nx.MultiDiGraph[str]", *, config: Config) -> str:
    """Return the page in a frame of its own, which can neither reach the notebook nor the
    network."""
    text = html.escape(page(facts, graph, config=config), quote=True)
    return (
        '<iframe sandbox="allow-scripts allow-downloads" style="width:100%;height:720px;border:0" '
        f'srcdoc="{text}"></iframe>'
    )


def to_json(value: Any) -> str:
    """Write JSON that stays data in HTML: without `<`, `>`, `&` and line separators."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _inline(script: str) -> str:
    """Keep a script from ending its own element, and newlines as a browser hashes them."""
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
