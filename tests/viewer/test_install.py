"""On new sites, on sites in use, on sites that had documentviewer before; and away again."""

from hcmedu.portal.conversion.testing import encrypted_pdf
from hcmedu.portal.viewer import install_viewer
from hcmedu.portal.viewer import remove_viewer
from hcmedu.portal.viewer.documentviewer import ANNOTATION
from hcmedu.portal.viewer.reading import CONVERT
from hcmedu.portal.viewer.reading import reading
from hcmedu.portal.viewer.settings import site_settings
from hcmedu.portal.viewer.store import KEY
from hcmedu.portal.worker.testing import empty_queue
from hcmedu.portal.worker.testing import jobs
from hcmedu.portal.worker.testing import run_jobs
from plone import api
from zope.annotation.interfaces import IAnnotations

import pytest
import transaction


def test_files_that_are_there_get_pages(site, make):
    items = [make(), make(portal_type="File"), make(encrypted_pdf())]
    transaction.commit()
    empty_queue()
    assert install_viewer(site) == 3
    run_jobs()
    assert [reading(item).state for item in items] == ["ready", "ready", "failed"]
    assert install_viewer(site) == 0
    transaction.commit()
    assert jobs() == []


def test_settings_of_a_school_stay(site):
    from hcmedu.portal.viewer.documentviewer import GlobalSettings

    assert site_settings().ocr
    GlobalSettings(site).ocr = False
    install_viewer(site)
    assert not site_settings().ocr


def test_what_documentviewer_had_installed_goes(site, make):
    """As on a site that comes from an older Plone."""
    item = make(portal_type="File")
    item.layout = "documentviewer"
    IAnnotations(item)[ANNOTATION] = {"filehash": "md5", "successfully_converted": True}
    types = api.portal.get_tool("portal_types")
    before = {name: types[name].view_methods for name in ("File", "Folder")}
    types["File"].view_methods += ("documentviewer",)
    types["Folder"].view_methods = ("dvpdf-group-view", *before["Folder"])
    install_viewer(site)
    assert {name: types[name].view_methods for name in before} == before
    assert "layout" not in vars(item)
    transaction.commit()
    assert (CONVERT, {"uid": item.UID()}) in jobs()


def test_removed_it_leaves_files_and_nothing_else(site, document):
    remove_viewer(site)
    assert ANNOTATION not in IAnnotations(document)
    assert ANNOTATION not in IAnnotations(site)
    assert KEY not in IAnnotations(site)
    assert document.file.getSize() > 0


@pytest.mark.parametrize("who", [None, "khach", "bientapvien"])
def test_the_panel_is_the_administrators(site, visit, who):
    answer = visit(who).get(f"{site.absolute_url()}/@@hcmedu-reading")
    assert answer.status_code in (302, 401, 403)


def test_the_panel_tells_and_changes(site, make, visit, people):
    make(encrypted_pdf(), portal_type="File", title="Tệp mật")
    run_jobs()
    api.user.create(email="q@truong.edu.vn", username="quantri", password="Truong-hoc-2026")
    api.group.add_user(groupname="quan-tri-vien", username="quantri")
    transaction.commit()
    url = f"{site.absolute_url()}/@@hcmedu-reading"
    page = visit("quantri").session.get(url, headers={"Accept": "text/html"}).text
    assert "Tệp mật" in page and "mật khẩu" in page
    assert "poppler-utils" not in page, "nothing is missing here"
    assert visit("quantri").post(url, token=False, save="1").status_code == 403
    visit("quantri").post(url, save="1", ocr="1", kinds=["pdf"])
    transaction.begin()
    settings = site_settings()
    assert (settings.converts, settings.ocr, settings.kinds) == (False, True, {"pdf"})


def test_the_panel_names_what_is_missing(site, visit, people, monkeypatch, tmp_path):
    from hcmedu.portal.viewer.browser.panel import ReadingPanel

    monkeypatch.setenv("PATH", str(tmp_path))
    tools = ReadingPanel(site, site.REQUEST).tools()
    assert [tool.found for tool in tools] == [False, False, False]
    assert tools[1].package == "tesseract-ocr tesseract-ocr-vie"
