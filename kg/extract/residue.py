"""Numbers and quoted names that no fact uses, each with the reason: nothing disappears."""

from collections.abc import Sequence

from kg.model import Mention, Milestone, Quantity, Report, Residue


def find_residue(
    report: Report,
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    milestones: Sequence[Milestone],
) -> list[Residue]:
    """List what no fact uses."""
    return []
