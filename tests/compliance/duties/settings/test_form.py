"""The settings of a school: who sees and changes them, what is stored, what is told."""

from hcmedu.portal.compliance.facts.schools import school_facts
from hcmedu.portal.compliance.removal import remove_compliance
from hcmedu.portal.compliance.settings import own_checks
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.compliance.settings.form import mended_at
from hcmedu.portal.compliance.settings.form import SettingsForm
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.school.profile import ISchoolProfile
from plone import api
from zExceptions import Forbidden
from zExceptions import Unauthorized
from zope.i18n import translate

import pytest


PAGE = "hcmedu-compliance-settings"
VALUES = {
    "public_status-empty-marker": "1",
    "reminders-empty-marker": "1",
    "reminder_days": "3",
    "second_term_day": "15",
    "second_term_month": "1",
    "check_links-empty-marker": "1",
    "own.count": "0",
}
RULE = {"section": "A31", "kind": "number-month", "number": "2", "demand": "Mỗi tháng 2 lịch."}


def rules(*rows):
    """What a browser sends for these rows."""
    sent = {"own.count": str(len(rows))}
    for index, row in enumerate(rows):
        sent[f"own.{index}-empty-marker"] = "1"
        for name, value in {"id": "", "day": "", "month": "", **row}.items():
            value = [value] if name in ("section", "kind") else value
            sent[f"own.{index}.widgets.{name}"] = value
    return sent


@pytest.fixture
def save(board):
    def send(user="hieutruong", **values):
        return board.send(SettingsForm, user, **{**VALUES, **values})

    return send


def told(form):
    return " ".join(translate(each.message, target_language="vi") for each in form.widgets.errors)


@pytest.mark.parametrize("user", [None, "nguoila", "phongvien", "thuky"])
def test_who_may_not_see_them(board, user):
    assert board.page(PAGE, user) == "refused"


def test_who_only_reads_the_report_changes_nothing(board, save):
    board.root.manage_setLocalRoles("nguoila", ["School Supervisor"])
    assert board.page("hcmedu-compliance", "nguoila") != "refused"
    assert board.page(PAGE, "nguoila") == "refused"
    save("nguoila", reminder_days="9", reminders="selected")
    assert settings_of(board.root).reminder_days == 3


def test_the_page_tells_of_days_off(board):
    page = board.page(PAGE, "quantri")
    assert "Giỗ Tổ Hùng Vương" in page and "@@hcmedu-cases-settings" in page
    assert board.answer.getHeader("Cache-Control") == "private, no-store"


def test_what_is_saved_counts(board, save):
    form = save(
        "quantri",
        reminders="selected",
        reminder_days="5",
        second_term_day="19",
        check_links="selected",
        **rules(RULE),
    )
    assert not form.widgets.errors
    kept = settings_of(board.root)
    assert (kept.reminders, kept.reminder_days, kept.check_links) == (True, 5, True)
    ((code, check),) = own_checks(board.root)
    assert (code, check.id, check.demand) == ("A31", "own-1", "Mỗi tháng 2 lịch.")
    facts = school_facts(board.root)
    assert facts.second_term == (19, 1) and facts.own == ((code, check),)
    entry = next(iter(entries(board.root)))
    assert entry.action == "compliance-settings" and "thư điện tử" in entry.comment


def test_who_can_not_be_reminded_is_told(board, save):
    assert "thư công vụ nên" not in board.page(PAGE, "quantri")
    properties = {"email": "lan@gmail.com", "fullname": "Lan <b>"}
    api.user.get(userid="phongvien").setMemberProperties(properties)
    save(reminders="selected")
    page = board.page(PAGE, "quantri")
    assert "không nhận được thư: Lan &lt;b&gt;" in page and "chưa thiết lập máy chủ thư" in page


def test_defaults(board):
    kept = settings_of(board.root)
    assert (kept.public_status, kept.reminders, kept.check_links) == (False, False, False)
    assert kept.second_term == (15, 1) and kept.own == [] and own_checks(board.root) == ()
    kept.reminder_days = 7
    remove_compliance(board.root)
    assert kept.reminder_days == 3


