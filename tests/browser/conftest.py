"""Content for every kind of section, published or not, and pages as a visitor gets them."""

from Acquisition import aq_base
from collections.abc import Callable
from datetime import date
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.school import find_section
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.testing import FIXTURE
from hcmedu.portal.testing import SchoolLayer
from io import BytesIO
from PIL import Image
from plone import api
from plone.app.testing import IntegrationTesting
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.i18n.utility import setLanguageBinding
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from Products.CMFCore.indexing import processQueue
from pytest_plone import fixtures_factory
from zope.globalrequest import setRequest
from zope.interface import alsoProvides
from ZPublisher.BaseRequest import RequestContainer

import pytest


TODAY = date.today()
MONDAY = TODAY - timedelta(days=TODAY.weekday())
YEAR = f"{TODAY.year - 1}-{TODAY.year}"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
#: Stands in the title of everything that the fixture leaves as a draft.
SECRET = "BẢN-NHÁP-KÍN"
TO_PUBLISHED = ("publish", "approve", "submit")


def pdf() -> NamedBlobFile:
    return NamedBlobFile(data=PDF, filename="van-ban.pdf", contentType="application/pdf")


def picture(color: tuple[int, int, int] = (40, 110, 160)) -> NamedBlobImage:
    buffer = BytesIO()
    Image.new("RGB", (1200, 900), color).save(buffer, "JPEG")
    return NamedBlobImage(data=buffer.getvalue(), filename="anh.jpg", contentType="image/jpeg")


def html(text: str) -> RichTextValue:
    return RichTextValue(text, "text/html", "text/x-html-safe")


def moment(days: int) -> datetime:
    return datetime.now().astimezone().replace(microsecond=0) + timedelta(days=days)


def document(number: str, abstract: str, **fields) -> dict:
    return {
        "portal_type": "OfficialDocument",
        "document_form": "cong-van",
        "number": number,
        "issuer": "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh",
        "issue_date": TODAY - timedelta(days=40),
        "abstract": abstract,
        "file": pdf(),
        **fields,
    }


def disclosure(year: str, title: str, group: str) -> dict:
    return {
        "portal_type": "Disclosure",
        "title": title,
        "school_year": year,
        "disclosure_group": group,
        "period": "june",
        "file": pdf(),
    }


def person(name: str, position: str, unit: str, **fields) -> dict:
    return {
        "portal_type": "StaffMember",
        "title": name,
        "position": position,
        "unit": unit,
        **fields,
    }


def news(title: str, **fields) -> dict:
    return {
        "portal_type": "News Item",
        "title": title,
        "description": f"Tóm tắt: {title}",
        **fields,
    }


def topic(title: str, opens: int, closes: int) -> dict:
    return {
        "portal_type": "ConsultationTopic",
        "title": title,
        "issue": "Xin ý kiến phụ huynh.",
        "text": html("<p>Toàn văn</p>"),
        "receiving_address": "Văn phòng",
        "receiving_email": "c2huongduong@hcm.edu.vn",
        "opens": moment(opens),
        "closes": moment(closes),
    }


def weekly(kind: str, week: int) -> dict:
    start = MONDAY + timedelta(7 * week)
    return {
        "portal_type": "Schedule",
        "title": f"{'Thực đơn' if kind == 'menu' else 'Lịch tuần'} từ {start:%d/%m/%Y}",
        "schedule_kind": kind,
        "week_start": start,
        "text": html("<table><tr><td>Thứ Hai</td></tr></table>"),
    }


