"""The plain values that pass between the stages. No reading, no writing, no rules of language.

`Report` and `Extraction` are made from one document alone and point into its text with spans.
`Facts`
is what resolution and linking make of many of them. Everything is frozen; sequences are tuples in a
stated order, so equal input gives equal values.
"""

from kg.model.fact import (
    Edge,
    Entity,
    EntityMention,
    Evidence,
    Facts,
    Figure,
    Indicator,
    LedgerRow,
    Lifecycle,
    ReviewRow,
    Step,
)
from kg.model.reading import (
    CORRECTION_UNUSED,
    Extraction,
    Issue,
    Mention,
    Milestone,
    Quantity,
    Relation,
    Residue,
)
from kg.model.report import Report, Section, Sentence, Task
from kg.model.word import (
    LEVELS,
    STAGES,
    Basis,
    EntityType,
    Good,
    Kind,
    Level,
    Manner,
    Operator,
    Period,
    RelationType,
    ReportKind,
    ResidueReason,
    Stage,
    Status,
    Verdict,
)

__all__ = [
    "CORRECTION_UNUSED",
    "LEVELS",
    "STAGES",
    "Basis",
    "Edge",
    "Entity",
    "EntityMention",
    "EntityType",
    "Evidence",
    "Extraction",
    "Facts",
    "Figure",
    "Good",
    "Indicator",
    "Issue",
    "Kind",
    "LedgerRow",
    "Level",
    "Lifecycle",
    "Manner",
    "Mention",
    "Milestone",
    "Operator",
    "Period",
    "Quantity",
    "Relation",
    "RelationType",
    "Report",
    "ReportKind",
    "Residue",
    "ResidueReason",
    "ReviewRow",
    "Section",
    "Sentence",
    "Stage",
    "Status",
    "Step",
    "Task",
    "Verdict",
]
