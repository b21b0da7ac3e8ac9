"""The regulation catalogue: what the law demands of a school's portal, as typed data.

    >>> from hcmedu.portal.regulations import catalogue
    >>> catalogue().section("A13").levels

The rows stand in YAML files in `data/`; `load(directory)` reads another set of files. Plain Python.
"""

from hcmedu.portal.regulations.loader import catalogue
from hcmedu.portal.regulations.loader import load
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.regulations.model import Citation
from hcmedu.portal.regulations.model import DisclosureForm
from hcmedu.portal.regulations.model import Display
from hcmedu.portal.regulations.model import DocumentForm
from hcmedu.portal.regulations.model import Group
from hcmedu.portal.regulations.model import Holiday
from hcmedu.portal.regulations.model import HolidayBasis
from hcmedu.portal.regulations.model import Item
from hcmedu.portal.regulations.model import LinkTarget
from hcmedu.portal.regulations.model import Obligation
from hcmedu.portal.regulations.model import ProcedureKind
from hcmedu.portal.regulations.model import Regulation
from hcmedu.portal.regulations.model import Section
from hcmedu.portal.regulations.model import Term
from hcmedu.portal.regulations.problems import CatalogueError
from hcmedu.portal.regulations.problems import Problem
from hcmedu.portal.regulations.queries import Catalogue


__all__ = [
    "Catalogue",
    "CatalogueError",
    "Check",
    "CheckKind",
    "Citation",
    "DisclosureForm",
    "Display",
    "DocumentForm",
    "Group",
    "Holiday",
    "HolidayBasis",
    "Item",
    "LinkTarget",
    "Obligation",
    "Problem",
    "ProcedureKind",
    "Regulation",
    "Section",
    "Term",
    "catalogue",
    "load",
]
