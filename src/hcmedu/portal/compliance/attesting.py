"""The head's word for what no machine can judge, kept on the school root (D01: accuracy)."""

from collections.abc import Mapping
from dataclasses import astuple
from datetime import date
from hcmedu.portal.compliance.evaluation import Attestation
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.authorship import current_user_id
from hcmedu.portal.editorial.deputies.delegations import acting_for
from hcmedu.portal.editorial.deputies.delegations import is_head
from persistent.mapping import PersistentMapping
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "hcmedu.portal.compliance.attestations"
ATTEST = "hcmedu.portal: Attest compliance"


def may_attest(root: Any) -> bool:
    """The head of this board by appointment, or a deputy while he acts for him.

    The permission alone is not enough: who shares out roles could lend it to himself. Who joins
    the head's group stands in the log.
    """
    if not api.user.has_permission(ATTEST, obj=root):
        return False
    user_id = current_user_id()
    return is_head(root, user_id) or acting_for(root, user_id) is not None


def attestations(root: Any) -> Mapping[str, Attestation]:
    """By key of the check, ``A01.topics``."""
    kept = _kept(root)
    return {} if kept is None else {key: Attestation(*row) for key, row in kept["given"].items()}


def attest(root: Any, key: str, by: str, note: str = "", on: date | None = None) -> Attestation:
    """Keep that a person answers for it, as of a day (None: today). The page asks who may do so."""
    kept = _kept(root)
    if kept is None:
        kept = PersistentMapping(owner=IUUID(root), given=PersistentMapping())
        IAnnotations(root)[KEY] = kept
    made = Attestation(by, on or now().date(), note)
    # Plain: what is stored can be read without this package
    kept["given"][key] = astuple(made)
    return made


def withdraw(root: Any, key: str) -> None:
    """Take the word back; nothing happens where nobody gave it."""
    kept = _kept(root)
    if kept is not None:
        kept["given"].pop(key, None)


def _kept(root: Any) -> PersistentMapping | None:
    """A copy of a school carries the annotation of its original; the word was not given for it."""
    kept = IAnnotations(root).get(KEY)
    return kept if kept is not None and kept.get("owner") == IUUID(root) else None
