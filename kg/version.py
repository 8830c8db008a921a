"""The package's version, where every module can read it."""

from typing import Final

VERSION: Final = "0.1.0"
