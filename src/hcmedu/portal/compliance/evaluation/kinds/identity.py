"""What the school says of itself: profile, domain, e-mail addresses, board, feeds from above."""

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.kinds.findings import by_share
from hcmedu.portal.compliance.evaluation.kinds.findings import editing
from hcmedu.portal.compliance.evaluation.kinds.findings import text_of
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status
from hcmedu.portal.compliance.evaluation.school import FeedFact
from hcmedu.portal.vietnamese import CITY_NAMES
from hcmedu.portal.vietnamese import domain_kind
from hcmedu.portal.vietnamese import email_kind
from hcmedu.portal.vietnamese import InvalidPhone
from hcmedu.portal.vietnamese import Phone

import re


#: Stands for the land line among the fields of the profile that are missing.
LANDLINE = "landline"


def profile_field(case: Case) -> Finding:
    """These fields of the profile are filled; one of the numbers is a land line (2326 1)."""
    return filled(case, tuple(case.param("fields")), bool(case.param("landline")))


def filled(case: Case, fields: Sequence[str], landline: bool = False) -> Finding:
    lost = [name for name in fields if not texts(case, name)]
    if landline and "phones" not in lost and not any(map(is_landline, texts(case, "phones"))):
        lost.append(LANDLINE)
    total = len(fields) + landline
    # Without any number there is no land line either; it is told once
    good = total - len(lost) - (landline and "phones" in lost)
    status = by_share(good, total)
    if status is Status.MET:
        return Finding(status, fulfilled=good, total=total)
    missing = Missing("profile_empty", {"profile_fields": tuple(lost)})
    mend = Mend("profile", first="phones" if lost[0] == LANDLINE else lost[0])
    return Finding(status, missing, fulfilled=good, total=total, mend=mend)


def texts(case: Case, name: str) -> list[str]:
    """What a field of the profile says, as texts; empty ones left out."""
    value = case.school.profile.get(name)
    several = value if isinstance(value, list | tuple) else (value,)
    stated = (str(each) if isinstance(each, int) else text_of(each) for each in several)
    return [each for each in stated if each]


def is_landline(number: str) -> bool:
    try:
        return Phone.parse(number).kind == "landline"
    except InvalidPhone:
        return False


def domain_pattern(case: Case) -> Finding:
    """The domain has one of the shapes of 4210 III.4, 3082 2 (B01)."""
    stated = next(iter(texts(case, "domain")), "")
    patterns = tuple(case.param("patterns"))
    if not stated:
        return filled(case, ("domain",))
    if has_shape(stated, patterns) or is_own(stated, patterns):
        return Finding(Status.MET)
    missing = Missing("domain_shape", {"domain": stated})
    return Finding(Status.NOT_MET, missing, mend=Mend("profile", first="domain"))


def has_shape(domain: str, patterns: Sequence[str]) -> bool:
    text = bare(domain)
    labels = text.partition("/")[0].split(".")
    fits = all(len(label) <= LONGEST_LABEL for label in labels)
    return fits and any(shape(each).fullmatch(text) for each in patterns)


def is_own(domain: str, patterns: Sequence[str]) -> bool:
    """``thcsleloi.hcm.edu.vn``: 4210 III.4 asks for name, city and edu.vn, not for one word."""
    return "{school}{city}.edu.vn" in patterns and domain_kind(domain) == "own"


def bare(domain: str) -> str:
    """Host and path as they are compared: no scheme, ``www.``, dash or final slash."""
    text = re.sub(r"^https?://", "", domain.strip().lower()).removeprefix("www.")
    return text.rstrip("/.").replace("-", "")


#: Of a host's name, RFC 1035.
LONGEST_LABEL = 63
LABELS = {
    "school": r"[a-z0-9]+",
    "unit": r"[a-z0-9]+",
    "city": f"(?:{'|'.join(sorted(CITY_NAMES))})",
}


@cache
def shape(pattern: str) -> re.Pattern[str]:
    """``{school}.{unit}.{city}.edu.vn`` as an expression."""
    parts = re.split(r"(\{\w+\})", pattern)
    return re.compile("".join(LABELS.get(part.strip("{}")) or re.escape(part) for part in parts))


