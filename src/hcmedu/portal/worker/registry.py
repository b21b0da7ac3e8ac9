"""What work there is: functions by the stable name under which a queue stores them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar


#: Seconds: the longest pause between two tries, an hour.
LONGEST_PAUSE = 3600

Function = TypeVar("Function", bound=Callable[..., None])


@dataclass(frozen=True)
class Task:
    """Work that is deferred; ``title`` is what an administrator reads."""

    name: str
    function: Callable[..., None]
    title: str
    retries: int
    delay: float

    def pause(self, tries: int) -> float | None:
        """Seconds until the next try after so many failed ones; None when that was the last."""
        if tries > self.retries:
            return None
        # A float has no room for the power of a number of tries that nobody will ever wait for.
        return min(self.delay * 2.0 ** min(tries - 1, 64), LONGEST_PAUSE)


@dataclass(frozen=True)
class Periodic:
    """Work of the clock, done for every Plone site each so many minutes."""

    name: str
    function: Callable[..., None]
    title: str
    minutes: int


class UnknownTask(LookupError):
    """No function was registered under that name."""


_tasks: dict[str, Task] = {}
_periodic: dict[str, Periodic] = {}


def task(
    name: str, *, title: str = "", retries: int = 5, delay: float = 60
) -> Callable[[Function], Function]:
    """Register ``function(site, **kwargs)``.

    A try that fails is followed by up to ``retries`` more: the first after ``delay`` seconds, each
    later one after twice the pause of the one before, but an hour at most.
    """
    if retries < 0 or delay <= 0:
        raise ValueError(f"{name}: retries must be 0 or more, delay more than 0 seconds")

    def register(function: Function) -> Function:
        _check_free(name, function)
        _tasks[name] = Task(name, function, title or name, retries, delay)
        return function

    return register


def periodic(name: str, *, minutes: int, title: str = "") -> Callable[[Function], Function]:
    """Register ``function(site)``; it decides itself whether it has anything to do on that site.

    It is not tried again before its time: the clock calls it soon enough.
    """
    if minutes < 1:
        raise ValueError(f"{name}: the clock ticks once a minute")

    def register(function: Function) -> Function:
        _check_free(name, function)
        _periodic[name] = Periodic(name, function, title or name, minutes)
        return function

    return register


def _check_free(name: str, function: Callable[..., None]) -> None:
    """Refuse a name that another function has; the same one may come again (module reloaded)."""
    known = _tasks.get(name) or _periodic.get(name)
    if known and _identity(known.function) != _identity(function):
        raise ValueError(f"{name} is the name of {_identity(known.function)} already")


def _identity(function: Callable[..., None]) -> tuple[str, str]:
    return function.__module__, function.__qualname__


def find_task(name: str) -> Task:
    """Raises ``UnknownTask``."""
    try:
        return _tasks[name]
    except KeyError:
        raise UnknownTask(name) from None


def periodic_tasks() -> list[Periodic]:
    return [_periodic[name] for name in sorted(_periodic)]


def title_of(name: str) -> str:
    """Title of a task or of work of the clock; its name when nobody knows it any more."""
    known = _tasks.get(name) or _periodic.get(name)
    return known.title if known else name
