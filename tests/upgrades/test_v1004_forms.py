"""A site of version 1003 takes EasyForm's sharp tools from its editors, and nothing twice."""

from hcmedu.portal.setuphandlers import record
from hcmedu.portal.upgrades.v1004 import forms
from plone import api
from zope.annotation.interfaces import IAnnotations

import pytest


MAILERS = "collective.easyform: Add Mailers"
SAVED = "collective.easyform: Download Saved Input"


@pytest.fixture
def old_site(portal):
    """As 1003 left it: EasyForm's own permissions, no field for files, none of it recorded."""
    with api.env.adopt_roles(["Manager"]):
        for name in forms.permissions():
            portal.manage_permission(name, ["Manager", "Owner"], acquire=1)
            IAnnotations(portal)[record.RECORD_KEY]["permissions"].pop(name, None)
        allowed = api.portal.get_registry_record(forms.ALLOWED)
        api.portal.set_registry_record(
            forms.ALLOWED, [name for name in allowed if name != forms.ATTACHMENTS]
        )
        yield portal


def holders(site, name):
    return {row["name"] for row in site.rolesOfPermission(name) if row["selected"]}


def test_editors_lose_what_runs_and_mails(old_site):
    assert "Owner" in holders(old_site, MAILERS)
    forms.upgrade(old_site.portal_setup)
    assert holders(old_site, MAILERS) == {"Manager"}
    assert holders(old_site, SAVED) == {"Reviewer", "School Clerk"}
    assert forms.ATTACHMENTS in api.portal.get_registry_record(forms.ALLOWED)


def test_what_was_before_is_recorded_for_the_uninstall(old_site):
    forms.upgrade(old_site.portal_setup)
    kept = IAnnotations(old_site)[record.RECORD_KEY]["permissions"][MAILERS]
    assert list(kept) == ["Manager", "Owner"]


def test_a_second_run_changes_nothing(old_site):
    forms.upgrade(old_site.portal_setup)
    allowed = api.portal.get_registry_record(forms.ALLOWED)
    forms.upgrade(old_site.portal_setup)
    assert api.portal.get_registry_record(forms.ALLOWED) == allowed
    assert list(IAnnotations(old_site)[record.RECORD_KEY]["permissions"][MAILERS])[1:] == ["Owner"]
