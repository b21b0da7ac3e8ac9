"""All parts of the home page, in their standard order.

A part is left out when it has nothing to show. Sections are found by their code; titles come from
the section objects, since a school may rename them.
"""

from collections.abc import Mapping
from hcmedu.portal.browser.home import articles
from hcmedu.portal.browser.home import media
from hcmedu.portal.browser.home import records
from hcmedu.portal.browser.home.arrangement import Entry
from hcmedu.portal.browser.home.part import Part


PARTS: Mapping[str, type[Part]] = {
    part.__name__: part
    for part in (
        media.QuickAccess,
        articles.News,
        articles.Notices,
        records.Schedules,
        records.Documents,
        articles.Events,
        records.Consultations,
        articles.FromAbove,
        records.Disclosures,
        media.Album,
        media.Films,
        media.Links,
    )
}
STANDARD = tuple(Entry(name, part.shown, part.limit) for name, part in PARTS.items())
