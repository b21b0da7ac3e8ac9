"""huey's SQLite storage with tables of ours in the same file."""

from huey.storage import SqliteStorage
from typing import ClassVar


#: Jobs (``journal``), ticks and runs of the clock, the worker's sign of life (``clock``).
DDL = [
    "create table if not exists job (id text primary key, task text not null, site text not null,"
    " key text, kwargs text not null, address text not null, state text not null,"
    " tries integer not null, created real not null, due real not null, started real, ended real,"
    " error text not null)",
    "create index if not exists job_of_site on job (site, state, ended)",
    "create index if not exists job_by_state on job (state, due)",
    "create index if not exists job_by_key on job (task, site, key)",
    "create table if not exists tick (task text primary key, moment real not null)",
    "create table if not exists run (task text not null, site text not null,"
    " started real not null, ended real not null, error text not null, primary key (task, site))",
    "create table if not exists address (site text primary key, url text not null)",
    "create table if not exists heartbeat (id integer primary key check (id = 1),"
    " pid integer not null, host text not null, since real not null, beat real not null)",
]


class JobStorage(SqliteStorage):
    ddl: ClassVar[list[str]] = [*SqliteStorage.ddl, *DDL]
