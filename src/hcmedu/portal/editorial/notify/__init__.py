"""E-mails of the editorial board: stored with the transition, sent by the worker's clock."""

from hcmedu.portal.editorial.notify.jobs import send_notices


__all__ = ["send_notices"]
