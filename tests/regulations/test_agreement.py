"""What the catalogue names exists elsewhere: portal types, fields of types and of the profile."""

from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations import CheckKind
from hcmedu.portal.school.profile import ISchoolProfile
from plone.dexterity.utils import iterSchemataForType

import pytest


@pytest.fixture(scope="module")
def owners():
    rows = catalogue()
    return [*rows.sections.values(), *rows.items.values()]


def checks_with(owners, parameter):
    return [check for row in owners for check in row.checks if check.params.get(parameter)]


def fields_of(portal_type):
    return {name for schema in iterSchemataForType(portal_type) for name in schema}


def test_every_addable_type_is_installed(portal):
    wanted = {name for row in catalogue().sections.values() for name in row.addable_types}
    assert wanted <= set(portal.portal_types) | {"EasyForm"}


def test_every_field_of_a_type_exists(portal, owners):
    asked = [c for c in checks_with(owners, "fields") if c.params.get("portal_type")]
    assert asked
    for check in asked:
        assert set(check.params["fields"]) <= fields_of(check.params["portal_type"])


def test_every_value_asked_for_can_be_chosen(portal, owners):
    asked = [c for c in checks_with(owners, "values") if c.kind is CheckKind.VALUES_PRESENT]
    assert asked
    for check in asked:
        found = [
            s[check.params["field"]]
            for s in iterSchemataForType(check.params["portal_type"])
            if check.params["field"] in s
        ]
        tokens = {term.token for term in found[0].bind(portal).vocabulary}
        assert set(check.params["values"]) <= tokens


def test_every_field_of_the_profile_exists(owners):
    asked = [c for c in checks_with(owners, "fields") if not c.params.get("portal_type")]
    names = {name for check in asked for name in check.params["fields"]}
    names |= {
        n for check in checks_with(owners, "profile_fields") for n in check.params["profile_fields"]
    }
    assert names and names <= set(ISchoolProfile.names(all=True))


def test_the_checked_type_may_be_added_where_it_is_checked():
    for row in catalogue().sections.values():
        for check in row.checks:
            wanted = {check.params.get("portal_type"), *check.params.get("portal_types", ())}
            assert wanted - {None} <= set(row.addable_types)
