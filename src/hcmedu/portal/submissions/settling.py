"""The store comes and goes with its school root.

It is made when the root is built, so that no request has to make it.
"""

from Acquisition import aq_chain
from hcmedu.portal.submissions.packing import note_deletion
from hcmedu.portal.submissions.store import ensure_store
from hcmedu.portal.submissions.store import remove_store
from hcmedu.portal.submissions.store import STORE_KEY
from plone.base.interfaces import IPloneSiteRoot
from typing import Any
from zope.annotation.interfaces import IAnnotations


def school_built(root: Any, event: Any) -> None:
    ensure_store(root)


def school_copied(root: Any, event: Any) -> None:
    """``IObjectCopiedEvent``: what people sent to a school stays there alone; no deletion would
    ever find it in a copy."""
    remove_store(root)


def school_removed(root: Any, event: Any) -> None:
    """``IObjectWillBeRemovedEvent``: what was sent to a school of a portal leaves the disk too.

    A portal that goes as a whole has no night any more in which anything could be done.
    """
    sites = [each for each in aq_chain(root) if IPloneSiteRoot.providedBy(each)]
    if sites and not IPloneSiteRoot.providedBy(root) and STORE_KEY in IAnnotations(root):
        note_deletion(sites[0])
