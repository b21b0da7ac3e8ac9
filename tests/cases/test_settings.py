"""What a school decides: read as defaults, changed by a form that is guarded, gone at the end."""

from datetime import date
from hcmedu.portal.cases.desk.settingsform import SettingsForm
from hcmedu.portal.cases.settings import days_of
from hcmedu.portal.cases.settings import forget_settings
from hcmedu.portal.cases.settings import settings
from hcmedu.portal.cases.settings import text_of
from hcmedu.portal.cases.timelimits import due_day
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.vietnamese import InvalidDate
from hypothesis import given
from hypothesis import strategies as st
from plone.i18n.utility import setLanguageBinding
from plone.protect.authenticator import createToken
from zope.i18n import translate
from zope.interface import alsoProvides

import pytest


DAYS = st.lists(st.dates(date(2020, 1, 1), date(2100, 12, 31)), unique=True, max_size=9)


@given(DAYS)
def test_days_are_read_as_they_are_written(days):
    assert days_of(text_of(days)) == tuple(sorted(days))


@pytest.mark.parametrize("text", ["31/02/2026", "thứ Hai", "01/01/1990", "1/1/2026 – 3/1/2026"])
def test_what_is_no_day(text):
    with pytest.raises(InvalidDate):
        days_of(f"20/11/2026\n{text}")


def saved(office, user, **values):
    """The form after it was sent by that person."""
    request = office.request.clone()
    alsoProvides(request, IHcmeduPortalLayer)
    setLanguageBinding(request)
    with office.as_(user):
        form = {
            "form.widgets.months_ended": "12",
            "form.widgets.months_open": "24",
            "form.widgets.days_off": "",
            "form.widgets.contact": "",
            "form.widgets.remind-empty-marker": "1",
            "form.widgets.answers_handling": "Câu một\r\nCâu hai",
            "form.widgets.answers_done": "",
            "form.widgets.answers_refused": "",
            "form.buttons.save": "Lưu",
            "_authenticator": createToken(),
            **{f"form.widgets.{name}": value for name, value in values.items()},
        }
        request.form.update(form)
        request.method = request.environ["REQUEST_METHOD"] = "POST"
        form = SettingsForm(office.portal, request)
        form.update()
    return form


def test_what_is_saved_counts(office):
    saved(office, "hieutruong", months_ended="6", days_off="30/11/2026\n20/11/2026")
    kept = settings(office.portal)
    assert kept.months_ended == 6
    assert kept.days_off == (date(2026, 11, 20), date(2026, 11, 30))
    assert kept.answers("answers_handling") == ["Câu một", "Câu hai"]
    assert kept.answers("answers_done") == []
    assert due_day(office.portal, date(2026, 11, 27), 1) == date(2026, 12, 1)
    entry = next(iter(entries(office.portal)))
    assert entry.action == "case-settings" and "tháng" in entry.comment


def test_a_wrong_day_is_told_and_nothing_typed_is_lost(office):
    form = saved(office, "hieutruong", days_off="20/11/2026\nhôm qua")
    assert "hôm qua" in form.widgets["days_off"].value
    (error,) = form.widgets.errors
    assert error.widget is form.widgets["days_off"]
    assert "“hôm qua” không phải là ngày" in translate(error.message, target_language="vi")
    assert settings(office.portal).days_off == ()


def test_all_wrong_days_are_told_at_once(office):
    form = saved(office, "hieutruong", days_off="hôm qua\n20/11/2026\n31/02/2026")
    (error,) = form.widgets.errors
    told = translate(error.message, target_language="vi")
    assert "“hôm qua”, “31/02/2026” không phải là ngày" in told


@pytest.mark.parametrize("months", ["0", "121"])
def test_a_period_that_is_none_is_told_with_its_bounds(office, months):
    form = saved(office, "hieutruong", months_ended=months)
    (error,) = form.widgets.errors
    assert "từ 1 đến 120" in translate(error.message, target_language="vi")


@pytest.mark.parametrize("months", ["0", "-1", "121", "sáu", ""])
def test_a_period_that_is_none(office, months):
    form = saved(office, "hieutruong", months_ended=months)
    assert form.widgets.errors and settings(office.portal).months_ended == 12


def test_a_standard_answer_is_not_stored_as_long_as_it_is_the_default(office):
    text = settings(office.portal).answers_handling
    saved(office, "hieutruong", answers_handling=text.replace("\n", "\r\n"))
    assert settings(office.portal).answers_handling == text


def test_defaults_are_in_the_language_of_the_site(portal):
    assert "Nhà trường đã nhận hồ sơ" in settings(portal).answers_handling
    settings(portal).months_ended = 3
    forget_settings(portal)
    assert settings(portal).months_ended == 12
