"""Sections: their workflow follows the section code, whatever happens to the folder."""

from hcmedu.portal.behaviors.section import ISection
from plone import api
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


@pytest.fixture
def chain(portal):
    return portal.portal_workflow.getChainFor


def modify(folder, **fields):
    for name, value in fields.items():
        setattr(folder, name, value)
    notify(ObjectModifiedEvent(folder))


def test_chains(school, chain):
    assert chain(school.section) == ("hcmedu_section",)
    assert chain(school.item("Folder")) == ("hcmedu_folder",)
    assert chain("Folder") == ("hcmedu_folder",)
    assert chain("OfficialDocument") == ("hcmedu_editorial",)


def test_sections_are_built_published(school):
    assert school.state(school.section) == "published"
    assert school.may("anonymous", "View", school.section)


def test_folder_that_becomes_a_section_is_shown(school, chain):
    folder = school.item("Folder")
    with school.as_("manager"):
        modify(folder, section_code="X99")
    assert ISection.providedBy(folder)
    assert school.state(folder) == "published"
    assert not school.may("owner", "Modify portal content", folder)


def test_folder_that_is_no_longer_a_section_is_a_draft(school, chain):
    with school.as_("manager"):
        modify(school.section, section_code=None)
    assert chain(school.section) == ("hcmedu_folder",)
    assert school.state(school.section) == "draft"
    assert not school.may("anonymous", "View", school.section)


def test_there_and_back_again(school):
    with school.as_("manager"):
        modify(school.section, section_code=None)
        modify(school.section, section_code="A05")
    assert school.state(school.section) == "published"
    assert not school.may("owner", "Add portal content", school.section)
    assert school.may("section_editor", "Add portal content", school.section)


def test_saving_a_section_keeps_it_hidden(school):
    school.do(school.section, "hide", "administrator")
    with school.as_("administrator"):
        modify(school.section, title="Tin mới")
    assert school.state(school.section) == "hidden"


def test_copy_of_a_section_is_a_draft_folder(school, portal):
    with school.as_("manager"):
        copied = api.content.copy(school.other_section, portal)
    assert not ISection.providedBy(copied)
    assert school.state(copied) == "draft"
    assert not school.may("anonymous", "View", copied)


def test_hidden_section_is_prepared_by_the_board(school):
    school.do(school.section, "hide", "administrator")
    assert not school.may("anonymous", "View", school.section)
    with school.as_("anonymous"):
        assert not api.content.find(UID=api.content.get_uuid(school.section))
    assert school.may("colleague", "View", school.section)
    assert not school.may("colleague", "Add portal content", school.section)
    assert school.may("section_editor", "Add portal content", school.section)


def test_placeful_policy_does_not_overrule(school, portal):
    """Products.CMFPlacefulWorkflow asks by a marker on the tool; sections and attachments win."""
    with school.as_("manager"):
        installer = portal.portal_setup
        installer.runAllImportStepsFromProfile("profile-Products.CMFPlacefulWorkflow:base")
        policies = portal.portal_placeful_workflow
        policies.manage_addWorkflowPolicy("cu")
        policies["cu"].setDefaultChain("simple_publication_workflow")
        policies["cu"].setChain("Folder", ("simple_publication_workflow",))
        policies["cu"].setChain("File", ("simple_publication_workflow",))
        adding = portal.manage_addProduct["CMFPlacefulWorkflow"]
        adding.manage_addWorkflowPolicyConfig()
        config = portal[".wf_policy_config"]
        config.setPolicyIn("cu")
        config.setPolicyBelow("cu")
    chain = portal.portal_workflow.getChainFor
    assert chain(school.section) == ("hcmedu_section",)
    document = school.item("OfficialDocument")
    assert chain(school.item("File", container=document)) == ()
    assert chain(school.item("File")) == ("simple_publication_workflow",)


def rights(workflow, state):
    return {name: tuple(roles) for name, roles in workflow.states[state].permission_roles.items()}


def test_folders_have_the_states_of_the_editorial_workflow(portal):
    """The two definitions differ only in who may add: a folder leaves that to its section."""
    editorial = portal.portal_workflow["hcmedu_editorial"]
    folder = portal.portal_workflow["hcmedu_folder"]
    adding = {name for name in editorial.permissions if "Add " in name and "Import" not in name}
    assert set(editorial.permissions) - set(folder.permissions) == adding
    assert set(folder.states) == set(editorial.states)
    for state in folder.states:
        assert folder.states[state].transitions == editorial.states[state].transitions
        all_rights = rights(editorial, state)
        assert rights(folder, state) == {n: r for n, r in all_rights.items() if n not in adding}
    for name in editorial.transitions:
        ours, theirs = folder.transitions[name], editorial.transitions[name]
        assert ours.new_state_id == theirs.new_state_id
        assert ours.actbox_url == theirs.actbox_url
        assert ours.getGuardSummary() == theirs.getGuardSummary()
