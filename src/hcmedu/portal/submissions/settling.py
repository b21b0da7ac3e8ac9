"""A school root gets its store when it is built, so that no request has to make it."""

from hcmedu.portal.submissions.store import ensure_store
from typing import Any


def school_built(root: Any, event: Any) -> None:
    ensure_store(root)
