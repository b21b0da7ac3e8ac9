"""GenericSetup import step ``hcmedu-sections``."""

from hcmedu.portal.school.builder import build
from hcmedu.portal.school.builder import built_before
from plone import api
from Products.GenericSetup.context import BaseContext

import logging


MARKER_FILE = "hcmedu_sections.txt"
logger = logging.getLogger(__name__)


def import_sections(context: BaseContext) -> None:
    """Build the tree of a new school; leave a site in use alone until its preview is confirmed.

    A site is new when it holds no content. On a site that was built once the step runs again and
    brings back mandatory sections.
    """
    if context.readDataFile(MARKER_FILE) is None:
        return
    site = context.getSite()
    if built_before(site) is None and has_content(site):
        logger.info("The site holds content: the section tree waits for confirmation.")
        return
    report = build(site)
    logger.info("Section tree: %d created, %d there.", report.changes, len(report.existing))


def has_content(site: object) -> bool:
    """True when the catalog knows anything but the site root itself."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(path={"query": "/".join(site.getPhysicalPath())})
    return any(brain.portal_type != "Plone Site" for brain in brains)
