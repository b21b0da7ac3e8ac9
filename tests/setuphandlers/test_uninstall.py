"""Uninstall removes what the profile added; what people made stays, readable and findable."""

from DateTime import DateTime
from hcmedu.portal.behaviors.section import ISection
from hcmedu.portal.cases.desk.reminding import CLOCK_KEY
from hcmedu.portal.cases.desk.reminding import remind_school
from hcmedu.portal.cases.settings import settings
from hcmedu.portal.cases.timelimits import SETTINGS_KEY
from hcmedu.portal.content.moments import now
from hcmedu.portal.documents.search.lexicon import LEXICON_ID
from hcmedu.portal.editorial.notify.outbox import open_outbox
from hcmedu.portal.editorial.notify.outbox import OUTBOX_KEY
from hcmedu.portal.editorial.resources import is_by_use
from hcmedu.portal.editorial.resources.along import take_along
from hcmedu.portal.editorial.resources.along import TAKES_ALONG
from hcmedu.portal.editorial.resources.states import settle
from hcmedu.portal.editorial.timing.expiry import TOLD_KEY
from hcmedu.portal.editorial.trace.log import log_of
from hcmedu.portal.editorial.trace.log import TRACE_KEY
from hcmedu.portal.school.builder import build
from hcmedu.portal.school.root import find_section
from hcmedu.portal.setuphandlers.types import OWN_TYPES
from plone import api
from Products.ZCTextIndex.ZCTextIndex import ZCTextIndex
from zope.annotation.interfaces import IAnnotations

import io
import pytest
import re
import tarfile


#: Not settings: the content itself, and a list that GenericSetup keeps for itself.
SKIPPED = {"content", "step_registries"}
#: Defaults that are the time of the export.
MOVING = re.compile(r"<default>\d{4}-\d\d-\d\d [\d:.]+</default>")


def export(site):
    """Every setting of the site as GenericSetup exports it, by file name."""
    setup = site.portal.portal_setup
    steps = [step for step in setup.listExportSteps() if step not in SKIPPED]
    content = setup._doRunExportSteps(steps)["tarball"]
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {
            member.name: MOVING.sub("", archive.extractfile(member).read().decode("latin-1"))
            for member in archive.getmembers()
            if member.isfile()
        }


@pytest.fixture
def in_use(site):
    """With some content, so that the add-on knows that people use the site already."""
    site.add(site.portal, "Document", "published", id="gioi-thieu", title="Giới thiệu")
    return site


def test_settings_are_as_before(in_use):
    before = export(in_use)
    in_use.install()
    assert export(in_use)["workflows.xml"] != before["workflows.xml"]
    in_use.uninstall()
    after = export(in_use)
    assert set(after) == set(before)
    assert [name for name in before if before[name] != after[name]] == []


def test_second_installation_gives_the_same(in_use):
    in_use.install()
    first = export(in_use)
    in_use.uninstall()
    in_use.install()
    second = export(in_use)
    assert set(second) == set(first)
    assert [name for name in first if first[name] != second[name]] == []


def test_second_application_changes_nothing(in_use):
    in_use.install()
    before = export(in_use)
    in_use.install()
    after = export(in_use)
    assert [name for name in before if before[name] != after[name]] == []


def test_types_without_content_go(in_use):
    in_use.install()
    in_use.uninstall()
    assert not set(OWN_TYPES) & set(in_use.portal.portal_types.objectIds())


def test_types_with_content_stay_closed(in_use):
    in_use.install()
    item = in_use.add(in_use.portal, "OfficialDocument", title="Công văn về Tết", id="cong-van")
    in_use.uninstall()
    fti = in_use.portal.portal_types["OfficialDocument"]
    assert fti.global_allow is False
    assert [brain.getObject() for brain in api.content.find(SearchableText="Công văn")] == [item]
    assert item.Title() == "Công văn về Tết"


def test_site_is_no_school_any_more(in_use):
    from hcmedu.portal.school.interfaces import ISchoolRoot

    in_use.install()
    assert ISchoolRoot.providedBy(in_use.portal)
    in_use.uninstall()
    assert not ISchoolRoot.providedBy(in_use.portal)
    for name in ("bien-tap-vien", "truong-ban", "quan-tri-vien"):
        assert api.group.get(groupname=name) is None
        assert in_use.portal.get_local_roles_for_userid(name) == ()
    assert "School Editor" not in in_use.portal.valid_roles()


def test_the_log_goes(in_use):
    in_use.install()
    build(in_use.portal)
    in_use.add(in_use.portal, "School", id="an-lac", title="THCS An Lạc")
    roots = (in_use.portal, in_use.portal["an-lac"])
    assert all(log_of(root) is not None for root in roots)
    in_use.uninstall()
    assert not any(TRACE_KEY in IAnnotations(root) for root in roots)


