"""The invented province's gazetteer, the same as where its names are resolved."""

from tests.resolve.conftest import gazetteer

__all__ = ["gazetteer"]