@pytest.mark.parametrize("user", ["quantri", "sieuquantri"])
def test_the_head_alone_shows_the_status_to_everybody(board, save, user):
    form = save(user, public_status="selected")
    assert "public_status" not in form.extractData(False)[0]
    assert settings_of(board.root).public_status is False
    save("hieutruong", public_status="selected")
    assert settings_of(board.root).public_status is True
    save(user)
    assert settings_of(board.root).public_status is True


@pytest.mark.parametrize("user", [None, "nguoila", "phongvien"])
def test_the_form_itself_asks_who_sends_it(board, save, user):
    save(user, reminder_days="9")
    assert settings_of(board.root).reminder_days == 3


@pytest.mark.parametrize(("token", "method"), [(False, "POST"), (True, "GET"), (False, "GET")])
def test_a_foreign_page_changes_nothing(board, token, method):
    with pytest.raises((Forbidden, Unauthorized)):
        board.send(SettingsForm, "hieutruong", token, method, **{**VALUES, "reminder_days": "9"})
    assert settings_of(board.root).reminder_days == 3


def test_ids_of_rules_stay_and_are_never_given_twice(board, save):
    second = {**RULE, "section": "A05.1", "demand": "Hai"}
    save(**rules(RULE, second))
    save(**rules({**second, "id": "own-2"}, {**RULE, "demand": "Ba"}))
    assert [row["id"] for row in settings_of(board.root).own] == ["own-2", "own-3"]
    save(**rules())
    save(**rules(RULE))
    assert [row["id"] for row in settings_of(board.root).own] == ["own-4"]


@pytest.mark.parametrize("known", ["own-1", "own-99", "not-empty", "<script>", "own-2"])
def test_an_id_that_was_made_up_is_none(board, save, known):
    save(**rules(RULE))
    save(**rules({**RULE, "id": "own-1"}, {**RULE, "id": known, "demand": "Hai"}))
    assert [row["id"] for row in settings_of(board.root).own] == ["own-1", "own-2"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": "0"}, "sửa các ô"),
        ({"number": "năm"}, "sửa các ô"),
        ({"number": ""}, "Dòng 1"),
        ({"demand": ""}, "sửa các ô"),
        ({"demand": "x" * 301}, "sửa các ô"),
        ({"demand": "hai\ndòng"}, "sửa các ô"),
        ({"kind": "yearly", "day": "31", "month": "4"}, "Dòng 1"),
        ({"kind": "age-days", "number": "500"}, "Dòng 1"),
        ({"section": "Z99"}, ""),
        ({"kind": "not_empty"}, ""),
    ],
)
def test_what_is_no_rule_is_told_and_nothing_typed_is_lost(board, save, change, words):
    form = save(**rules({**RULE, **change}))
    assert form.widgets.errors and words in told(form)
    assert own_checks(board.root) == ()
    if "demand" not in change:
        assert "Mỗi tháng 2 lịch." in form.render()


def test_sections_of_another_level_are_refused_and_not_offered(board, save):
    ISchoolProfile(board.root).levels = {"thcs"}
    form = save(**rules({**RULE, "section": "A30"}))
    assert form.widgets.errors and own_checks(board.root) == ()
    assert 'value="A30"' not in form.render() and 'value="A31"' in form.render()


def test_a_rule_rests_while_the_school_has_no_such_section(board, save):
    profile = ISchoolProfile(board.root)
    profile.levels, profile.boarding = {"thcs"}, True
    save(**rules({**RULE, "section": "A30"}))
    assert len(own_checks(board.root)) == 1
    profile.boarding = False
    assert own_checks(board.root) == ()


@pytest.mark.parametrize("day", ["0", "32", "x", "30"])
def test_a_term_begins_on_a_day_that_there_is(board, save, day):
    form = save(second_term_day=day, second_term_month="2")
    assert form.widgets.errors and settings_of(board.root).second_term == (15, 1)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [({"number": "abc"}, "own-1-widgets-number"), ({"demand": ""}, "own-1-widgets-demand")],
)
def test_what_is_wrong_leads_to_its_box(save, row, wrong):
    form = save(**rules(RULE, {**RULE, **row}))
    (widget,) = (each.widget for each in form.widgets.errors)
    assert mended_at(widget) == f"form-widgets-{wrong}"
