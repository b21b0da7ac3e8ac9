"""The head's word for what no machine can judge, kept on the school root (D01: accuracy)."""

from collections.abc import Mapping
from dataclasses import astuple
from datetime import date
from hcmedu.portal.compliance.evaluation import Attestation
from hcmedu.portal.content.moments import now
from persistent.mapping import PersistentMapping
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "hcmedu.portal.compliance.attestations"


def attestations(root: Any) -> Mapping[str, Attestation]:
    """By key of the check, ``A01.topics``."""
    kept = IAnnotations(root).get(KEY) or {}
    return {key: Attestation(*row) for key, row in kept.items()}


def attest(root: Any, key: str, by: str, note: str = "", on: date | None = None) -> Attestation:
    """Keep that a person answers for it, as of a day (None: today). The page asks who may do so."""
    annotations = IAnnotations(root)
    if KEY not in annotations:
        annotations[KEY] = PersistentMapping()
    made = Attestation(by, on or now().date(), note)
    # Plain: what is stored can be read without this package
    annotations[KEY][key] = astuple(made)
    return made


def withdraw(root: Any, key: str) -> None:
    """Take the word back; nothing happens where nobody gave it."""
    (IAnnotations(root).get(KEY) or {}).pop(key, None)
