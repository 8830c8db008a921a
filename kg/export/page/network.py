"""Makes the network of a page with pyvis: its nodes, edges and options, as pyvis gives them to a
template. pyvis's own template is not used: it links a stylesheet and a script of another host, and
writes headings and options unescaped. Colours come from the page's theme."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

from pyvis.network import Network

LIMIT: Final = 1500
"""Most nodes of a network that vis draws fluently."""

_SHAPES: Final = {
    "Report": "square",
    "Place": "triangle",
    "Agency": "square",
    "Project": "dot",
    "Indicator": "diamond",
    "Target": "dot",
    "Outcome": "dot",
    "Milestone": "dot",
}
_OPTIONS: Final = {
    "physics": False,
    "autoResize": True,
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "hideEdgesOnDrag": False,
        "tooltipDelay": 10**9,
        "keyboard": False,
        "zoomSpeed": 0.6,
    },
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.4}}},
}


def make_network(
    nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Make the network of nodes and edges as `kg.export.page.data.payload` gives them.

    Returns:
        What `vis.Network` takes: nodes, edges and options. The id of a node is its index. Beyond
        `LIMIT` nodes only the options: the page then draws the groups that are open.
    """
    network = Network(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_OPTIONS))
    drawn_nodes = nodes if len(nodes) <= LIMIT else ()
    for index, node in enumerate(drawn_nodes):
        network.add_node(
            index,
            label=node["label"] or " ",
            shape=_SHAPES[node["type"]],
            group=node["type"],
            size=node["radius"],
            x=node["x"],
            y=node["y"],
        )
    for index, edge in enumerate(edges if drawn_nodes else ()):
        network.add_edge(edge["source"], edge["target"], id=index)
    drawn, lines, _, _, _, options = network.get_network_data()
    return {
        "nodes": drawn,
        "edges": lines,
        "options": json.loads(options),
        "shapes": _SHAPES,
        "limit": LIMIT,
    }


@cache
def library() -> tuple[str, str]:
    """Return the script and the stylesheet of vis-network that pyvis ships."""
    folder = resources.files("pyvis") / "lib" / "vis-9.1.2"
    script = (folder / "vis-network.min.js").read_text(encoding="utf-8")
    style = (folder / "vis-network.css").read_text(encoding="utf-8")
    return script, style
