"""The report of a school, by what visitors can see."""

from datetime import datetime
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.facts.catalog import source_of
from hcmedu.portal.compliance.facts.remembering import Made
from hcmedu.portal.compliance.facts.remembering import remembered
from hcmedu.portal.compliance.facts.schools import school_facts
from hcmedu.portal.content.moments import now
from hcmedu.portal.regulations import catalogue
from typing import Any


def report_of(root: Any, moment: datetime | None = None, assumed: str | None = None) -> Report:
    """What holds for a school root at a moment (aware; None: now) under its regulations.

    Whoever asks; pages, services and commands check who may read it. ``assumed``: id of a circular
    on disclosure that is taken to be in force; KeyError where there is none. Of now it may be as
    old as the minute, unless anything has changed since.
    """
    if moment is not None:
        return made(root, moment, assumed).report
    at = now()
    return remembered(root, assumed, at, lambda: made(root, at, assumed))


def made(root: Any, at: datetime, assumed: str | None) -> Made:
    source = source_of(root, at)
    report = evaluate(catalogue(), school_facts(root), source, at, assumed)
    return Made(report, source.changes)
