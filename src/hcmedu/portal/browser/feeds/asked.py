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
    if ISchoolRoot.providedBy(context):
        prefix = section_key(context, "")
        query = told_in(section_key={"query": (prefix, prefix + "\uffff"), "range": "min:max"})
    else:
        query = section_query(context, request)
    query.update(sort_on="effective", sort_order="descending", sort_limit=ENTRIES)
    return queries.public(**query)


def told_in(**sections: Any) -> dict[str, Any]:
    """What lies in the public sections that such a query finds, those that tell no news left out.

    Each section is asked for itself: the entries of the menu hold the silent ones, too.
    """
    found = queries.public(**sections, portal_type=queries.SECTION_TYPE)
    shown = [each for each in found if brains.value(each, "section_code")]
    told = [each for each in shown if brains.value(each, "section_kind") not in SILENT_KINDS]
    path = {"query": [each.getPath() for each in told], "depth": 1}
    return queries.without_used({"portal_type": SCHOOL_TYPES, "path": path})


def section_query(section: Any, request: Any) -> dict[str, Any]:
    """What the display of the section shows; of an entry of the menu what its sections tell."""
    kind = getattr(section, "section_kind", None) or "articles"
    path = "/".join(section.getPhysicalPath())
    display = queryMultiAdapter((section, request), ISectionDisplay, name=kind)
    if kind == "group" or display is None:
        return told_in(path=path)
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
