"""Every exception that the package raises on purpose; `KgError` is the root and `cli.py` alone
catches it.

Subclasses say what the reader does next. Programming mistakes stay `ValueError` and `TypeError`.
"""


class KgError(Exception):
    """Stand for any failure that a user can do something about."""


class InputError(KgError):
    """Say that one input cannot be read; the rest of a build goes on without it.

    Args:
        code: Short stable word for `issues.jsonl`, such as `empty_file`.
        message: The value, the place and the way out, in one line.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class ConfigError(KgError):
    """Say that a setting or a user's own table has a value that cannot be used."""


class RuleFileError(KgError):
    """Say that a table in `kg/data` or a user's gazetteer is broken, and where."""


class SchemaError(KgError):
    """Say that a node or an edge breaks `kg/data/schema.toml`."""


class PipelineError(KgError):
    """Say that stages were put together in a wrong order or with wrong parts."""


class OutputError(KgError):
    """Say that a result cannot be written where it was asked for, or read back from there."""


class ExportError(KgError):
    """Say that a form of a build cannot be made from what the package holds."""


class QueryError(KgError):
    """Say that a query is unknown, malformed, refused or over its limit."""


class UnknownFormatError(KgError):
    """Say that no reader or exporter has the asked format, and which there are."""


class MissingExtraError(KgError):
    """Say which extra of the package brings the library that is missing."""


class ServerError(KgError):
    """Say that a database server cannot be used, and why."""
