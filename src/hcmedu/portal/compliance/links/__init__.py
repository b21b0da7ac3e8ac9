"""Do the links that the law demands still answer (Q8 2.17, 4210 III.4): tried by the worker.

Only where the school has switched it on; a report reads what was remembered and asks nobody.
"""

from hcmedu.portal.compliance.links.jobs import ask
from hcmedu.portal.compliance.links.records import alive_links


__all__ = ["alive_links", "ask"]
