"""Macros are parts of pages: templates find them, nobody's address does."""

from hcmedu.portal.content.macros import MacrosView
from plone import api
from zExceptions import NotFound

import pytest


MACROS = {
    "hcmedu-content-macros": ("facts", "download", "attachments"),
    "hcmedu-desk-macros": ("rows", "bar", "buttons"),
    "hcmedu-feeds-macros": ("entries",),
}


@pytest.mark.parametrize("name", MACROS)
@pytest.mark.parametrize(
    "beneath", ["", "/", "/index", "/macros", "/rows", "/rows?entries=a", "/entries"]
)
def test_no_address_shows_them(functional_portal, anon_request, manager_request, name, beneath):
    for requester in (anon_request, manager_request):
        answer = requester.get(f"/@@{name}{beneath}", headers={"Accept": "text/html"})
        assert answer.status_code == 404, answer.text
        assert "hcmedu-queue" not in answer.text


@pytest.mark.parametrize(("name", "macros"), MACROS.items())
def test_templates_find_them(portal, http_request, name, macros):
    view = api.content.get_view(name, portal, http_request)
    assert isinstance(view, MacrosView)
    for macro in macros:
        assert view[macro] is not None
    with pytest.raises(NotFound):
        view()
