"""Shares of fields that the extraction reads right in the labelled documents.

    python tools/bench_extraction.py [--set tuning|held-out] [--misses]

Prints ``field | right | of | share`` for the documents whose rules could be tuned, for those held
out, and for all. A field is right when its value is the labelled one, or when both have none. In a
text that a scanner read, free text may differ by what the scanner misread (one letter in ten);
numbers, dates and forms may not. Case, tones, quotes and ``&`` for ``và`` of names are compared as
the form of the portal stores them: in one spelling.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from hcmedu.portal.documents.extraction import extract
from hcmedu.portal.documents.extraction import Extraction
from hcmedu.portal.documents.extraction import Reference
from hcmedu.portal.vietnamese import normalize
from pathlib import Path
from typing import Any

import argparse
import re
import yaml


LABELLED = Path(__file__).parent.parent / "tests" / "documents" / "labelled"
SETS = ("tuning", "held-out")
#: Fields with one value each, as the extraction names them.
EXACT = ("number", "document_form", "issue_date", "in_force_from")
FREE = ("issuer", "abstract", "signer", "signer_position")
LISTS = ("references", "reference details", "replaces")
FIELDS = (*EXACT[:2], "issuer", "issue_date", *FREE[1:], "in_force_from", *LISTS)
#: How much of a scanned text must agree.
ALIKE = 0.9


@dataclass(frozen=True)
class Labelled:
    """A text and what is to be read in it."""

    name: str
    text: str
    label: dict[str, Any]

    @property
    def scanned(self) -> bool:
        return self.label["text"].startswith("ocr")


@dataclass(frozen=True)
class Outcome:
    """What was expected and what was found for one field of one document."""

    document: str
    set: str
    field: str
    expected: Any
    found: Any
    right: bool


def labelled(directory: Path = LABELLED) -> Iterator[Labelled]:
    """The labelled documents, by name."""
    for path in sorted(directory.glob("*.yaml")):
        # newline="": a label may be about line ends
        text = path.with_suffix(".txt").open(encoding="utf-8", newline="").read()
        yield Labelled(path.stem, text, yaml.safe_load(path.read_text(encoding="utf-8")))


def measure(directory: Path = LABELLED) -> list[Outcome]:
    """Every field of every document."""
    return [
        outcome
        for document in labelled(directory)
        for outcome in outcomes(document, extract(document.text))
    ]


def outcomes(document: Labelled, found: Extraction) -> Iterator[Outcome]:
    """Expected beside found, field by field."""
    label = document.label
    for field in FIELDS:
        expected, value = _expected(label, field), _found(found, field)
        right = expected == value or (field in FREE and _alike(expected, value, document.scanned))
        yield Outcome(document.name, label["set"], field, expected, value, right)


def _expected(label: dict[str, Any], field: str) -> Any:
    if field == "references":
        return sorted(row.split(" | ")[1].lower() for row in label.get("references", []))
    if field == "reference details":
        return sorted(_row(row) for row in label.get("references", []))
    if field == "replaces":
        return sorted(label.get("replaces", []))
    value = label.get(field)
    return str(value) if value is not None else None


def _row(row: str) -> tuple[str | None, ...]:
    """``kind | number or title | date | issuer``; ``-`` and what is left out are not told."""
    cells = [*(None if cell == "-" else cell for cell in row.split(" | ")), None, None]
    return tuple(_plain(cell) for cell in cells[:4])


def _found(found: Extraction, field: str) -> Any:
    if field == "references":
        return sorted(one.value.identity.lower() for one in found.references)
    if field == "reference details":
        return sorted(_told(one.value) for one in found.references)
    if field == "replaces":
        return sorted(one.value.identity for one in found.replaces)
    suggestion = getattr(found, field)
    return str(suggestion.value) if suggestion and suggestion.offered else None


def _told(reference: Reference) -> tuple[str | None, ...]:
    day = reference.issue_date.isoformat() if reference.issue_date else None
    return tuple(
        _plain(part) for part in (reference.form, reference.identity, day, reference.issuer)
    )


def _plain(value: str | None) -> str:
    """One spelling: tones, spaces, dashes, quotes, ``&``."""
    text = normalize(" ".join((value or "").split()))
    text = re.sub(r"[–—-]", "-", re.sub(r"[“”\"]", '"', text))
    return re.sub(r"(?<=HĐND) ?& ?(?=UBND)", " và ", text).rstrip(" .;")


def _alike(expected: str | None, found: str | None, scanned: bool) -> bool:
    if expected is None or found is None:
        return expected == found
    first, second = _plain(expected), _plain(found)
    if first == second:
        return True
    return scanned and SequenceMatcher(None, first, second, False).ratio() >= ALIKE


def shares(found: list[Outcome]) -> dict[str, tuple[int, int]]:
    """Field → how many are right, of how many."""
    return {
        field: (
            sum(one.right for one in found if one.field == field),
            sum(one.field == field for one in found),
        )
        for field in FIELDS
    }


def table(found: list[Outcome]) -> str:
    """``field | right | of | share``, one line a field."""
    rows = [
        f"{field} | {right} | {of} | {right / of:.3f}" if of else f"{field} | 0 | 0 | -"
        for field, (right, of) in shares(found).items()
    ]
    return "\n".join(["field | right | of | share", *rows])


def misses(found: list[Outcome]) -> str:
    """What went wrong, to tune by; never asked for the set that is held out."""
    wrong = [one for one in found if not one.right]
    return "\n".join(
        f"{one.document}: {one.field}\n  - {one.expected}\n  + {one.found}" for one in wrong
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--set", choices=SETS, help="only these documents")
    parser.add_argument("--misses", action="store_true", help="tell the misses of the tuning set")
    options = parser.parse_args(arguments)
    found = measure()
    for name in (options.set,) if options.set else (*SETS, "all"):
        chosen = [one for one in found if name in (one.set, "all")]
        documents = len({one.document for one in chosen})
        print(f"{name} ({documents} documents)\n{table(chosen)}\n")
    if options.misses:
        print(misses([one for one in found if one.set == "tuning"]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
