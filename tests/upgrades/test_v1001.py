"""A site of version 1000 is brought to 1001: rights, editors, plugin, pages; content as it was."""

from DateTime import DateTime
from hcmedu.portal.editorial.assignment import assigned_sections
from hcmedu.portal.editorial.assignment import unassign
from hcmedu.portal.editorial.assignment.assignments import sections
from hcmedu.portal.editorial.deputies.plugin import PLUGIN_ID
from hcmedu.portal.editorial.deputies.plugin import remove_plugin
from hcmedu.portal.editorial.timing.publish import due
from hcmedu.portal.school import find_section
from hcmedu.portal.setuphandlers.versions import disable_versions
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin

import pytest


PROFILE = "hcmedu.portal:default"
VIEW_TRACE = "hcmedu.portal: View trace"
#: What the workflows of version 1000 granted, by workflow, state and permission.
OLD_RIGHTS = (
    ("hcmedu_editorial", "published", "Modify portal content", ("Reviewer",)),
    ("hcmedu_editorial", "published", "Delete objects", ("Manager",)),
    ("hcmedu_editorial", "approved", "Modify portal content", ("Reviewer",)),
    ("hcmedu_section", "published", "Add portal content", ("Manager", "School Editor", "Editor")),
)


def roles(permission, item):
    return {row["name"] for row in item.rolesOfPermission(permission) if row["selected"]}


@pytest.fixture
def old_site(portal):
    """Put back what 1001 changed, with content and an editor from that time."""
    for user, group in (("bien-tap", "bien-tap-vien"), ("giao-vien", "bien-tap-vien")):
        api.user.create(username=user, email=f"{user}@truong.edu.vn", password="Truong-hoc-2026")
        api.group.add_user(groupname=group, username=user)
    for name, state, permission, granted in OLD_RIGHTS:
        portal.portal_workflow[name].states[state].setPermission(permission, 0, granted)
    for section in sections(portal):
        portal.portal_workflow["hcmedu_section"].updateRoleMappingsFor(section)
    remove_plugin(portal)
    portal.portal_controlpanel.unregisterConfiglet("hcmedu-editorial-settings")
    for category in ("object", "user"):
        portal.portal_actions[category].manage_delObjects(["hcmedu-trace"])
    portal.manage_permission(VIEW_TRACE, ["Manager"], acquire=0)
    section = find_section(portal, "A05")
    section.constrain_types_mode = 0
    made = createContent("Document", id="bai", title="Bài")
    made = addContentToContainer(section, made, checkConstraints=False)
    tool = portal.portal_workflow
    status = {"actor": "truong-ban", "comments": "", "time": DateTime()}
    status |= {"review_state": "published", "action": "publish"}
    tool.setStatusOf("hcmedu_editorial", made, status)
    tool["hcmedu_editorial"].updateRoleMappingsFor(made)
    # As the add-on leaves what only members saw when it came
    made.manage_permission("View", ["Member", "Reviewer"], acquire=0)
    portal.portal_setup.setLastVersionForProfile(PROFILE, "1000")
    return portal


def upgrade(portal):
    portal.portal_setup.upgradeProfile(PROFILE, "1001")
    assert portal.portal_setup.getLastVersionForProfile(PROFILE) == ("1001",)


def test_it_was_open_before(old_site):
    """Else the test below could not fail."""
    item = find_section(old_site, "A05")["bai"]
    assert roles("Modify portal content", item) == {"Reviewer"}
    assert PLUGIN_ID not in old_site.acl_users.objectIds()


def test_what_is_public_is_frozen_and_seen_by_the_same_people(old_site):
    upgrade(old_site)
    section = find_section(old_site, "A05")
    assert roles("Modify portal content", section["bai"]) == set()
    assert roles("Delete objects", section["bai"]) == set()
    assert roles("View", section["bai"]) == {"Member", "Reviewer"}
    assert "School Editor" not in roles("Add portal content", section)


def test_editors_go_on_writing_where_they_wrote(old_site):
    upgrade(old_site)
    for user in ("bien-tap", "giao-vien"):
        login(old_site, user)
        assert api.user.has_permission("Add portal content", obj=find_section(old_site, "A05"))
        assert not api.user.has_permission("Add portal content", obj=old_site)
    logout()


