"""Reads sentences given as records, and gives records back: what `kg annotate` and `kg evaluate`
run."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kg.config import REPORT_YEARS
from kg.errors import InputError, OutputError
from kg.extract.pipeline import extract, make_pipeline
from kg.progress import Progress, silent
from kg.read.record import Record, batches, read_records, to_records


def annotate(
    path: Path,
    output: Path,
    *,
    gazetteers: Sequence[Path] = (),
    progress: Progress = silent,
) -> None:
    """Annotate a JSON Lines file of sentences and write the records, in the same order.

    Raises:
        InputError: The file or one of its lines cannot be used.
        OutputError: The result cannot be written; nothing is left behind.
    """
    records = read_records(path)
    rows = list(_rows(records, gazetteers=gazetteers, progress=progress))
    fresh = output.with_name(f".{output.name}.new")
    try:
        fresh.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
        fresh.replace(output)
    except OSError as exc:
        raise OutputError(f"{output}: cannot be written: {exc.strerror}") from exc
    finally:
        fresh.unlink(missing_ok=True)


def annotated(records: Iterable[Record], *, progress: Progress = silent) -> list[Record]:
    """Annotate sentences; what their records say already is not looked at.

    Raises:
        InputError: A record has no report year.
    """
    rows = _rows(list(records), gazetteers=(), progress=progress)
    return [msgspec.convert(row, Record) for row in rows]


def _rows(
    records: Sequence[Record],
    *,
    gazetteers: Sequence[Path],
    progress: Progress,
) -> Iterator[dict[str, Any]]:
    for record in records:
        if record.report_year not in REPORT_YEARS:
            raise InputError(
                "no_year",
                f"{record.id}: report_year {record.report_year} is no year of a report; "
                f"give one from {REPORT_YEARS[0]} to {REPORT_YEARS[-1]}",
            )
    nlp = make_pipeline(gazetteers=gazetteers)
    done = 0
    for batch in batches(records):
        progress("annotate", done, len(records))
        yield from to_records(extract(batch.report, nlp), [record.id for record in batch.records])
        done += len(batch.records)
    progress("annotate", done, len(records))
