"""Sentences for what is missing in content, profile, links and board."""

from collections.abc import Mapping
from hcmedu.portal import _


SENTENCES: Mapping[str, str] = {
    "empty": _("Nothing is published in the section ${section}."),
    "too_few": _("${found} of at least ${number} are published."),
    "fields_empty": _("${number} of ${total} items lack: ${fields}."),
}
