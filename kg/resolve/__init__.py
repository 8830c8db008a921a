"""Resolves mentions to entities with stable ids: places, agencies, projects, indicators.

`resolve_place` needs the extractions of one issuing place and the tables, nothing else; it returns
`kg.model.Facts` for `kg.link.link_place`.
"""

from kg.resolve.stage import resolve_place

__all__ = ["resolve_place"]
