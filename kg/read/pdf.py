"""Reads `.pdf`: the text of its pages. A scan has none. Needs the extra `files`."""

import io
import logging

from kg.errors import InputError
from kg.read.fault import FAULTS, words
from kg.read.source import Source


def read(data: bytes, *, name: str) -> list[Source | InputError]:
    """Read the text of a PDF."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as exc:
        fault = f"{name}: reading .pdf needs pypdf; pip install 'govreport-kg[files]'"
        raise InputError("missing_extra", fault) from exc
    # a damaged file is told by the error below; pypdf's own warnings would come without a name
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("locked_file", f"{name}: has a password; save it without one")
        text = "\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, *FAULTS) as exc:
        fault = f"{name}: not a readable PDF: {words(exc)}; save it anew"
        raise InputError("broken_pdf", fault) from exc
    if not text.strip():
        raise InputError("empty_file", f"{name}: no text in it; a scan must go through OCR first")
    return [Source(text, "pdf")]