def email_official(case: Case) -> Finding:
    """No private mail for work, addresses under edu.vn (4210 IV.3); one that is missing is judged
    by the check that wants it."""
    kind, fields = case.param("portal_type"), tuple(case.param("fields"))
    domains = tuple(case.param("preferred_domains"))
    if not kind:
        found = {each: each for name in fields for each in texts(case, name)}
        marks = {each: mark(each, domains) for each in found}
        return judged(marks, (), Mend("profile", first=fields[0]))
    facts = [fact for fact in case.items(types=(str(kind),)) if addresses(fact, fields)]
    named = {
        fact.uid: min(mark(each, domains) for each in addresses(fact, fields)) for fact in facts
    }
    bad = [fact for fact in facts if named[fact.uid] < GOOD]
    titles = {fact.uid: fact.title for fact in facts}
    return judged(named, bad, editing(bad[0]) if bad else None, titles)


PRIVATE, OTHER, GOOD = 0, 1, 2


def mark(address: str, domains: Sequence[str]) -> int:
    """How an address stands to 4210 IV.3: private or none at all, of another domain, as wanted."""
    if email_kind(address) in ("private", "invalid"):
        return PRIVATE
    host = address.strip().lower().rpartition("@")[2]
    return GOOD if any(host == each or host.endswith(f".{each}") for each in domains) else OTHER


def worst(stated: Iterable[str], domains: Sequence[str]) -> int:
    return min(mark(each, domains) for each in stated)


def addresses(fact: Fact, fields: Iterable[str]) -> list[str]:
    return [each for name in fields if (each := text_of(fact.values.get(name)))]


def judged(
    marks: dict[str, int], bad: Sequence[Fact], mend: Mend | None, titles: dict | None = None
) -> Finding:
    """All as wanted is met; only private ones is not; anything else is half."""
    total, good = len(marks), sum(each == GOOD for each in marks.values())
    if good == total:
        return Finding(by_share(good, total), fulfilled=good, total=total)
    private = [key for key, each in marks.items() if each == PRIVATE]
    other = [key for key, each in marks.items() if each == OTHER]
    names = tuple((titles or {}).get(key, key) for key in private or other)
    key = "emails_private" if private else "emails_other"
    missing = Missing(key, {"number": len(names), "total": total, "names": names})
    status = Status.NOT_MET if len(private) == total else Status.PARTIAL
    return Finding(status, missing, evidence(bad), good, total, mend=mend)


def board_founded(case: Case) -> Finding:
    """A head, editors, an administrator have accounts (C01); outside nobody can see that."""
    board = case.school.board
    if board is None:
        return Finding(Status.TO_ATTEST, Missing("board_unseen"))
    roles = ("heads", "editors", "administrators")
    lost = [role for role in roles if getattr(board, role) < int(case.param(role) or 1)]
    good = len(roles) - len(lost)
    status = by_share(good, len(roles))
    missing = Missing("board_lacks", {"roles": tuple(lost)}) if lost else None
    return Finding(
        status, missing, fulfilled=good, total=len(roles), mend=Mend("board") if lost else None
    )


def feeds_working(case: Case) -> Finding:
    """The feeds of the authority above were read lately (2326 1, 3082 1)."""
    feeds = case.school.feeds
    if feeds is None:
        return Finding(Status.TO_ATTEST, Missing("feeds_unseen"))
    if not feeds:
        return Finding(Status.NOT_MET, Missing("no_feed"), mend=Mend("feeds"))
    days = int(case.param("max_age"))
    stale = [feed for feed in feeds if not was_read(case, feed, days)]
    good = len(feeds) - len(stale)
    status = by_share(good, len(feeds))
    titles = tuple(feed.title or feed.url for feed in stale)
    missing = Missing("feeds_stale", {"feeds": titles, "days": days}) if stale else None
    return Finding(
        status, missing, fulfilled=good, total=len(feeds), mend=Mend("feeds") if stale else None
    )


def was_read(case: Case, feed: FeedFact, days: int) -> bool:
    return feed.read is not None and case.now - feed.read <= timedelta(days=days)
