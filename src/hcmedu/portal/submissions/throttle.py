"""How often something may be done: counted in a moving window, by the package ``limits``.

Counts lie in the memory of the process. Where several processes serve one site, the environment
variable ``HCMEDU_THROTTLE`` names a store that they share, as ``limits`` writes it.
"""

from dataclasses import dataclass
from functools import lru_cache
from limits import RateLimitItemPerSecond
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

import os
import time


VARIABLE = "HCMEDU_THROTTLE"
HERE = "memory://"


@dataclass(frozen=True)
class Allowance:
    """So many times within so many seconds; ``name`` keeps the counts of each apart."""

    name: str
    times: int
    seconds: int

    @property
    def item(self) -> RateLimitItemPerSecond:
        return RateLimitItemPerSecond(self.times, self.seconds, namespace=f"hcmedu.{self.name}")


@lru_cache(maxsize=1)
def limiter() -> MovingWindowRateLimiter:
    """Made when it is first asked; raises ``limits.errors.ConfigurationError`` for a bad store."""
    return MovingWindowRateLimiter(storage_from_string(os.environ.get(VARIABLE) or HERE))


def take(allowance: Allowance, key: str) -> bool:
    """Count once for the key; False, and nothing counted, when all is used up."""
    return limiter().hit(allowance.item, key)


def is_left(allowance: Allowance, key: str) -> bool:
    """Whether ``take`` would succeed; nothing is counted."""
    return limiter().test(allowance.item, key)


def wait(allowance: Allowance, key: str) -> int:
    """Seconds until something is left again, at least 1."""
    reset = limiter().get_window_stats(allowance.item, key).reset_time
    return max(1, round(reset - time.time()))


def forget() -> None:
    """All counts, of this process: for tests."""
    limiter().storage.reset()
