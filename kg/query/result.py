"""What a query answers, and how it is shown. Who asked is not known here."""

import csv
import io
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal
from xml.sax.saxutils import escape, quoteattr

from kg.errors import UnknownFormatError

if TYPE_CHECKING:
    import pandas as pd

FORMATS: Final = ("table", "csv", "json", "xml")
_XML_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XML_NAMESPACE: Final = "http://www.w3.org/2005/sparql-results#"
_WIDEST: Final = 60
"""Columns of a terminal after which a cell of a table is cut."""


@dataclass(frozen=True, slots=True)
class Value:
    """A cell of an answer.

    Args:
        text: The IRI or the literal's characters.
        kind: Which of the two it is.
        datatype: IRI of the literal's datatype; empty for a plain string.
        language: Language of the literal; empty where it has none.
    """

    text: str
    kind: Literal["uri", "literal"] = "literal"
    datatype: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """An answer.

    Args:
        columns: Names, in their order.
        rows: A cell for each column, None where nothing is bound.
        boolean: The answer of ASK, which has no columns; None otherwise.
        is_graph: Whether the rows are the triples of CONSTRUCT or DESCRIBE.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...] = ()
    boolean: bool | None = None
    is_graph: bool = False


def frame(result: Result) -> "pd.DataFrame | bool":
    """Return an answer as a pandas frame of strings, in which what is not bound is None; the answer
    of ASK as a truth value."""
    if result.boolean is not None:
        return result.boolean
    import pandas as pd  # heavy, and only a Python user needs it

    rows = [[None if value is None else value.text for value in row] for row in result.rows]
    return pd.DataFrame(rows, columns=list(result.columns), dtype=object)


def render(result: Result, form: str) -> str:
    """Write an answer for a terminal (`table`), or as SPARQL results in CSV, JSON or XML.

    Returns:
        Text that ends with a line break.

    Raises:
        UnknownFormatError: There is no such form.
    """
    writers = {"table": _table, "csv": _csv, "json": _json, "xml": _xml}
    if form not in writers:
        raise UnknownFormatError(f"no format {form!r}; choose from {', '.join(FORMATS)}")
    return writers[form](result)


def _table(result: Result) -> str:
    if result.boolean is not None:
        return f"{'yes' if result.boolean else 'no'}\n"
    cells = [[_short(value) for value in row] for row in result.rows]
    widths = [
        max([_width(name), *(_width(row[place]) for row in cells)])
        for place, name in enumerate(result.columns)
    ]
    lines = [list(result.columns), ["-" * width for width in widths], *cells]
    shown = (
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        )
        for line in lines
    )
    rows = len(result.rows)
    return "".join(f"{line.rstrip()}\n" for line in shown) + f"({rows} row{'s' * (rows != 1)})\n"


def _short(value: Value | None) -> str:
    if value is None:
        return ""
    text = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in value.text)
    if value.kind == "uri":
        text = re.split(r"/|#(?!char=)", text)[-1]
    if _width(text) <= _WIDEST:
        return text
    while _width(text) >= _WIDEST:
        text = text[:-1]
    return f"{text}…"


def _width(text: str) -> int:
    """Count the columns of a terminal; full-width signs take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _csv(result: Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if result.boolean is not None:
        return f"{str(result.boolean).lower()}\n"
    writer.writerow(result.columns)
    for row in result.rows:
        writer.writerow(["" if value is None else value.text for value in row])
    return out.getvalue()


def _json(result: Result) -> str:
    answer: dict[str, Any] = {"head": {"vars": list(result.columns)}}
    if result.boolean is not None:
        answer = {"head": {}, "boolean": result.boolean}
    else:
        answer["results"] = {
            "bindings": [
                {
                    name: _json_value(value)
                    for name, value in zip(result.columns, row, strict=True)
                    if value is not None
                }
                for row in result.rows
            ]
        }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _json_value(value: Value) -> dict[str, str]:
    said = {"type": value.kind, "value": value.text}
    if value.datatype:
        said["datatype"] = value.datatype
    if value.language:
        said["xml:lang"] = value.language
    return said


def _xml(result: Result) -> str:
    names = "".join(f"<variable name={quoteattr(name)}/>" for name in result.columns)
    head = f'<sparql xmlns="{_XML_NAMESPACE}">\n<head>{names}</head>\n'
    if result.boolean is not None:
        body = f"<boolean>{str(result.boolean).lower()}</boolean>\n"
    else:
        rows = "".join(f"<result>{_xml_row(result.columns, row)}</result>\n" for row in result.rows)
        body = f"<results>\n{rows}</results>\n"
    return f"{_XML_HEAD}{head}{body}</sparql>\n"


def _xml_row(columns: tuple[str, ...], row: tuple[Value | None, ...]) -> str:
    return "".join(
        f"<binding name={quoteattr(name)}>{_xml_value(value)}</binding>"
        for name, value in zip(columns, row, strict=True)
        if value is not None
    )


def _xml_value(value: Value) -> str:
    text = escape("".join(sign for sign in value.text if sign >= " " or sign in "\t\n\r"))
    if value.kind == "uri":
        return f"<uri>{text}</uri>"
    said = f" datatype={quoteattr(value.datatype)}" if value.datatype else ""
    said += f' xml:lang="{value.language}"' if value.language else ""
    return f"<literal{said}>{text}</literal>"
