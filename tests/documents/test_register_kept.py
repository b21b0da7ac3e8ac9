"""Answers of the register are kept, and never longer than they hold."""

from datetime import date
from hcmedu.portal.documents.register import lookup
from hcmedu.portal.documents.register.filters import Filter
from hcmedu.portal.documents.register.lookup import Brains
from hcmedu.portal.documents.register.lookup import find
from hcmedu.portal.school import find_section
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent

import pytest
import transaction


@pytest.fixture
def section(functional_portal):
    login(functional_portal.aq_parent, SITE_OWNER_NAME)
    section = find_section(functional_portal, "A06")
    add(section, "mot")
    transaction.commit()
    return section


@pytest.fixture
def asked_catalog(monkeypatch):
    """How often the catalog was asked."""
    calls = []
    real = lookup.matching
    monkeypatch.setattr(
        lookup, "matching", lambda *args: calls.append(args) or real(*args), raising=True
    )
    return calls


def add(section, id):
    values = {"number": f"{len(id)}/QĐ", "issue_date": date(2026, 1, 1), "abstract": id}
    doc = createContent("OfficialDocument", id=id, issuer="Sở", **values)
    return addContentToContainer(section, doc, checkConstraints=False)


def ids(section, **asked):
    return sorted(brain.getId for brain in Brains(find(section, Filter(**asked)).numbers))


def test_an_answer_is_not_for_others(section):
    assert ids(section) == ["mot"]
    logout()
    assert ids(section) == []


def test_the_same_question_is_asked_once(section, asked_catalog):
    assert ids(section, text="mot") == ids(section, text="mot") == ["mot"]
    assert len(asked_catalog) == 1
    ids(section, text="hai")
    assert len(asked_catalog) == 2


def test_what_was_added_is_found(section):
    assert ids(section) == ["mot"]
    add(section, "haii")
    assert ids(section) == ["haii", "mot"]
    transaction.commit()
    assert ids(section) == ["haii", "mot"]


def test_what_was_undone_is_not_found(section, asked_catalog):
    add(section, "haii")
    assert ids(section) == ["haii", "mot"]
    transaction.abort()
    # A request that goes on after it: indexes cache by a counter that the abort sets back.
    section.REQUEST.other.pop("__catalog_cache__", None)
    assert ids(section) == ["mot"]
    add(section, "bonn")
    transaction.commit()
    assert ids(section) == ["bonn", "mot"]


def test_what_changed_is_told_anew(section):
    assert find(section, Filter()).facets["issuer"] == {"Sở": 1}
    section["mot"].issuer = "Bộ"
    section["mot"].reindexObject()
    transaction.commit()
    assert find(section, Filter()).facets["issuer"] == {"Bộ": 1}


def test_what_another_connection_changed_is_told(section, asked_catalog):
    """Its objects are ghosts here, with the serial of their old state."""
    assert ids(section) == ["mot"]
    counter = section.portal_catalog._counter
    old = counter._p_serial
    other = section._p_jar.db().open(transaction.TransactionManager())
    other.get(counter._p_oid).change(1)
    other.transaction_manager.commit()
    other.close()
    section._p_jar.sync()
    assert counter._p_serial == old
    assert ids(section) == ["mot"]
    assert len(asked_catalog) == 2
