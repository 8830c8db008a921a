"""Says whether a SPARQL text may be run: only forms that read, and nothing that goes out to a
network.

The engine's own parser is not at hand, and it reads some texts otherwise than the grammar's tokens
would have it. So where two readings are possible (`<` as a sign or as the start of an IRI) the
text is refused rather than guessed at.
"""

import re
from typing import Final

from kg.errors import QueryError

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES: Final = (
    "INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH",
)  # fmt: skip
_CODE_POINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN: Final = re.compile(
    r"""
      (?P<comment> \#[^\n\r]* )
    | (?P<string> \"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                | \"(?:[^\"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<iri> <[A-Za-z][A-Za-z0-9+.-]*://[^<>\"{}|^`\\\x00-\x20]*> )
    | (?P<doubtful> <[^<>\"{}|^`\\\x00-\x20]*> )
    | (?P<escape> \\. )
    | (?P<variable> [?$]\w+ )
    | (?P<local> :[\w.%-]* )
    | (?P<quote> [\"'] )
    | (?P<word> [A-Za-z][\w-]* )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


def check(text: str) -> None:
    """See that a query only reads, and only this store.

    Raises:
        QueryError: It is an update, asks another server (SERVICE), or cannot be told; with line
            and column.
    """
    decoded = _CODE_POINT.sub(_decode, text)
    words = []
    for match in _TOKEN.finditer(decoded):
        kind, token = str(match.lastgroup), match[0]
        if kind == "quote":
            raise QueryError(f"{_place(decoded, match)}: a quotation mark that is not closed")
        if kind == "doubtful" and ("'" in token or "#" in token):
            raise QueryError(
                f"{_place(decoded, match)}: {token} can be read in two ways; write the IRI with"
                " its scheme, or a blank after <"
            )
        if kind in ("word", "doubtful") and "service" in token.lower():
            raise QueryError(
                f"{_place(decoded, match)}: SERVICE is refused: a query reads this store alone"
            )
        if kind == "word":
            words.append(match)
    _check_form(decoded, words)


def _check_form(text: str, words: list[re.Match[str]]) -> None:
    """See that the first word after the prologue is a form that reads."""
    prefix = False
    for match in words:
        word = match[0].upper()
        if word in ("PREFIX", "BASE"):
            prefix = True
        elif word in FORMS:
            return
        elif word in _UPDATES:
            raise QueryError(f"{_place(text, match)}: {word} is refused: a store is only read")
        elif not prefix:
            break
        else:
            prefix = False  # the name of a prefix
    raise QueryError(f"no query: it starts with none of {', '.join(FORMS)}")


def _decode(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise QueryError(f"{match[0]} is no character")
    return chr(number)


def _place(text: str, match: re.Match[str]) -> str:
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
    return f"{line}:{column}"
