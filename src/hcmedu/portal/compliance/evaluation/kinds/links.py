"""Links: to the sites that the law names, and whether they answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.asking import evidence
from hcmedu.portal.compliance.evaluation.kinds.findings import absent
from hcmedu.portal.compliance.evaluation.kinds.findings import adding
from hcmedu.portal.compliance.evaluation.kinds.findings import by_share
from hcmedu.portal.compliance.evaluation.kinds.findings import editing
from hcmedu.portal.compliance.evaluation.kinds.findings import is_demanded
from hcmedu.portal.compliance.evaluation.kinds.findings import text_of
from hcmedu.portal.compliance.evaluation.kinds.identity import texts
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.compliance.evaluation.model import Finding
from hcmedu.portal.compliance.evaluation.model import Mend
from hcmedu.portal.compliance.evaluation.model import Missing
from hcmedu.portal.compliance.evaluation.model import Status

import re


#: Column of a link's target.
TARGET = "getRemoteUrl"
#: What leads to another site: a link's page leads on to lower-case schemes only, and without one
#: it leads into the school's own site.
WEB = re.compile(r"https?://(?=[^/?#])")
#: Names under which a site shows its first page.
FIRST_PAGES = re.compile(r"/(?:index\.(?:html?|php|aspx)|default\.aspx|home|trang-chu)$")


@dataclass(frozen=True)
class Wanted:
    """A site to link to. ``field``: of the profile that names it, empty for one of the law."""

    title: str
    url: str
    field: str = ""


def links_present(case: Case) -> Finding:
    """Links to all, or to any, of these sites (q8 2.1, 3082 3.8, 780 I)."""
    links = links_of(case)
    if not links and not is_demanded(case):
        return absent(case)
    wanted = wanted_of(case)
    if case.param("match") == "any":
        wanted = [each for each in wanted if each.url]
        return any_of(case, wanted, links)
    lost = [each for each in wanted if not each.url or not reached(each.url, links)]
    good = len(wanted) - len(lost)
    status = by_share(good, len(wanted))
    found = evidence([fact for each in wanted for fact in reached(each.url, links)])
    if not lost:
        return Finding(status, None, found, good, len(wanted))
    return lacking(case, lost, Finding(status, None, found, good, len(wanted)))


def any_of(case: Case, wanted: Sequence[Wanted], links: Sequence[Fact]) -> Finding:
    found = [fact for each in wanted for fact in reached(each.url, links)]
    if found:
        return Finding(Status.MET, evidence=evidence(found))
    # What the school says that it uses is the one that is wanted
    named = [each for each in wanted if each.field] or wanted
    missing = Missing("no_link_of", {"links": tuple(each.title for each in named)})
    url = named[0].url if len(named) == 1 else ""
    mend = adding(case, "Link", remoteUrl=url) if url else adding(case, "Link")
    return Finding(Status.NOT_MET, missing, mend=mend)


def lacking(case: Case, lost: Sequence[Wanted], finding: Finding) -> Finding:
    """The same with what is missing: a link, or first the address in the profile."""
    unknown = [each for each in lost if not each.url]
    missing = Missing("links_absent", {"links": tuple(each.title for each in lost if each.url)})
    mend = adding(case, "Link", title=lost[0].title, remoteUrl=lost[0].url)
    if unknown and len(unknown) == len(lost):
        fields = tuple(each.field for each in unknown)
        missing = Missing("profile_empty", {"profile_fields": fields})
        mend = Mend("profile", first=fields[0])
    elif unknown:
        known = next(each for each in lost if each.url)
        mend = adding(case, "Link", title=known.title, remoteUrl=known.url)
    return Finding(
        finding.status, missing, finding.evidence, finding.fulfilled, finding.total, mend=mend
    )


def wanted_of(case: Case) -> list[Wanted]:
    """The sites that the law names, and those of the school's profile."""
    rows = [case.law.links[each] for each in case.param("targets") or ()]
    found = [Wanted(row.title, row.url) for row in rows]
    for name in case.param("profile_fields") or ():
        stated = texts(case, name)
        usable = [each for each in stated if comparable(each)]
        found.extend(Wanted(each, each, name) for each in usable or [""])
    return found


def links_of(case: Case) -> Sequence[Fact]:
    return case.items(types=("Link",))


def reached(url: str, links: Sequence[Fact]) -> list[Fact]:
    """The links that lead to a site."""
    wanted = comparable(url)
    return [fact for fact in links if wanted and comparable(fact.values.get(TARGET)) == wanted]


def comparable(url: object) -> str:
    """An address without scheme, ``www.``, first page, fragment and final slash.

    Empty for what leads to no other site.
    """
    return bare(text_of(url))


@lru_cache(maxsize=2048)
def bare(url: str) -> str:
    found = WEB.match(url)
    if found is None:
        return ""
    text = url[found.end() :].lower().partition("#")[0]
    text = text.removeprefix("www.").rstrip("/")
    return FIRST_PAGES.sub("", text).rstrip("/")


def links_alive(case: Case) -> Finding:
    """The links answer, as far as somebody has looked (q8 2.17, 4210 III.4)."""
    known = {comparable(url): answer for url, answer in (case.school.alive or {}).items()}
    known.pop("", None)
    tried = [fact for fact in links_of(case) if comparable(fact.values.get(TARGET)) in known]
    dead = [fact for fact in tried if not known[comparable(fact.values[TARGET])]]
    good = len(tried) - len(dead)
    status = by_share(good, len(tried))
    if not dead:
        return Finding(status, None, evidence(tried), good, len(tried))
    titles = tuple(fact.title for fact in dead)
    missing = Missing("links_dead", {"links": titles, "number": len(dead), "total": len(tried)})
    return Finding(status, missing, evidence(dead), good, len(tried), mend=editing(dead[0]))
