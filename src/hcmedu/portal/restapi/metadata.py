"""Columns of the catalog that are for the board's own pages, not for whoever asks for them."""

from plone import api
from plone.restapi.interfaces import IJSONSummarySerializerMetadata
from zope.interface import implementer


#: It tells by which account an item was written and approved.
WITHHELD = frozenset({"editorial"})
#: Names of accounts, for those who have one themselves.
ACCOUNTS = frozenset({"Creator", "listCreators"})


@implementer(IJSONSummarySerializerMetadata)
class Withheld:
    """Takes columns out of what ``metadata_fields`` of a REST search may ask for."""

    def default_metadata(self) -> set[str]:
        return set()

    def field_accessors(self) -> dict[str, str]:
        return {}

    def non_metadata_attributes(self) -> set[str]:
        return set()

    def blocklisted_attributes(self) -> set[str]:
        return set(WITHHELD | ACCOUNTS if api.user.is_anonymous() else WITHHELD)
