"""Notes that programs leave on the request are theirs: nobody sends them along.

plone.restapi keeps on the request which columns its lists tell and by which methods, and takes what
a form brings under that name: visitors read any attribute of public items, hidden columns and
models of forms among them, and called methods without a permission.
"""

from hcmedu.portal.interfaces import IHcmeduPortalLayer
from typing import Any


#: What services note for themselves.
NOTES = frozenset({"summary_serializer_metadata", "_summary_fields_cache"})


def before(event: Any) -> None:
    """``IPubAfterTraversal``: out of the form, out of what was sent in the address."""
    request = event.request
    if IHcmeduPortalLayer.providedBy(request):
        for name in NOTES.intersection(request.form):
            del request.form[name]
