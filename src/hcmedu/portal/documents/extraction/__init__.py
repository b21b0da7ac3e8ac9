"""Reads the fields of an official document out of its text; pure, without Plone.

``extract(text)`` takes the text as it comes out of a PDF, a scan or a Word file: two columns in
the head, pages divided by form feeds, letters composed or not. What it hands back are suggestions
with their place in that very text; nothing is told that has no place. It takes the layouts of Nghị
định 30/2020/NĐ-CP and of its predecessors (Thông tư 01/2011/TT-BNV), and of the legislature.
"""

from collections.abc import Iterable
from hcmedu.portal.documents.extraction.abstracts import find_abstract
from hcmedu.portal.documents.extraction.days import find_issue_date
from hcmedu.portal.documents.extraction.days import place_of_issue
from hcmedu.portal.documents.extraction.force import find_in_force_from
from hcmedu.portal.documents.extraction.forms import find_form
from hcmedu.portal.documents.extraction.head import read_head
from hcmedu.portal.documents.extraction.issuers import find_issuer
from hcmedu.portal.documents.extraction.mentions import Mention
from hcmedu.portal.documents.extraction.model import Extraction
from hcmedu.portal.documents.extraction.model import OFFER
from hcmedu.portal.documents.extraction.model import Reference
from hcmedu.portal.documents.extraction.model import Suggestion
from hcmedu.portal.documents.extraction.preamble import find_references
from hcmedu.portal.documents.extraction.replacement import find_replaced
from hcmedu.portal.documents.extraction.signatures import chosen
from hcmedu.portal.documents.extraction.signatures import find_signatures
from hcmedu.portal.documents.extraction.signatures import Signature
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span
from hcmedu.portal.documents.extraction.symbols import head_number


__all__ = ["OFFER", "Extraction", "Reference", "Suggestion", "extract"]


def extract(text: str) -> Extraction:
    """The fields that a text tells; any text will do, the time grows with its length only."""
    source = Source(text)
    head = read_head(source)
    form = find_form(source, head)
    kind = form.value if form else None
    found, end = find_signatures(source, head.end)
    issued = find_issue_date(source, head, end, kind)
    signer, post = _signer(source, chosen(found, kind))
    return Extraction(
        number=head_number(source, head),
        document_form=form,
        issuer=find_issuer(source, head, place_of_issue(source, head, end)),
        issue_date=issued,
        abstract=find_abstract(source, head),
        signer=signer,
        signer_position=post,
        in_force_from=find_in_force_from(source, head.end, end, kind, issued),
        references=_references(source, find_references(source, head.end, end)),
        replaces=_references(source, find_replaced(source, head.end, end)),
    )


def _references(
    source: Source, found: Iterable[tuple[Mention, float]]
) -> tuple[Suggestion[Reference], ...]:
    return tuple(
        source.suggest(mention.reference, Span(mention.start, mention.end), confidence)
        for mention, confidence in found
    )


def _signer(
    source: Source, signatures: list[Signature]
) -> tuple[Suggestion[str] | None, Suggestion[str] | None]:
    """Name and post; of two who sign together both, in the order of the text."""
    if not signatures:
        return None, None
    names = "; ".join(one.name for one in signatures)
    name = source.suggest(names, _around([one.name_at for one in signatures]), 0.85)
    places = [one.post_at for one in signatures if one.post_at]
    posts = "; ".join(one.post for one in signatures if one.post)
    return name, source.suggest(posts, _around(places), 0.85) if posts else None


def _around(spans: list[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))
