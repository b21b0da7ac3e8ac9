"""Facts, catalogue and a moment → result of each check, score, deadlines. Pure."""

from hcmedu.portal.compliance.evaluation.judging import evaluate
from hcmedu.portal.compliance.evaluation.model import Evidence
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Query
from hcmedu.portal.compliance.evaluation.model import Report
from hcmedu.portal.compliance.evaluation.model import Result
from hcmedu.portal.compliance.evaluation.model import Score
from hcmedu.portal.compliance.evaluation.model import Source
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.compliance.evaluation.rows import Rows
from hcmedu.portal.compliance.evaluation.school import Attestation
from hcmedu.portal.compliance.evaluation.school import Board
from hcmedu.portal.compliance.evaluation.school import FeedFact
from hcmedu.portal.compliance.evaluation.school import SchoolFacts


__all__ = [
    "Attestation",
    "Board",
    "Evidence",
    "Fact",
    "FeedFact",
    "Finding",
    "Mend",
    "Missing",
    "Query",
    "Report",
    "Result",
    "Rows",
    "SchoolFacts",
    "Score",
    "Source",
    "Status",
    "evaluate",
]
