"""Disclosure: its year, form, group, and how long it is kept."""

from datetime import date
from hcmedu.portal.content.disclosure import IDisclosure
from hcmedu.portal.content.disclosure import kept_at_least
from hcmedu.portal.content.disclosure import kept_until
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.vocabularies import circulars_in_force
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.vietnamese import SchoolYear
from hypothesis import given
from hypothesis import strategies as st
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.content import Container
from types import SimpleNamespace

import pytest


FORMS = [None, *catalogue().all_disclosure_forms]
years = st.integers(1990, 2100).map(lambda start: SchoolYear(start).title)


@pytest.mark.parametrize("roles", [["Anonymous"], ["Member"], ["Contributor", "Editor"]])
def test_own_add_permission(portal, roles):
    setRoles(portal, TEST_USER_ID, roles)
    assert not portal.portal_types.Disclosure.isConstructionAllowed(portal)


@pytest.mark.parametrize("token", [None, "", "2023", "năm nay", "2023-2025"])
def test_no_year_no_date(token):
    assert kept_until(token) is None
    assert kept_at_least(token) is None


def test_five_years_after_the_school_year():
    assert kept_until("2023-2024", "tt-36-2017-bieu-mau-09") == date(2029, 8, 31)
    assert kept_at_least("2023-2024", "tt-36-2017-bieu-mau-09") == date(2024, 8, 31)


@given(years, st.sampled_from(FORMS))
def test_the_default_is_always_long_enough(year, form):
    data = SimpleNamespace(
        school_year=year,
        disclosure_form=form,
        disclosure_group=None,
        kept_until=kept_until(year, form),
    )
    IDisclosure.validateInvariants(data)
    assert kept_until(year, form).year - SchoolYear.parse(year).end >= 5


@given(years, st.sampled_from(FORMS), st.dates(date(1990, 1, 1), date(2110, 1, 1)))
def test_too_short_is_refused_at_its_field(year, form, day):
    data = SimpleNamespace(
        school_year=year, disclosure_form=form, disclosure_group=None, kept_until=day
    )
    if day >= kept_at_least(year, form):
        IDisclosure.validateInvariants(data)
    else:
        with pytest.raises(FieldInvalid) as caught:
            IDisclosure.validateInvariants(data)
        assert caught.value.field == "kept_until"


@pytest.mark.parametrize("form", FORMS[1:])
@pytest.mark.parametrize("group", catalogue().disclosure_groups)
def test_a_form_belongs_to_one_group(form, group):
    data = SimpleNamespace(
        school_year=None, disclosure_form=form, disclosure_group=group, kept_until=None
    )
    if group == catalogue().all_disclosure_forms[form].group:
        IDisclosure.validateInvariants(data)
    else:
        with pytest.raises(FieldInvalid) as caught:
            IDisclosure.validateInvariants(data)
        assert caught.value.field == "disclosure_group"


class TestInASite:
    def test_what_follows_is_filled(self, portal, make_disclosure):
        doc = make_disclosure(portal)
        assert type(doc.aq_base) is Container
        assert doc.getId() == "bieu-mau-09-2023-2024"
        assert doc.title.startswith("Biểu mẫu 09 – Cam kết chất lượng")
        assert doc.title.endswith("2023-2024")
        assert doc.kept_until == date(2029, 8, 31)

    def test_without_a_form_the_group_names_it(self, portal, make_disclosure):
        doc = make_disclosure(portal, disclosure_form=None, disclosure_group="tai-chinh")
        assert doc.title == "Thu, chi tài chính – 2023-2024"
        assert doc.getId() == "thu-chi-tai-chinh-2023-2024"

    def test_what_is_given_stays(self, portal, make_disclosure):
        day = date(2040, 1, 1)
        doc = make_disclosure(portal, title="Cam kết", kept_until=day)
        assert (doc.title, doc.kept_until) == ("Cam kết", day)

    @pytest.mark.parametrize(
        "query",
        [
            {"school_year": "2023-2024"},
            {"school_year": ["2022-2023", "2023-2024"]},
            {"disclosure_group": "chat-luong"},
            {"disclosure_form": "tt-36-2017-bieu-mau-09"},
            {"period": "june"},
            {"kept_until": {"query": date(2029, 9, 1), "range": "max"}},
            {"SearchableText": "Cam kết"},
            {"SearchableText": "2023-2024"},
            {"SearchableText": "Thông tư 36/2017"},
        ],
        ids=str,
    )
    def test_indexes(self, portal, make_disclosure, query):
        doc = make_disclosure(portal, legal_basis="Thông tư 36/2017/TT-BGDĐT")
        make_disclosure(
            portal,
            school_year="2024-2025",
            disclosure_form=None,
            disclosure_group="tai-chinh",
            period="september",
        )
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog.unrestrictedSearchResults(portal_type="Disclosure", **query)
        assert [brain.UID for brain in found] == [doc.UID()]
        assert found[0].kept_until == date(2029, 8, 31)
        assert found[0].period == "june"


class TestForms:
    """Vocabulary of the forms: the school's levels, the circular in force first."""

    def tokens(self, portal, get_vocabulary) -> list[str]:
        return [term.token for term in get_vocabulary("hcmedu.disclosure_forms", portal)]

    def test_every_form_when_no_level_is_stated(self, portal, get_vocabulary):
        assert sorted(self.tokens(portal, get_vocabulary)) == sorted(FORMS[1:])

    def test_only_those_of_the_level(self, portal, get_vocabulary):
        ISchoolProfile(portal).levels = {"tieu-hoc"}
        tokens = self.tokens(portal, get_vocabulary)
        assert "tt-36-2017-bieu-mau-05" in tokens
        assert "tt-36-2017-bieu-mau-01" not in tokens
        assert "tt-36-2017-bieu-mau-09" not in tokens

    @pytest.mark.parametrize("chosen", ["tt-36-2017", "tt-09-2024", "tt-09-2009"])
    def test_the_circular_of_the_settings_comes_first(self, portal, get_vocabulary, chosen):
        ISchoolProfile(portal).regulations_in_force = {chosen, "4210"}
        regulations = [
            catalogue().all_disclosure_forms[token].regulation
            for token in self.tokens(portal, get_vocabulary)
        ]
        count = regulations.count(chosen)
        assert count
        assert set(regulations[:count]) == {chosen}

    def test_without_settings_the_law_decides(self):
        assert circulars_in_force(None, date(2018, 6, 1)) == {"tt-36-2017"}

    def test_a_form_that_went_out_of_the_catalogue_stays_valid(self, portal, make_disclosure):
        doc = make_disclosure(portal, disclosure_form="tt-99-1999-bieu-mau-1", title="Cũ")
        field = IDisclosure["disclosure_form"].bind(doc)
        field.validate("tt-99-1999-bieu-mau-1")
