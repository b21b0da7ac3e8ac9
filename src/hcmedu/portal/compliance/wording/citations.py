"""Where a demand stands, as an office cites it: ``289/VP-CNTT, mục VIII``. Pure."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from hcmedu.portal.regulations.model import Citation
from hcmedu.portal.regulations.model import Regulation
from hcmedu.portal.regulations.queries import Catalogue

import re


#: Places that are numbers only; others ('Điều 5', 'dòng chữ chạy') say themselves what they are.
NUMBER = re.compile(r"[IVX]+(\.\d+)*|\d+(\.\d+)*")
ARTICLE = re.compile(r"Điều (\d+)")
#: Forms of which nobody says the name before the number.
UNNAMED = frozenset({"cong-van"})
REPLACED = "(đã được thay thế)"


def citation_text(law: Catalogue, citation: Citation) -> str:
    """Number of the regulation and place in it."""
    return citations_text(law, [citation])


def citations_text(law: Catalogue, citations: Iterable[Citation], on: date | None = None) -> str:
    """``Thông tư 09/2024/TT-BGDĐT, Điều 4–11, 14; 289/VP-CNTT, mục VIII``: each regulation once.

    ``on``: the day that it is told of. Then what is not in force stands only where nothing else of
    these is, and what was replaced says so.
    """
    places: dict[str, list[str]] = {}
    for each in citations:
        places.setdefault(each.regulation, []).append(each.place)
    told = [key for key in places if on is None or law.in_force(key, on)] or [*places]
    return "; ".join(_cited(law, law.regulations[key], places[key], on) for key in told)


def _cited(law: Catalogue, regulation: Regulation, places: Sequence[str], on: date | None) -> str:
    text = f"{regulation_text(law, regulation)}, {places_text(places)}"
    last = law.last_day(regulation.id)
    return f"{text} {REPLACED}" if on and last and last < on else text


def places_text(places: Iterable[str]) -> str:
    """``mục 2.3, 2.5``, ``Điều 4–11, 14``: articles in their order, runs of them as one."""
    told = [*dict.fromkeys(places)]
    articles = sorted(int(found[1]) for found in map(ARTICLE.fullmatch, told) if found)
    numbers = [each for each in told if NUMBER.fullmatch(each)]
    others = [each for each in told if not NUMBER.fullmatch(each) and not ARTICLE.fullmatch(each)]
    parts = [f"Điều {', '.join(_runs(articles))}"] if articles else []
    if numbers:
        parts.append(f"mục {', '.join(numbers)}")
    return ", ".join([*parts, *others])


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers in order: ``4–11``, ``14``; two that follow each other stay two."""
    runs: list[list[int]] = []
    for each in numbers:
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    for run in runs:
        yield f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run))


def regulation_text(law: Catalogue, regulation: Regulation) -> str:
    """``Thông tư 09/2024/TT-BGDĐT``; ``289/VP-CNTT`` of a công văn; the issuer without a number."""
    if regulation.number is None:
        return f"Hướng dẫn của {regulation.issuer}" if regulation.form is None else regulation.title
    form = law.document_forms.get(regulation.form or "")
    named = form is not None and form.id not in UNNAMED
    return f"{form.title} {regulation.number}" if named else regulation.number