def test_who_has_sections_already_keeps_just_these(old_site):
    section = find_section(old_site, "A13")
    section.manage_setLocalRoles("bien-tap", ["Editor"])
    upgrade(old_site)
    assert assigned_sections(old_site, "bien-tap") == ["A13"]
    assert len(assigned_sections(old_site, "giao-vien")) > 6


def test_pages_and_plugin_are_there(old_site):
    upgrade(old_site)
    assert PLUGIN_ID in old_site.acl_users.plugins.listPluginIds(IGroupsPlugin)
    configlets = {action.getId() for action in old_site.portal_controlpanel.listActions()}
    assert "hcmedu-editorial-settings" in configlets


def test_lists_know_what_only_a_text_uses(old_site):
    """A list asks the new index for False: what was there before has to be in it."""
    catalog = old_site.portal_catalog
    catalog.delIndex("by_use")
    upgrade(old_site)
    found = catalog.unrestrictedSearchResults(by_use=False)
    assert len(found) == len(catalog) > 0
    assert {brain.getId for brain in found} >= {"bai"}


def test_texts_take_uploads(old_site):
    section = find_section(old_site, "A28.1")
    section.locally_allowed_types = ["News Item", "Document", "File"]
    upgrade(old_site)
    assert set(section.locally_allowed_types) == {"News Item", "Document", "File", "Image"}


def test_types_that_people_bound_elsewhere_stay_there(old_site):
    tool = old_site.portal_workflow
    tool.setChainForPortalTypes(("Link",), ("simple_publication_workflow",))
    upgrade(old_site)
    assert tool.getChainForPortalType("Link") == ("simple_publication_workflow",)


def test_what_was_approved_with_a_date_to_come_is_scheduled(old_site):
    item = find_section(old_site, "A05")["bai"]
    status = {"actor": "truong-ban", "comments": "", "time": DateTime()}
    status |= {"review_state": "approved", "action": "approve"}
    old_site.portal_workflow.setStatusOf("hcmedu_editorial", item, status)
    item.setEffectiveDate(DateTime() + 1)
    item.reindexObject()
    old_site.portal_catalog.delIndex("publishes_at")
    assert due(DateTime() + 2) == []
    upgrade(old_site)
    assert [brain.getId for brain in due(DateTime() + 2)] == ["bai"]


def test_twice_changes_nothing(old_site):
    upgrade(old_site)
    for section in sections(old_site):
        unassign(section, "bien-tap")
    unassigned = assigned_sections(old_site, "giao-vien")
    old_site.portal_setup.setLastVersionForProfile(PROFILE, "1000")
    login(old_site.__parent__, SITE_OWNER_NAME)
    upgrade(old_site)
    assert assigned_sections(old_site, "giao-vien") == unassigned


def test_working_copies_come_with_it(old_site):
    setup = old_site.portal_setup
    setup.runAllImportStepsFromProfile("profile-plone.app.iterate:uninstall")
    setup.unsetLastVersionForProfile("plone.app.iterate:default")
    disable_versions(old_site)
    old_site.manage_permission("iterate : Check in content", ["Editor"], acquire=1)
    assert "File" not in old_site.portal_repository.getVersionableContentTypes()
    upgrade(old_site)
    assert setup.getLastVersionForProfile("plone.app.iterate:default") != "unknown"
    assert "File" in old_site.portal_repository.getVersionableContentTypes()
    assert roles("iterate : Check in content", old_site) == set()
    assert "hcmedu_working_copy" in old_site.portal_actions["object"].objectIds()
    permissions = old_site.portal_actions.object_buttons.iterate_checkout_cancel.permissions
    assert permissions == ("View",)


def test_the_log_can_be_read(old_site):
    upgrade(old_site)
    assert roles(VIEW_TRACE, old_site) == {"Manager", "Reviewer", "Site Administrator"}
    for category in ("object", "user"):
        assert "hcmedu-trace" in old_site.portal_actions[category].objectIds()
