"""Links resolved facts: targets to outcomes (the ledger), milestones to lifecycles, places to a
whole.

`link_place` needs the facts of one issuing place, `assemble` unites those of many; both are pure,
take and return `kg.model.Facts`, and give the same whatever the order of their input.
"""

from kg.link.assemble import assemble
from kg.link.place import link_place

__all__ = ["assemble", "link_place"]
