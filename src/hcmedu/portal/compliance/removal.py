"""Leave nothing of the self-assessment behind: when the add-on goes."""

from typing import Any
from zope.annotation.interfaces import IAnnotations


#: What all keys begin with under which this room keeps anything on a school root.
PREFIX = "hcmedu.portal.compliance"


def remove_compliance(root: Any) -> None:
    """Attestations, settings, history of a school root."""
    annotations = IAnnotations(root)
    for key in [key for key in annotations if key.startswith(PREFIX)]:
        del annotations[key]
