"""Where a demand stands, as an office cites it: ``289/VP-CNTT, mục VIII``. Pure."""

from collections.abc import Iterable
from hcmedu.portal.regulations.model import Citation
from hcmedu.portal.regulations.model import Regulation
from hcmedu.portal.regulations.queries import Catalogue

import re


#: Places that are numbers only; others ('Điều 5', 'dòng chữ chạy') say themselves what they are.
NUMBER = re.compile(r"[IVX]+(\.\d+)*|\d+(\.\d+)*")
#: Forms of which nobody says the name before the number.
UNNAMED = frozenset({"cong-van"})


def citation_text(law: Catalogue, citation: Citation) -> str:
    """Number of the regulation and place in it."""
    name = regulation_text(law, law.regulations[citation.regulation])
    is_number = NUMBER.fullmatch(citation.place)
    return f"{name}, {'mục ' if is_number else ''}{citation.place}"


def citations_text(law: Catalogue, citations: Iterable[Citation]) -> str:
    return "; ".join(citation_text(law, each) for each in citations)


def regulation_text(law: Catalogue, regulation: Regulation) -> str:
    """``Thông tư 09/2024/TT-BGDĐT``; ``289/VP-CNTT`` of a công văn; the issuer without a number."""
    if regulation.number is None:
        return f"Hướng dẫn của {regulation.issuer}" if regulation.form is None else regulation.title
    form = law.document_forms.get(regulation.form or "")
    named = form is not None and form.id not in UNNAMED
    return f"{form.title} {regulation.number}" if named else regulation.number
