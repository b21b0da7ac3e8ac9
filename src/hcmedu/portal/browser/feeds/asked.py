"""What stands in a feed: published items, newest first, whoever asks for it."""

from hcmedu.portal.browser.interfaces import ISectionDisplay
from hcmedu.portal.content.moments import now
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import feeds
from hcmedu.portal.listing import queries
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.root import section_key
from typing import Any
from zope.component import queryMultiAdapter


ENTRIES = 50
#: What the school as a whole tells: neither persons nor single pictures nor figures of a year.
SCHOOL_TYPES = (
    "ConsultationTopic",
    "Disclosure",
    "Document",
    "Event",
    "File",
    "LearningResource",
    "Link",
    "News Item",
    "OfficialDocument",
    "Procedure",
    "Schedule",
)
#: Kinds of sections whose items are no news: links that stay, the line at the top of the page.
SILENT_KINDS = frozenset({"contact", "links", "lookup", "ticker"})
#: Scale of the picture of an entry.
PICTURE = "preview"


def newest(context: Any, request: Any) -> list[Any]:
    """Brains of the newest public items of a school or a section."""
    query = school_query(context) if ISchoolRoot.providedBy(context) else None
    query = query or section_query(context, request)
    query.update(sort_on="effective", sort_order="descending", sort_limit=ENTRIES)
    return queries.public(**query)


def school_query(root: Any) -> dict[str, Any]:
    """Everything in the sections of this school, and of no other one on the site."""
    prefix = section_key(root, "")
    shown = queries.public(
        section_key={"query": (prefix, prefix + "\uffff"), "range": "min:max"}, sort_on="path"
    )
    told = [each for each in shown if brains.value(each, "section_kind") not in SILENT_KINDS]
    # the entries of the menu hold the silent sections, too: ask each section for what is in it
    paths = [each.getPath() for each in told]
    return queries.without_used({"portal_type": SCHOOL_TYPES, "path": {"query": paths, "depth": 1}})


def section_query(section: Any, request: Any) -> dict[str, Any]:
    """What the display of the section shows, with all below an entry of the menu."""
    kind = getattr(section, "section_kind", None) or "articles"
    display = queryMultiAdapter((section, request), ISectionDisplay, name=kind)
    path = "/".join(section.getPhysicalPath())
    if kind == "group" or display is None:
        return queries.without_used({"portal_type": SCHOOL_TYPES, "path": path})
    query = {"path": {"query": [path, *below(path)], "depth": 1}}
    wanted = display.query().get("portal_type")
    if wanted:
        query["portal_type"] = wanted
    return query if display.with_used else queries.without_used(query)


def below(path: str) -> list[str]:
    """Paths of the public sub-sections."""
    found = queries.public(path={"query": path, "depth": 1}, portal_type=queries.SECTION_TYPE)
    return [each.getPath() for each in found if brains.value(each, "section_code")]


def entry(brain: Any) -> feeds.Entry:
    """A row of the catalog as an entry; its picture goes along."""
    moment = brains.as_moment(brain.effective) or brains.as_moment(brain.modified) or now()
    found = brains.picture(brain, PICTURE)
    return feeds.Entry(
        uid=brain.UID,
        title=brain.Title,
        url=brains.url(brain),
        moment=moment,
        summary=brain.Description or "",
        enclosure=feeds.Enclosure(found["src"], picture_type(found["src"])) if found else None,
    )


def picture_type(src: str) -> str:
    """Media type by the ending, which plone.namedfile gives each scale."""
    endings = {"gif": "image/gif", "png": "image/png", "webp": "image/webp"}
    return endings.get(src.rpartition(".")[2].lower(), "image/jpeg")
