"""``GET <school root or section>/@documents``: the register for other programs."""

from hcmedu.portal.content.force import force_state
from hcmedu.portal.documents.register.filters import read_filter
from hcmedu.portal.documents.register.lookup import Brains
from hcmedu.portal.documents.register.lookup import find
from hcmedu.portal.documents.register.rows import download_url
from hcmedu.portal.documents.register.rows import Rows
from hcmedu.portal.listing import brains
from plone.restapi.batching import HypermediaBatch
from plone.restapi.services import Service
from typing import Any


class DocumentsGet(Service):
    """``{"@id", "items_total", "items", "facets", "errors", "batching"}``.

    Parameters as in the address of the page (see ``filters``), with ``b_start`` and ``b_size``.
    ``facets``: name → [{"value", "title", "count"}]; ``errors``: parameter → what is no date.
    """

    def reply(self) -> dict[str, Any]:
        asked = read_filter(self.request.form)
        self.request.form.update(page_of(self.request.form))
        found = find(self.context, asked)
        self.rows = Rows(self.context, self.request)
        batch = HypermediaBatch(self.request, Brains(found.numbers))
        answer = {
            "@id": batch.canonical_url,
            "items_total": len(found),
            "items": [self.item(brain) for brain in batch],
            "facets": {name: self.facet(name, counts) for name, counts in found.facets.items()},
        }
        if asked.errors:
            answer["errors"] = dict(asked.errors)
        if batch.links:
            answer["batching"] = batch.links
        return answer

    def facet(self, name: str, counts: Any) -> list[dict[str, Any]]:
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return [
            {"value": value, "title": self.rows.facet_title(name, value), "count": number}
            for value, number in ordered
        ]

    def item(self, brain: Any) -> dict[str, Any]:
        """Dates as yyyy-mm-dd; what a document has not is null."""
        return {
            "@id": brain.getURL(),
            "UID": brain.UID,
            "title": brain.Title,
            "number": brains.value(brain, "document_number"),
            "form": brains.value(brain, "document_form"),
            "issuer": brains.value(brain, "issuer"),
            "abstract": brain.Description,
            "fields_of_work": list(brains.value(brain, "fields_of_work") or ()),
            "section": self.rows.section(brain),
            "state": force_state(brain, self.rows.today).value,
            "download": download_url(brain) or None,
            "file_note": brains.value(brain, "file_note"),
        } | {name: self.day(brain, name) for name in DATES}

    def day(self, brain: Any, name: str) -> str | None:
        found = brains.as_date(brains.value(brain, name))
        return found.isoformat() if found else None


def page_of(form: Any) -> dict[str, str]:
    """``b_start`` and ``b_size`` as numbers that make a page, whatever was sent."""
    start, size = (str(form.get(name, "")) for name in ("b_start", "b_size"))
    first = start if start.isdecimal() and len(start) < 9 else "0"
    wanted = int(size) if size.isdecimal() and len(size) < 5 else PAGE
    return {"b_start": first, "b_size": str(min(max(wanted, 1), LARGEST_PAGE))}


PAGE, LARGEST_PAGE = 25, 500
DATES = ("issue_date", "in_force_from", "in_force_until")