def samples() -> dict[str, list[dict]]:
    """What is published in which section."""
    return {
        "A01": [
            {
                "portal_type": "Document",
                "title": "Trường bên sông Sài Gòn",
                "description": "Ba mươi năm xây dựng.",
                "text": html("<p>Trường nằm cạnh <strong>công viên</strong>.</p>"),
            },
            {"portal_type": "Image", "title": "Cổng trường", "image": picture()},
        ],
        "A04": [
            person("Trần Thị Ánh", "Giáo viên Toán", "to-chuyen-mon", team="Tổ Toán"),
            person("Lê Văn Bình", "Phó Hiệu trưởng", "ban-giam-hieu", order=2),
            person(
                "Nguyễn Thị Hồng Đào",
                "Hiệu trưởng",
                "ban-giam-hieu",
                order=1,
                phone="(028) 3829 1875",
                email="nthdao@hcm.edu.vn",
                photo=picture((150, 90, 60)),
            ),
        ],
        "A05": [news(f"Lễ khai giảng lần thứ {number}", image=picture()) for number in range(1, 4)],
        "A05.2": [news("Chuyên đề dạy học Ngữ văn")],
        "A06": [
            document(
                f"{4200 + number}/SGDĐT-VP",
                f"Hướng dẫn nhiệm vụ {number}",
                issue_date=TODAY - timedelta(days=30 - number),
            )
            for number in range(1, 24)
        ],
        "A07": [
            document("12/QĐ-THCS", "Quyết định phân công nhiệm vụ"),
            document("7/KH-THCS", "Kế hoạch năm học", in_force_until=TODAY - timedelta(days=1)),
        ],
        "A09": [
            {
                "portal_type": "Procedure",
                "title": "Chuyển trường",
                "description": "Học sinh xin chuyển đến hoặc đi.",
                "time_limit": "3 ngày làm việc",
                "online_level": "full",
            },
            {"portal_type": "File", "title": "Đơn xin nghỉ học", "file": pdf()},
        ],
        "A11": [
            topic("Dự thảo kế hoạch bán trú", -2, 9),
            topic("Nội quy năm trước", -60, -30),
        ],
        "A12": [{"portal_type": "Document", "title": "Hòm thư góp ý"}],
        "A13": [
            disclosure(YEAR, "Cam kết chất lượng", "chat-luong"),
            disclosure(YEAR, "Công khai cơ sở vật chất", "dieu-kien"),
            disclosure("2022-2023", "Cam kết cũ", "chat-luong"),
        ],
        "A15": [
            {
                "portal_type": "YearbookEntry",
                "school_year": f"{year}-{year + 1}",
                "total_classes": 30 + year % 10,
                "total_pupils": 1200 + year % 100,
                "total_staff": 80,
            }
            for year in range(2019, 2026)
        ],
        "A19.2": [
            {
                "portal_type": "LearningResource",
                "title": "Bài giảng Phân số",
                "resource_kind": "lecture",
                "school_subject": "toan",
                "grade": "6",
                "author": "Trần Thị Ánh",
                "remote_url": "https://elearning.hcm.edu.vn/phan-so",
            }
        ],
        "A20": [{"portal_type": "Link", "title": "Bộ GD&ĐT", "remoteUrl": "https://moet.gov.vn"}],
        "A21": [{"portal_type": "Document", "title": "Kết quả thi học sinh giỏi"}],
        "A23": [document("3/TB-THCS", "Thông báo mời thầu sửa chữa phòng học")],
        "A24": [
            {"portal_type": "Link", "title": "Phim hội trại", "remoteUrl": "https://hcm.edu.vn/v"}
        ],
        "A25": [
            {"portal_type": "Folder", "title": "Hội trại truyền thống"},
            {"portal_type": "Image", "title": "Sân trường", "image": picture((60, 120, 60))},
        ],
        "A28.1": [news("Họp phụ huynh đầu năm"), news("Lịch nghỉ Tết")],
        "A30": [weekly("menu", 0)],
        "A31": [weekly("weekly", 0), weekly("weekly", -1), weekly("weekly", 1)],
        "A32": [
            {"portal_type": "Document", "title": "Nghỉ học ngày 20/11"},
            {
                "portal_type": "Link",
                "title": "Đăng ký trực tuyến",
                "remoteUrl": "https://hcm.edu.vn",
            },
        ],
        "A33": [{"portal_type": "Document", "title": "Quy chế phát ngôn"}],
    }


def add(container, portal_type: str, publish: bool = True, **fields):
    """Create content as a manager; ``publish`` takes it through the whole workflow."""
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        made = createContent(portal_type, **fields)
        made = addContentToContainer(container, made, checkConstraints=False)
        if publish:
            publish_item(made)
    return made


def publish_item(obj) -> None:
    """Through all steps of whatever workflow there is; a type without one is public already."""
    workflow = api.portal.get_tool("portal_workflow")
    while workflow.getChainFor(obj) and api.content.get_state(obj) != "published":
        found = {row["id"] for row in workflow.listActionInfos(object=obj)}
        step = next(name for name in TO_PUBLISHED if name in found)
        workflow.doActionFor(obj, step, comment="Đã duyệt")


def fill(root) -> None:
    """Published content in most sections, and one draft of each type beside it.

    One person writes and approves all of it, as a very small school may allow.
    """
    settings(root).self_approval = True
    for code, rows in samples().items():
        section = find_section(root, code)
        if section is None:
            continue
        drafts = {}
        for row in rows:
            made = add(section, **row)
            if made.portal_type == "Folder":
                add(made, "Image", title="Lửa trại", image=picture((190, 90, 30)))
            drafts.setdefault(made.portal_type, row)
        for portal_type, row in drafts.items():
            if portal_type != "YearbookEntry":
                add(section, publish=False, **{**row, **secret(row)})


