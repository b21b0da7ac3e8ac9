"""What the judges of content share: shares, what is absent, what counts in a section. Pure."""

from collections.abc import Iterable
from collections.abc import Sequence
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.model import Evidence
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.regulations.model import Obligation
from hcmedu.portal.regulations.model import Section
from typing import Any


#: Types that hold or list what counts by itself: an album without a picture is nothing.
CONTAINERS = frozenset({"Folder", "Collection"})
#: Types whose text is read as an article.
ARTICLES = ("Document", "News Item")
#: Flaw of an article or a schedule that has nothing to read (see ``facts.indexers``).
BLANK = "no-content"
#: So many items are named where nothing is wrong with any.
EXAMPLES = 3


def by_share(good: int, total: int) -> Status:
    """All is met, none is not, anything between is half: never a pass."""
    if not total:
        return Status.NOT_APPLICABLE
    return Status.MET if good >= total else Status.PARTIAL if good else Status.NOT_MET


def absent(case: Case) -> Finding:
    """Nothing to judge in a section: a failure where the law demands it, else no matter."""
    missing = with_blank(Missing("empty", {"section": case.owner.title}), blanks(case))
    status = Status.NOT_MET if is_demanded(case) else Status.NOT_APPLICABLE
    return Finding(status, missing, mend=adding(case))


def is_demanded(case: Case) -> bool:
    """Whether the section may not stay empty; an item is demanded of every school."""
    return not isinstance(case.owner, Section) or case.owner.obligation is Obligation.MANDATORY


def adding(case: Case, portal_type: str = "", **values: object) -> Mend:
    """The add form of a type in the section, by default of the first that counts in it."""
    owner = case.owner
    types = owner.addable_types if isinstance(owner, Section) else ()
    chosen = portal_type or next(iter(types), "")
    return Mend("add" if chosen else "open", case.codes[0] if case.codes else "", chosen, values)


def editing(fact: Fact) -> Mend:
    """The form of an item that is to be made better."""
    return Mend("edit", next(iter(fact.sections), ""), fact.portal_type, uid=fact.uid)


def counted(
    case: Case, wanted: Sequence[str], present: Iterable[str], missing: Missing, mend: Mend
) -> Finding:
    """So many of what is wanted are there; the mend is for the first that is not."""
    total, good = len(wanted), len(set(wanted) & set(present))
    status = by_share(good, total)
    told = None if status in (Status.MET, Status.NOT_APPLICABLE) else missing
    return Finding(status, told, shown(case), good, total, mend=told and mend)


def shown(case: Case, **asked: object) -> tuple[Evidence, ...]:
    """The newest items that a result rests on: few, since all of a section may be such, and none
    without content, which is no evidence."""
    return case.evidence(EXAMPLES, **{"types": types_of(case), "sound": (BLANK,), **asked})


def blanks(case: Case, **asked: Any) -> int:
    """How many items without any content there are, which don't count."""
    return case.count(**{"types": types_of(case), **asked, "lacking": (BLANK,)})


def with_blank(missing: Missing, blank: int) -> Missing:
    """The same, and how many items without any content were not counted."""
    if not blank:
        return missing
    return Missing(f"{missing.key}_blank", {**missing.values, "blank": blank})


def types_of(case: Case) -> tuple[str, ...]:
    """What counts in the section: the types that it and the sections within it take."""
    known = case.law.memory
    key = ("types", case.codes)
    if key not in known:
        known[key] = found_types(case)
    return known[key]


def found_types(case: Case) -> tuple[str, ...]:
    codes = [code for code in case.codes if code in case.law.sections]
    found = [each for code in codes for each in case.law.section(code).addable_types]
    for code in codes:
        for child in case.law.children(code):
            found.extend(child.addable_types)
    kinds = tuple(dict.fromkeys(found))
    return tuple(kind for kind in kinds if kind not in CONTAINERS) or kinds


def number_filled(case: Case, types: tuple[str, ...], **asked: object) -> int:
    """How many items of these types there are, but for those without any content."""
    everything = case.count(types=types, **asked)
    return everything and everything - case.count(types=types, lacking=(BLANK,), **asked)


def articles_of(case: Case) -> Sequence[Fact]:
    """The articles of the section, newest first, but for those without any content."""
    kinds = tuple(kind for kind in types_of(case) if kind in ARTICLES)
    found = case.items(types=kinds) if kinds else ()
    return [fact for fact in found if BLANK not in fact.lacks]


def text_of(value: object) -> str:
    """A stated text without blanks around it; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""


def number_of(value: object) -> int:
    return value if isinstance(value, int) else 0
