"""Turn Chinese government work reports (政府工作报告) into a knowledge graph with evidence for
every fact."""

from typing import Final

__version__: Final = "0.1.0"
