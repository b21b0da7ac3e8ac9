"""The one queue of background work, its clock and its process; knows nothing of the portal.

A room declares its work with ``@task`` or ``@periodic``, and asks for it with ``defer``. Work is
done at least once: a job whose process was killed runs again, so every function must be
idempotent, that is, look first whether its work is done already.
"""

from hcmedu.portal.worker.deferring import defer
from hcmedu.portal.worker.registry import periodic
from hcmedu.portal.worker.registry import task


__all__ = ["defer", "periodic", "task"]