def secret(row: dict) -> dict:
    """Fields that mark a draft, so that none of its words can show unnoticed."""
    marked = {"title": SECRET, "description": SECRET}
    if row["portal_type"] == "OfficialDocument":
        marked.update(abstract=SECRET, issuer=SECRET, number=f"9999/{row['number'].split('/')[1]}")
    return marked


def introduce(root, name: str = "Trường THCS Hướng Dương") -> None:
    """A complete school profile."""
    profile = ISchoolProfile(root)
    profile.school_name = name
    profile.levels = {"thcs"}
    profile.address = "12 Nguyễn Trãi, Phường Chợ Lớn, Thành phố Hồ Chí Minh"
    profile.phones = ["(028) 3829 1875", "0903 123 456"]
    profile.fax = "(028) 3829 1876"
    profile.official_email = "c2huongduong@hcm.edu.vn"
    profile.principal = "Nguyễn Thị Hồng Đào"
    profile.spokesperson = "Lê Văn Bình"
    profile.spokesperson_position = "Phó Hiệu trưởng"
    profile.spokesperson_phone = "0903 123 457"
    profile.spokesperson_email = "lvbinh@hcm.edu.vn"
    profile.authority_name = "Ủy ban nhân dân Phường Chợ Lớn"
    profile.authority_url = "https://cholon.hochiminhcity.gov.vn"
    profile.map_url = "https://www.openstreetmap.org/"


class FilledLayer(SchoolLayer):
    """The site as a school, and a ``School`` in it, with the same content; in Vietnamese."""

    defaultBases = (FIXTURE,)

    def setUpPloneSite(self, portal):
        setRoles(portal, TEST_USER_ID, ["Manager"])
        setRequest(portal.REQUEST)  # without one the catalog gets no pictures
        speak_vietnamese()
        api.content.create(portal, "School", "trong", title="Trường chưa có gì")
        school = api.content.create(portal, "School", "hoa-mai", title="Hoa Mai")
        for root, name in ((portal, "Trường THCS Hướng Dương"), (school, "Trường THCS Hoa Mai")):
            introduce(root, name)
            fill(root)
        # The layer commits when the site is left already: what waits to be indexed needs it.
        processQueue()


#: pytest looks a layer's module up by its name, and a conftest has none.
MODULE = "hcmedu.portal.testing"
FILLED = IntegrationTesting(
    bases=(FilledLayer(name="HcmeduPortal:Filled", module=MODULE),),
    name="HcmeduPortal:FilledIntegration",
    module=MODULE,
)
globals().update(fixtures_factory(((FILLED, "filled"),)))


def speak_vietnamese() -> None:
    api.portal.set_registry_record("plone.default_language", "vi")
    api.portal.set_registry_record("plone.available_languages", ["vi"])


@pytest.fixture
def visit() -> Callable:
    """HTML of a view of an object as a visitor gets it: ``visit(obj, "section_view")``."""

    def render(obj, view: str = "section_view", **form) -> str:
        logout()
        return page(obj, view, **form)

    return render


def page(obj, view: str = "section_view", **form) -> str:
    """The whole page, for whoever is logged in, with a request of its own."""
    request = obj.REQUEST.clone()
    request.form.update(form)
    alsoProvides(request, IHcmeduPortalLayer)
    setRequest(request)
    root = aq_base(obj.getPhysicalRoot()).__of__(RequestContainer(REQUEST=request))
    own = root.unrestrictedTraverse("/".join(obj.getPhysicalPath()))
    request["ACTUAL_URL"] = request["URL"] = own.absolute_url()
    setLanguageBinding(request)
    return api.content.get_view(view, own, request)()


@pytest.fixture
def as_manager(visit) -> Callable:
    """The same for a site administrator."""

    def render(obj, view: str = "section_view", **form) -> str:
        with api.env.adopt_roles(["Manager"]):
            return page(obj, view, **form)

    return render


@pytest.fixture
def site(filled):
    """The site as a school, with content in most sections."""
    return filled["portal"]


@pytest.fixture
def school(filled):
    """A ``School`` inside the site, with content."""
    return filled["portal"]["hoa-mai"]


@pytest.fixture
def empty(filled):
    """A ``School`` with its tree and nothing else."""
    return filled["portal"]["trong"]


@pytest.fixture(params=["site", "school"])
def root(request):
    """Everything has to work on the site and on a ``School`` alike."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def make():
    """Create content as a manager: ``make(container, "News Item", title="...")``."""
    return add
