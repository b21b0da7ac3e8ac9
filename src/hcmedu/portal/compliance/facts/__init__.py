"""Where the facts of a school come from: the catalog's metadata, the school root, its settings."""

from hcmedu.portal.compliance.facts.reporting import report_of


__all__ = ["report_of"]
