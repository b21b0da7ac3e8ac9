"""How the home page is arranged: what is stored, and the page on which it is done."""

from hcmedu.portal.browser.home.arrangement import arrange
from hcmedu.portal.browser.home.arrangement import Entry
from hcmedu.portal.browser.home.arrangement import moved
from hcmedu.portal.browser.home.arrangement import stored
from hcmedu.portal.browser.home.parts import PARTS
from hcmedu.portal.browser.home.parts import STANDARD
from hcmedu.portal.browser.home.settings import HomeParts
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from plone import api
from plone.app.testing import logout
from plone.protect.authenticator import createToken
from zExceptions import Forbidden
from zExceptions import Unauthorized
from zope.interface import alsoProvides

import pytest


NAMES = [entry.name for entry in STANDARD]
rows = st.lists(
    st.tuples(st.sampled_from([*NAMES, "Gone"]), st.booleans(), st.integers(-5, 500)), max_size=30
)


@given(rows)
def test_every_part_stands_once_whatever_is_stored(kept):
    found = arrange(kept, STANDARD)
    assert sorted(entry.name for entry in found) == sorted(NAMES)
    assert all(entry.number == 0 or 1 <= entry.number <= 20 for entry in found)


@given(st.permutations(NAMES))
def test_stored_order_is_kept(names):
    found = arrange([(name, True, 3) for name in names], STANDARD)
    assert [entry.name for entry in found] == names


@given(st.permutations(NAMES), st.sampled_from(NAMES))
def test_new_part_stands_behind_its_neighbour(names, new):
    found = [entry.name for entry in arrange([(n, True, 3) for n in names if n != new], STANDARD)]
    before = NAMES[: NAMES.index(new)]
    assert found.index(new) == (found.index(before[-1]) + 1 if before else 0)


@given(st.sampled_from(NAMES), st.integers(-20, 20))
def test_moving_loses_nothing(name, step):
    found = moved(STANDARD, name, step)
    assert sorted(found, key=lambda e: e.name) == sorted(STANDARD, key=lambda e: e.name)
    place = [entry.name for entry in found].index(name)
    assert place == max(0, min(len(NAMES) - 1, NAMES.index(name) + step))


def test_standard_is_what_nothing_stored_gives():
    assert arrange((), STANDARD) == list(STANDARD)
    assert Entry("QuickAccess", True, 0) in STANDARD


@pytest.fixture
def send(site, root):
    """Submit the page as an administrator; returns the view."""

    def sent(token=True, hidden=(), **form):
        request = root.REQUEST.clone()
        alsoProvides(request, IHcmeduPortalLayer)
        request.method = request.environ["REQUEST_METHOD"] = "POST"
        request.form = {"order": NAMES, **form}
        request.form.update((f"shown.{name}", "1") for name in NAMES if name not in hidden)
        if token:
            request.form["_authenticator"] = createToken()
        view = api.content.get_view("school-home-parts", root, request)
        assert isinstance(view, HomeParts)
        view()
        return view

    with api.env.adopt_roles(["Manager"]):
        yield sent


def order(root, visit):
    tree = parser.fromstring(visit(root, "school_home"))
    return [
        name.removeprefix("hcmedu-")
        for name in tree.xpath('//*[@class="hcmedu-parts"]/*/@aria-labelledby')
    ]


def test_visitors_and_editors_are_denied(root):
    logout()
    with pytest.raises(Unauthorized):
        root.restrictedTraverse("@@school-home-parts")
    with api.env.adopt_roles(["Editor", "Reviewer"]), pytest.raises(Unauthorized):
        root.restrictedTraverse("@@school-home-parts")


def test_no_token_no_change(root, send):
    with pytest.raises(Forbidden):
        send(token=False, **{"down.News": "1"})
    assert stored(root) == ()


def test_order_and_number(root, send, visit):
    before = order(root, visit)
    assert before.index("news") < before.index("schedules")
    send(**{"down.News": "1", "number.News": "2"})
    after = order(root, visit)
    assert after.index("news") == before.index("news") + 1
    tree = parser.fromstring(visit(root, "school_home"))
    assert len(tree.xpath('//section[contains(@class, "hcmedu-news")]//article')) == 2


def test_hidden_part_leaves_the_page(root, send, visit):
    assert "documents" in order(root, visit)
    send(hidden=["Documents"])
    assert "documents" not in order(root, visit)


@pytest.mark.parametrize("number", ["0", "21", "-1", "", "hai", "99999999", "<b>"])
def test_wrong_number_is_told_and_nothing_is_saved(root, send, number):
    view = send(**{"number.News": number, "up.Documents": "1"})
    assert view.errors.keys() == {"News"}
    assert stored(root) == ()
    page = parser.fromstring(view.index())
    field = page.xpath('//input[@name="number.News"]')[0]
    assert field.get("value") == number and field.get("aria-invalid") == "true"
    assert "20" in page.xpath('//*[@id="error-News"]')[0].text_content()


def test_what_others_send_is_not_believed(root, send):
    send(order=["Gone", "News", "News"], **{"up.Gone": "1"})
    assert sorted(name for name, _shown, _number in stored(root)) == sorted(PARTS)


def test_back_to_the_standard(root, send):
    send(**{"down.News": "1"})
    assert stored(root)
    send(reset="1")
    assert stored(root) == ()
