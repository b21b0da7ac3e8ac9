"""The report as anybody can make it who only has the address of a portal (D01: from outside)."""

from hcmedu.portal.compliance.external.asking import ExternalError
from hcmedu.portal.compliance.external.reporting import external_report
from hcmedu.portal.compliance.external.reporting import UNSEEN


__all__ = ["UNSEEN", "ExternalError", "external_report"]
