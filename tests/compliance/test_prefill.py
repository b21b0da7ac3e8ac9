"""What an address may fill into an add form, and what it may not."""

from datetime import timedelta
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.compliance.fillable import FILLABLE
from hcmedu.portal.compliance.fillable import names_of
from hcmedu.portal.compliance.prefill import LONGEST
from hcmedu.portal.compliance.prefill import value_of
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import CheckKind
from plone import api
from plone.app.textfield import RichText
from plone.app.z3cform.interfaces import IPloneFormLayer
from plone.dexterity.browser.add import DefaultAddForm
from plone.namedfile.field import NamedBlobFile
from plone.z3cform.interfaces import IDeferSecurityCheck
from tests.compliance.evaluation.worlds import NOW
from zope import schema
from zope.interface import alsoProvides
from zope.interface import Invalid
from zope.schema.vocabulary import SimpleVocabulary

import pytest


def refusing(value):
    """As the field of an event's address does it."""
    raise Invalid("no")


KINDS = SimpleVocabulary.fromItems([("menu", "menu"), ("weekly", "weekly")])


@pytest.mark.parametrize(
    ("field", "asked", "value"),
    [
        (schema.Choice(vocabulary=KINDS), "menu", "menu"),
        (schema.TextLine(), "Bộ <b>Giáo</b> dục", "Bộ <b>Giáo</b> dục"),
        (schema.TextLine(), "hai\r\ndòng\x00", "haidòng"),
    ],
)
def test_plain_values_are_taken(field, asked, value):
    assert value_of(field.bind(None), asked) == value


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        (schema.Choice(vocabulary=KINDS), "lunch"),
        (schema.Choice(vocabulary=KINDS), ["menu"]),
        (schema.TextLine(), "x" * (LONGEST + 1)),
        (schema.TextLine(max_length=3), "dài quá"),
        (schema.TextLine(), {"a": "b"}),
        (schema.TextLine(constraint=refusing), "x"),
        (schema.Choice(vocabulary=KINDS), "\ud800"),
        (schema.Int(), "9" * 400),
        (schema.Date(), "2026-11-30"),
        (schema.List(value_type=schema.TextLine()), ["x"]),
        # Markup, files and passwords are nobody's to send by a link
        (RichText(), "<script>alert(1)</script>"),
        (NamedBlobFile(), "filenameb64:YS5odG1s;datab64:PGI+"),
        (schema.Text(), "nhiều dòng"),
        (schema.List(value_type=RichText()), ["<b>x</b>"]),
    ],
)
def test_anything_else_is_not(field, asked):
    assert not value_of(field.bind(None), asked)


class TestTheListOfFields:
    """All that a result wants filled in, and nothing else."""

    @pytest.fixture
    def asked(self):
        """Portal type and field of each value of a mend, of schools under each circular.

        In both terms: what a term asks for is asked for while it runs.
        """
        law = catalogue()
        facts = SchoolFacts(levels=frozenset(law.levels), boarding=True)
        rows = Rows([], {})
        moments = [NOW, NOW + timedelta(days=120)]
        asking = [(moment, row.id) for moment in moments for row in law.circulars]
        reports = [evaluate(law, facts, rows, *each) for each in asking]
        mends = [each.finding.mend for report in reports for each in report.results]
        found = {(each.portal_type, name) for each in mends if each for name in each.values}
        checks = [check for each in law.sections.values() for check in each.checks]
        wanted = [each.params for each in checks if each.kind is CheckKind.VALUES_PRESENT]
        return found | {(each["portal_type"], each["field"]) for each in wanted}

    def test_each_value_of_an_empty_school_is_in_it(self, asked):
        adds = {(kind, name) for kind, name in asked if kind}
        assert adds
        assert {(kind, name) for kind, name in adds if name not in names_of(kind)} == set()

    def test_nobody_asks_for_more(self, asked):
        listed = {(kind, name) for kind, names in FILLABLE.items() for name in names}
        # No empty school: of one whose timetables are not for all grades, see cases/yearly.yaml
        assert listed - asked == {("Schedule", "grade")}


#: Fields that decide how an item acts or is shown, some in tabs that nobody opens, and values that
#: a field or its widget stumbles over.
ATTACKS = [
    ("EasyForm", "onDisplayOverride", "python:here.manage_delObjects"),
    ("EasyForm", "afterValidationOverride", "python:1"),
    ("EasyForm", "headerInjection", "python:1"),
    ("EasyForm", "formActionOverride", "string:https://la.example"),
    ("EasyForm", "thanksPageOverride", "redirect_to:string:https://la.example"),
    ("News Item", "effective", "2030-01-01T08:00"),
    ("News Item", "expires", "2001-01-01T08:00"),
    ("News Item", "title", "Thông báo khẩn"),
    ("News Item", "creators:list", "hieutruong"),
    ("News Item", "creators", ["hieutruong"]),
    ("Document", "changeNote", "Đã duyệt"),
    ("Event", "sync_uid", "x"),
    ("Event", "event_url", "x"),
    ("Collection", "limit", "9" * 400),
    ("Collection", "item_count", "9" * 400),
    ("Schedule", "title", "Lịch"),
    ("OfficialDocument", "expires", "2001-01-01T08:00"),
    ("Link", "title", "x" * 100_000),
    ("Link", "title", ["Sở"]),
    ("Link", "description", "Sở"),
]


class TestAForm:
    @pytest.fixture
    def widgets(self, portal, http_request):
        """``widgets(type, **form)`` → (name, value) of each widget of its add form."""

        def made(portal_type, form):
            request = http_request.clone()
            alsoProvides(request, IHcmeduPortalLayer, IPloneFormLayer, IDeferSecurityCheck)
            request.form.update(form)
            fti = api.portal.get_tool("portal_types")[portal_type]
            found = DefaultAddForm(portal, request, fti)
            found.update()
            parts = (found, *found.groups)
            values = [each for part in parts for each in part.widgets.values()]
            return {each.field.__name__: each.value for each in values}

        return made

    def test_takes_what_mending_asks_for(self, widgets):
        form = {"fill.title": "Sở", "fill.remoteUrl": "https://hcm.edu.vn"}
        found = widgets("Link", form)
        assert (found["title"], found["remoteUrl"]["external"]) == ("Sở", "https://hcm.edu.vn")

    @pytest.mark.parametrize(("portal_type", "field", "value"), ATTACKS)
    def test_takes_nothing_else(self, widgets, portal_type, field, value):
        plain = widgets(portal_type, {})
        assert field.partition(":")[0] in plain
        filled = widgets(portal_type, {f"fill.{field}": value})
        assert {key for key in plain if str(filled[key]) != str(plain[key])} == set()
