"""What a report says, read out of its text: the spaCy pipeline and its components.

Each component is a module with a pure function; `kg.extract.pipeline` puts them together.
"""

from typing import Final

PIPELINE: Final = (
    "kg_gazetteer",
    "kg_entities",
    "kg_contexts",
    "kg_quantities",
    "kg_milestones",
    "kg_relations",
    "kg_residue",
)
"""The components in the order in which they run."""
