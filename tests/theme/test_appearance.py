"""The page 'Giao diện' and what visitors see of it: denied first, bad input, then good."""

from hcmedu.portal.theme.appearance import IAppearance
from hcmedu.portal.theme.appearance import palette_of
from hcmedu.portal.theme.colours import PALETTES
from hcmedu.portal.theme.pictures import pictures
from io import BytesIO
from PIL import Image
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD
from plone.testing.zope import Browser

import pytest
import transaction


PAGE = "@@school-appearance"


def browser_for(functional, *user):
    browser = Browser(functional["app"])
    browser.raiseHttpErrors = False
    if user:
        browser.addHeader("Authorization", "Basic {}:{}".format(*user))
    return browser


@pytest.fixture
def visitor(functional):
    return browser_for(functional)


@pytest.fixture
def form(functional):
    browser = browser_for(functional, SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    browser.open(f"{functional['portal'].absolute_url()}/{PAGE}")
    return browser


def picture(width, height, kind="PNG"):
    buffer = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(buffer, kind)
    return buffer.getvalue()


def save(form):
    form.getControl(name="form.buttons.save").click()
    transaction.begin()


@pytest.mark.parametrize("user", [(), (TEST_USER_NAME, TEST_USER_PASSWORD)])
def test_others_are_denied(functional, user):
    browser = browser_for(functional, *user)
    browser.open(f"{functional['portal'].absolute_url()}/{PAGE}")
    assert browser.url.split("?")[0].endswith(("/login", "/insufficient-privileges"))
    assert "form.buttons.save" not in browser.contents


def test_post_without_token_changes_nothing(functional):
    portal = functional["portal"]
    browser = browser_for(functional, SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    browser.post(
        f"{portal.absolute_url()}/{PAGE}",
        "form.widgets.palette=maroon&form.buttons.save=1&form.widgets.palette-empty-marker=1",
    )
    transaction.begin()
    assert palette_of(portal) == PALETTES["blue"]


@pytest.mark.parametrize(
    ("primary", "accent", "message"),
    [
        ("", "", "màu chính"),
        ("#ffcc00", "", "Quá nhạt"),
        ("xanh", "", "Viết màu bằng"),
        ("#0b4f8a;}body{display:none", "", "Viết màu bằng"),
        ("#0b4f8a", "vàng", "Viết màu bằng"),
        ("#0b4f8a", "#0b4f8b", "tương phản"),
    ],
)
def test_bad_colours_are_told_and_nothing_is_stored(functional, form, primary, accent, message):
    form.getControl(name="form.widgets.palette").value = ["own"]
    form.getControl(name="form.widgets.primary_colour").value = primary
    form.getControl(name="form.widgets.accent_colour").value = accent
    form.getControl(name="form.widgets.motto").value = "Học để làm người"
    save(form)
    assert message in form.contents
    assert "Học để làm người" in form.contents
    assert IAppearance(functional["portal"]).motto is None
    assert palette_of(functional["portal"]) == PALETTES["blue"]


def test_colours_reach_every_page(functional, form, visitor):
    url = functional["portal"].absolute_url()
    visitor.open(url)
    assert "<style>html:root" not in visitor.contents
    form.getControl(name="form.widgets.palette").value = ["own"]
    form.getControl(name="form.widgets.primary_colour").value = "1B5E3A"
    form.getControl(name="form.widgets.accent_colour").value = "#FFD166"
    save(form)
    for page in (url, f"{url}/login", f"{url}/@@search"):
        visitor.open(page)
        assert "--hcmedu-primary:#1b5e3a;" in visitor.contents
        assert "--hcmedu-accent:#ffd166;" in visitor.contents


def test_pictures_are_kept_in_fitting_sizes(functional, form, visitor):
    portal = functional["portal"]
    field = form.getControl(name="form.widgets.banner")
    field.add_file(picture(2400, 600), "image/png", "cong-truong.png")
    emblem = form.getControl(name="form.widgets.emblem")
    emblem.add_file(picture(100, 100), "image/png", "logo.png")
    save(form)
    assert [(row["width"], row["height"]) for row in pictures(portal, "banner")] == [
        (1600, 400),
        (800, 200),
    ]
    assert [row["width"] for row in pictures(portal, "emblem")] == [100]
    for row in pictures(portal, "banner") + pictures(portal, "emblem"):
        visitor.open(row["src"])
        assert visitor.headers["Content-Type"] == "image/png"
        assert "immutable" in visitor.headers["Cache-Control"]
    visitor.open(portal.absolute_url())
    assert pictures(portal, "emblem")[0]["src"] in visitor.contents
    form.open(f"{portal.absolute_url()}/{PAGE}")
    form.getControl(name="form.widgets.banner.action").value = ["remove"]
    save(form)
    assert pictures(portal, "banner") == []
    assert pictures(portal, "emblem")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "a.svg"),
        (b"<html><script>1</script></html>", "a.png"),
        (b"", "a.png"),
        (picture(40, 40, "GIF"), "a.gif"),
    ],
)
def test_what_is_no_picture_is_refused(functional, form, data, name):
    form.getControl(name="form.widgets.emblem").add_file(data, "image/png", name)
    save(form)
    assert pictures(functional["portal"], "emblem") == []
    assert IAppearance(functional["portal"]).emblem is None


@pytest.mark.parametrize(
    "name", ["", "banner", "banner-1600", "banner-99", "x-1600", "emblem-192/x"]
)
def test_there_is_no_such_picture(functional, visitor, name):
    visitor.open(f"{functional['portal'].absolute_url()}/@@school-picture/{name}")
    assert visitor.headers["Status"].startswith("404")
