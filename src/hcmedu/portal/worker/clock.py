"""What the clock and the worker's sign of life leave in the queue's file."""

from dataclasses import dataclass
from hcmedu.portal.worker.registry import Periodic
from hcmedu.portal.worker.storage import JobStorage


#: Seconds that a tick may come early: the scheduler's minute is not exact.
SLACK = 20
#: Seconds without a beat after which the worker counts as dead; it beats far more often.
DEAD_AFTER = 60


@dataclass(frozen=True)
class Run:
    """The last run of work of the clock on one site; moments are seconds since the epoch."""

    task: str
    started: float
    ended: float
    error: str


@dataclass(frozen=True)
class Heartbeat:
    """Which process the worker is, since when, and when it was alive last."""

    pid: int
    host: str
    since: float
    beat: float

    def is_alive(self, now: float) -> bool:
        return abs(now - self.beat) < DEAD_AFTER


class Clock:
    """Every method is one transaction, and raises ``sqlite3.Error``."""

    def __init__(self, storage: JobStorage) -> None:
        self.storage = storage

    def is_due(self, work: Periodic, now: float) -> bool:
        """Whether its time has come again. It is made up for when the worker was down then."""
        query = "select moment from tick where task = ?"
        found = self.storage.sql(query, (work.name,), results=True)
        if not found:
            return True
        passed = now - found[0][0]
        # A moment in the future: the machine's clock was set back since.
        return passed < -SLACK or passed >= work.minutes * 60 - SLACK

    def ticked(self, work: Periodic, now: float) -> None:
        self._write("insert or replace into tick (task, moment) values (?, ?)", work.name, now)

    def record(self, site: str, run: Run) -> None:
        self._write(
            "insert or replace into run (task, site, started, ended, error) values (?, ?, ?, ?, ?)",
            *(run.task, site, run.started, run.ended, run.error),
        )

    def runs(self, site: str) -> dict[str, Run]:
        """The last run of each periodic task on that site, by name."""
        query = "select task, started, ended, error from run where site = ?"
        return {row[0]: Run(*row) for row in self.storage.sql(query, (site,), results=True)}

    def beat(self, beat: Heartbeat) -> None:
        self._write(
            "insert or replace into heartbeat (id, pid, host, since, beat) values (1, ?, ?, ?, ?)",
            *(beat.pid, beat.host, beat.since, beat.beat),
        )

    def stop_beating(self) -> None:
        self._write("delete from heartbeat")

    def heartbeat(self) -> Heartbeat | None:
        query = "select pid, host, since, beat from heartbeat"
        rows = self.storage.sql(query, results=True)
        return Heartbeat(*rows[0]) if rows else None

    def remember_address(self, site: str, url: str) -> None:
        self._write("insert or replace into address (site, url) values (?, ?)", site, url)

    def address(self, site: str) -> str:
        """The address under which somebody known to the site saw it last; may be empty."""
        rows = self.storage.sql("select url from address where site = ?", (site,), results=True)
        return rows[0][0] if rows else ""

    def _write(self, query: str, *values: object) -> None:
        self.storage.sql(query, values, commit=True)
