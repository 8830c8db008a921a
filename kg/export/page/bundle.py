"""Joins the page's own ES modules into one script, so that a page needs no build step and no Node.

It reads the plain subset that `src` is written in: named imports from `./name.js`, and `export`
before a function, class or const. Anything else of `import` and `export` is refused."""

import re
from collections.abc import Mapping
from functools import cache
from graphlib import TopologicalSorter
from importlib import resources
from typing import Final

from kg.errors import ExportError

_IMPORT: Final = re.compile(r'^import \{([^}]*)\} from "\./([a-z_]+)\.js";\n', re.MULTILINE)
_EXPORT: Final = re.compile(
    r"^export (?=(?:async )?(?:function\*?|class|const) ([A-Za-z_$][\w$]*))", re.MULTILINE
)
_OTHER: Final = re.compile(r"^\s*(?:import|export)\b.*$", re.MULTILINE)


def join(modules: Mapping[str, str], *, entry: str) -> str:
    """Join ES modules into one strict script that runs at once.

    Args:
        modules: Source by name, without `.js`.
        entry: The module that is run; only what it needs is taken in.

    Raises:
        ExportError: A module is missing, imports in a circle, or says more than the subset.
    """
    needs = _needs(modules, entry)
    parts = ['"use strict";\n(() => {\nconst modules = {};\n']
    for name in TopologicalSorter(needs).static_order():
        parts.append(_wrapped(name, modules[name]))
    parts.append("})();\n")
    return "".join(parts)


def _needs(modules: Mapping[str, str], entry: str) -> dict[str, list[str]]:
    needs: dict[str, list[str]] = {}
    queue = [entry]
    while queue:
        name = queue.pop(0)
        if name in needs:
            continue
        if name not in modules:
            raise ExportError(f"no module {name}.js among the page's sources")
        needs[name] = [found[1] for found in _IMPORT.findall(modules[name])]
        queue.extend(needs[name])
    return needs


def _wrapped(name: str, source: str) -> str:
    names = _EXPORT.findall(source)
    body = _IMPORT.sub(_binding, source)
    body = _EXPORT.sub("", body)
    other = _OTHER.search(body)
    if other is not None:
        raise ExportError(f"{name}.js: not a form that can be joined: {other[0].strip()}")
    given = ", ".join(names)
    return f"modules.{name} = (() => {{\n{body}\nreturn {{ {given} }};\n}})();\n"


def _binding(found: re.Match[str]) -> str:
    names = re.sub(r"\s+as\s+", ": ", found[1])
    return f"const {{{names}}} = modules.{found[2]};\n"


@cache
def source() -> tuple[str, str]:
    """Return the page's own script, joined, and its stylesheet."""
    folder = resources.files("kg.export.page") / "src"
    modules = {
        path.name.removesuffix(".js"): path.read_text(encoding="utf-8")
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".js")
    }
    style = (folder / "page.css").read_text(encoding="utf-8")
    return join(modules, entry="main"), style