def test_ties_between_items_and_their_pictures_go(in_use):
    in_use.install()
    image = in_use.add(in_use.portal, "Image", "draft", id="anh", title="Ảnh")
    item = in_use.add(in_use.portal, "Document", "published", id="bai", title="Bài")
    take_along(item, image)
    settle([image], item)
    assert is_by_use(image)
    in_use.uninstall()
    assert api.relation.get(relationship=TAKES_ALONG, unrestricted=True) == []
    assert not is_by_use(image)
    assert "by_use" not in api.portal.get_tool("portal_catalog").indexes()


def test_search_stays_full_and_is_stock_again(in_use):
    in_use.install()
    in_use.add(in_use.portal, "Document", "published", id="bai", title="Ủy ban phường")
    assert [brain.getId for brain in api.content.find(SearchableText="uy ban")] == ["bai"]
    in_use.uninstall()
    catalog = api.portal.get_tool("portal_catalog")
    assert type(catalog._catalog.indexes["SearchableText"]) is ZCTextIndex
    assert [brain.getId for brain in api.content.find(SearchableText="phường")] == ["bai"]
    assert not {"document_numbers", LEXICON_ID} & {*catalog.indexes(), *catalog.objectIds()}


def test_search_is_never_emptied_by_the_profile(in_use):
    in_use.add(in_use.portal, "Document", "published", id="bai", title="Ủy ban phường")
    for _ in range(2):
        in_use.install()
        assert [brain.getId for brain in api.content.find(SearchableText="uy ban")] == ["bai"]


def test_the_clock_leaves_nothing(in_use):
    in_use.install()
    IAnnotations(in_use.portal)[TOLD_KEY] = DateTime()
    in_use.uninstall()
    assert TOLD_KEY not in IAnnotations(in_use.portal)
    assert "publishes_at" not in api.portal.get_tool("portal_catalog").indexes()


def test_sections_stay_as_folders(in_use):
    in_use.install()
    build(in_use.portal)
    section = find_section(in_use.portal, "A05")
    path = "/".join(section.getPhysicalPath())
    in_use.uninstall()
    folder = in_use.portal.unrestrictedTraverse(path)
    assert not ISection.providedBy(folder)
    assert api.content.get_state(folder) == "published"
    assert folder.getLayout() == "listing_view"


def test_sections_come_back_with_their_codes(in_use):
    in_use.install()
    build(in_use.portal)
    before = find_section(in_use.portal, "A05")
    in_use.uninstall()
    in_use.install()
    assert find_section(in_use.portal, "A05") == before
    assert in_use.workflows.getChainFor(before) == ("hcmedu_section",)
    assert api.content.get_state(before) == "published"
    assert build(in_use.portal).changes == 0


def test_what_administrators_bound_since_stays(in_use):
    in_use.install()
    in_use.bind("hcmedu_folder", Link="one_state_workflow")
    in_use.uninstall()
    assert in_use.workflows.getChainFor("Link") == ("one_state_workflow",)
    assert in_use.workflows.getChainFor("Document") == ("simple_publication_workflow",)


def test_uninstall_of_what_is_not_there_does_nothing(in_use):
    before = export(in_use)
    in_use.uninstall()
    after = export(in_use)
    assert [name for name in before if before[name] != after[name]] == []


def test_pages_are_readable_without_the_add_on(web_site):
    """Over HTTP: sections, kept types with attachments, a school within the site."""
    portal = web_site.portal
    web_site.add(portal, "Document", "published", id="gioi-thieu", title="Giới thiệu")
    web_site.install()
    build(portal)
    document = web_site.add(portal, "OfficialDocument", id="cong-van", title="Công văn về Tết")
    attachment = web_site.add(document, "File", id="tep", title="Tệp kèm theo")
    school = web_site.add(portal, "School", id="an-lac", title="THCS An Lạc")
    publish(document)
    section = find_section(portal, "A05")
    items = [portal, portal["gioi-thieu"], section, document, school, school["gioi-thieu"]]
    web_site.uninstall()
    for item in items:
        response = web_site.get(item)
        assert response.status_code == 200, item
        assert item.Title() in response.text
    assert web_site.get(attachment, "/view").status_code == 200
    assert api.content.get_state(school) == "published"


def publish(item):
    with api.env.adopt_roles(["Owner", "Reviewer"]):
        for transition in ("submit", "approve", "publish"):
            api.content.transition(item, transition)


def test_settings_and_clock_of_cases_go(in_use):
    in_use.install()
    settings(in_use.portal).months_ended = 6
    remind_school(in_use.portal, now())
    kept = {SETTINGS_KEY, CLOCK_KEY}
    assert kept <= set(IAnnotations(in_use.portal))
    in_use.uninstall()
    assert not kept & set(IAnnotations(in_use.portal))


def test_unsent_mail_goes(in_use):
    in_use.install()
    in_use.add(in_use.portal, "School", id="an-lac", title="THCS An Lạc")
    roots = (in_use.portal, in_use.portal["an-lac"])
    for root in roots:
        open_outbox(root)
    in_use.uninstall()
    assert not any(OUTBOX_KEY in IAnnotations(root) for root in roots)
