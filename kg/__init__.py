"""Turn Chinese government work reports (政府工作报告) into a knowledge graph with evidence.

`kg.build(["reports/"])` returns a `kg.Graph`; `kg.Graph.load("output/x")` opens an earlier build.
"""

from typing import TYPE_CHECKING, Any, Final

from kg.version import VERSION

if TYPE_CHECKING:
    from kg.api import Graph, build

__all__ = ["Graph", "__version__", "build"]

__version__: Final = VERSION


def __getattr__(name: str) -> Any:
    """Import the API when it is first asked for, so that `kg --help` and the parts stay light."""
    if name in ("Graph", "build"):
        from kg import api

        return getattr(api, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
