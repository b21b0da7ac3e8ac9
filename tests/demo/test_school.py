"""The demo school: every section holds something that visitors see, and what it says is right."""

from collections import Counter
from DateTime import DateTime
from datetime import date
from hcmedu.portal.consultations.register import rows
from hcmedu.portal.consultations.totals import counted
from hcmedu.portal.content.consultation import consultation_state
from hcmedu.portal.content.force import force_state
from hcmedu.portal.content.moments import now
from hcmedu.portal.demo.builder import build
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.school.root import find_section
from hcmedu.portal.school.root import section_brains
from plone import api
from zExceptions import Unauthorized

import pytest


#: A08 is the search page of the documents: nothing is put there.
CODES = [f"A{number:02}" for number in range(1, 37) if number != 8] + ["C02"]
SGD = "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"
CENTRE = f"Trung tâm Thông tin và Chương trình Giáo dục, {SGD}"
WEBSITES = (
    "tổ chức, xây dựng và vận hành trang thông tin điện tử hoặc cổng thông tin điện tử "
    "của đơn vị giáo dục"
)
#: id → form, number, issuer, date, beginning or part of the abstract, signer, state.
REGULATIONS = {
    "3082-gddt-tttt": (
        "cong-van",
        "3082/GDĐT-TTTT",
        SGD,
        date(2016, 9, 13),
        WEBSITES,
        "Nguyễn Văn Hiếu",
        "replaced",
    ),
    "4210-gddt-tttt": (
        "cong-van",
        "4210/GDĐT-TTTT",
        SGD,
        date(2020, 12, 16),
        "hệ thống thư điện tử",
        None,
        "in_force",
    ),
    "2326-gddt-thcs": (
        "cong-van",
        "2326/GDĐT-THCS",
        "Phòng Giáo dục và Đào tạo quận Bình Tân",
        date(2023, 10, 6),
        "hoạt động cổng thông tin điện tử của đơn vị giáo dục năm học 2023 – 2024",
        None,
        "in_force",
    ),
    "289-vp-cntt": (
        "cong-van",
        "289/VP-CNTT",
        "Văn phòng HĐND và UBND quận Long Biên",
        date(2017, 10, 9),
        "Rà soát, khắc phục các tồn tại bất cập",
        "Nguyễn Văn Thắng",
        "in_force",
    ),
    "780-gddt": (
        "cong-van",
        "780/GDĐT",
        "Phòng Giáo dục và Đào tạo huyện Cần Giờ",
        date(2017, 5, 23),
        "khai thác dữ liệu",
        None,
        "in_force",
    ),
    "69-tttt-ctgd": (
        "cong-van",
        "69/TTTT-CTGD",
        CENTRE,
        date(2016, 9, 15),
        "phần mềm trực tuyến",
        "Võ Thiện Cang",
        "in_force",
    ),
    "72-tttt-ctgd": (
        "cong-van",
        "72/TTTT-CTGD",
        CENTRE,
        date(2016, 9, 29),
        "kinh phí Cổng",
        None,
        "in_force",
    ),
    "86-tttt-ctgd": (
        "thong-bao",
        "86/TTTT-CTGD",
        CENTRE,
        date(2016, 11, 30),
        "danh sách đơn vị",
        "Nguyễn Văn Hiếu",
        "in_force",
    ),
    "05-tttt-ctgd": (
        "cong-van",
        "05/TTTT-CTGD",
        CENTRE,
        date(2017, 2, 7),
        "khai thác dữ liệu",
        "Nguyễn Văn Hiếu",
        "in_force",
    ),
}


def items(root, code, **query):
    """Catalog brains below a section that the current user may see, sections left out."""
    path = "/".join(find_section(root, code).getPhysicalPath())
    brains = api.content.find(path=path, **query)
    return [brain for brain in brains if not brain.section_code]


def everything(**query):
    """All catalog brains, whatever the test user may see."""
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.unrestrictedSearchResults(
        path="/".join(api.portal.get().getPhysicalPath()), **query
    )


def objects(root, code, **query):
    return [brain.getObject() for brain in items(root, code, **query)]


class TestDemoSchool:
    """Visitors first, then content, then states."""

    @pytest.mark.parametrize("code", CODES)
    def test_section_is_not_empty(self, visitor, code):
        assert items(visitor, code)

    def test_no_section_at_all_is_empty(self, visitor):
        """Sub-sections included; groups show their sections."""
        takes_content = {code for code, row in catalogue().sections.items() if row.addable_types}
        codes = {brain.section_code for brain in section_brains(visitor)}
        assert [code for code in sorted(codes & takes_content) if not items(visitor, code)] == []

    def test_all_sections_apply(self, visitor):
        assert {brain.section_code for brain in section_brains(visitor)} >= {*CODES, "A08"}

    def test_nothing_unpublished_is_listed(self, visitor):
        states = {brain.review_state for brain in api.content.find()}
        assert states <= {"published", "", None}

    @pytest.mark.parametrize(
        "code, name",
        [
            ("A05.1", "tong-ve-sinh-truong-lop"),
            ("A05.2", "hoi-giang-cap-truong"),
            ("A28.1", "dang-ky-hoc-boi"),
        ],
    )
    def test_drafts_are_closed(self, visitor, code, name):
        draft = find_section(visitor, code)[name]
        assert not api.user.has_permission("View", obj=draft)
        with pytest.raises(Unauthorized):
            find_section(visitor, code).restrictedTraverse(name)

    def test_attachments_are_open(self, visitor):
        procedure = find_section(visitor, "A09")["chuyen-truong"]
        assert sorted(procedure.objectIds()) == [
            "don-xin-chuyen-truong-docx",
            "don-xin-chuyen-truong-pdf",
        ]
        for form in procedure.objectValues():
            assert api.user.has_permission("View", obj=form)

    @pytest.mark.parametrize(
        "code, name", [("A02", "so-do-to-chuc"), ("A25", "chao-mung-ngay-nha-giao")]
    )
    def test_pictures_are_open(self, visitor, code, name):
        obj = find_section(visitor, code)[name]
        for picture in obj.objectValues() if obj.portal_type == "Folder" else [obj]:
            assert api.user.has_permission("View", obj=picture)

    # --- what the content says

    @pytest.mark.parametrize("name", sorted(REGULATIONS))
    def test_regulation(self, school, name):
        form, number, issuer, issued, abstract, signer, state = REGULATIONS[name]
        doc = find_section(school, "A06")[name]
        assert (doc.document_form, doc.number, doc.issuer) == (form, number, issuer)
        assert (doc.issue_date, doc.signer) == (issued, signer)
        assert abstract in doc.abstract
        assert force_state(doc, date(2026, 11, 20)) == state
        assert doc.file.contentType == "application/pdf"
        assert api.content.get_state(doc) == "published"

    def test_regulations_agree_with_the_catalogue(self, school):
        rows = {row.number: row for row in catalogue().regulations.values() if row.number}
        for doc in objects(school, "A06"):
            assert rows[doc.number].issued == doc.issue_date
            assert rows[doc.number].form == doc.document_form

    def test_4210_replaces_3082(self, school):
        section = find_section(school, "A06")
        (relation,) = section["4210-gddt-tttt"].replaces
        assert relation.to_object.number == "3082/GDĐT-TTTT"

    @pytest.mark.parametrize("code", ["A07", "A14", "A16", "A18", "A23", "C02"])
    def test_documents_have_what_a08_demands(self, school, code):
        fields = catalogue().items["A08"].checks[0].params["fields"]
        for doc in objects(school, code, portal_type="OfficialDocument"):
            assert [name for name in fields if not getattr(doc, name)] == []

    def test_disclosures(self, school):
        brains = objects(school, "A13")
        by_year = {}
        for item in brains:
            by_year.setdefault(item.school_year, set()).add(item.period)
            assert item.file.contentType == "application/pdf"
            assert item.kept_until
        for year in ("2023-2024", "2024-2025", "2025-2026"):
            assert by_year[year] == {"june", "september"}

    @pytest.mark.parametrize(
        "regulation, year", [("tt-36-2017", "2023-2024"), ("tt-09-2024", "2025-2026")]
    )
    def test_disclosure_forms(self, school, regulation, year):
        """The forms of THCS in the circular that was in force (finance of 36/2017 has none)."""
        forms = catalogue().disclosure_forms({"thcs"}, regulation)
        there = {
            item.disclosure_form for item in objects(school, "A13") if item.school_year == year
        }
        wanted = {form.id for form in forms if "Thu chi" not in form.number}
        assert there >= wanted

    def test_yearbooks(self, school):
        entries = sorted(objects(school, "A15"), key=lambda entry: entry.school_year)
        assert [entry.school_year for entry in entries] == [
            "2022-2023",
            "2023-2024",
            "2024-2025",
            "2025-2026",
            "2026-2027",
        ]
        for entry in entries:
            assert entry.total_pupils == sum(row["pupils"] for row in entry.grades)
            assert [row["grade"] for row in entry.grades] == ["6", "7", "8", "9"]

    def test_procedures_of_2326(self, school):
        checks = catalogue().sections["A09"].checks
        (wanted,) = [check.params["procedures"] for check in checks if "procedures" in check.params]
        there = {item.code: item for item in objects(school, "A09", portal_type="Procedure")}
        assert set(there) == set(wanted)
        for item in there.values():
            assert len(item.steps) >= 3 and item.dossier and item.time_limit and item.fee
            assert {form.file.contentType for form in item.objectValues()} >= {"application/pdf"}

    def test_consultations(self, school):
        section = find_section(school, "A11")
        running, closed = (
            section["quy-dinh-su-dung-dien-thoai"],
            section["doi-moi-thuc-don-ban-tru"],
        )
        assert consultation_state(running) == "open"
        assert 19 <= (running.closes - now()).days <= 23
        assert consultation_state(closed) == "closed"
        assert "447" in closed.result.raw
        states = Counter(row.state for row in rows(running))
        assert states == {"published": 5, "waiting": 2}
        found = counted(rows(closed), {})
        assert (found.received.total(), found.answered) == (7, 3)

    @pytest.mark.parametrize("code", ["A20", "A35", "A36"])
    def test_links_of_the_catalogue(self, school, code):
        there = {item.remoteUrl.rstrip("/") for item in objects(school, code, portal_type="Link")}
        wanted = {link.url for link in catalogue().links.values() if link.section == code}
        assert wanted <= there
        if code == "A35":
            assert ISchoolProfile(school).authority_url in there

    def test_staff(self, school):
        people = objects(school, "A04")
        units = [person.unit for person in people]
        assert len(people) >= 25
        assert set(units) == {
            "ban-giam-hieu",
            "van-phong",
            "to-chuyen-mon",
            "to-bao-ve",
            "doan-the",
        }
        for person in people:
            assert person.photo and person.phone and person.position and person.duties
            assert person.email.endswith("@hcm.edu.vn")

    def test_recent_things(self, school):
        """News, photos and video of the last month; schedules of this and next week."""
        month = DateTime() - 31
        for code in ("A05", "A24", "A25", "A28.1"):
            assert [brain for brain in items(school, code) if brain.effective > month], code
        monday = now().date().toordinal() - now().date().weekday()
        for code in ("A30", "A31"):
            weeks = {item.week_start.toordinal() for item in objects(school, code)}
            assert weeks >= {monday, monday + 7}, code

    def test_schedules_are_tables(self, school):
        """Two terms, four grades with two classes or more; each week tells of its five days."""
        classes = {}
        for brain in items(school, "A29"):
            term = classes.setdefault((brain.school_year, brain.term), set())
            term.update(brain.school_classes)
        assert len(classes) == 2
        for names in classes.values():
            for grade in "6789":
                assert len([name for name in names if name[0] == grade]) >= 2
        for brain in [*items(school, "A30"), *items(school, "A31")]:
            assert {*brain.schedule_days} >= {0, 1, 4}, brain.Title

    def test_lectures(self, school):
        """At least three a year: 289 III.2."""
        assert len(items(school, "A19.2")) >= 3

    def test_feedback_form_is_complete(self, school):
        form = find_section(school, "A12")["gui-gop-y"]
        page = form.restrictedTraverse("@@view")()
        for label in ("Họ và tên", "Nội dung góp ý", "Gửi góp ý"):
            assert label in page

    def test_profile(self, school):
        profile = ISchoolProfile(school)
        assert profile.school_name == school.title == "Trường Trung học cơ sở Hướng Dương"
        assert profile.boarding and set(profile.levels) == {"thcs"}
        assert profile.founding_year == 1998
        for name in ("address", "phones", "fax", "official_email", "domain", "spokesperson"):
            assert getattr(profile, name)

    # --- who did what, and from when visitors see it

    def test_states(self, school):
        states = {}
        for brain in everything():
            states.setdefault(brain.review_state or "", []).append(brain.getId)
        assert len(states["draft"]) == 2  # one new, one returned
        assert states["pending"] == ["dang-ky-hoc-boi"]
        assert len(states["published"]) > 170

    def test_returned_with_its_reason(self, school):
        item = find_section(school, "A05.1")["tong-ve-sinh-truong-lop"]
        last = item.workflow_history["hcmedu_editorial"][-1]
        assert (last["action"], last["actor"]) == ("return", "head")
        assert "bổ sung" in last["comments"]

    def test_board_at_work(self, school):
        """An editor created and submitted, the head approved and published."""
        item = find_section(school, "A05.2")["ngay-hoi-stem"]
        history = item.workflow_history["hcmedu_editorial"]
        assert [(status["action"], status["actor"]) for status in history] == [
            (None, "editor"),
            ("submit", "editor"),
            ("approve", "head"),
            ("publish", "head"),
        ]
        assert item.getOwner().getId() == "editor"

    def test_published_in_the_past(self, school):
        published = everything(review_state="published")
        later = [brain.getId for brain in published if brain.effective > DateTime()]
        assert later == []

    def test_second_run_changes_nothing(self, school):
        before = api.portal.get_tool("portal_catalog").getCounter()
        report = build(school)
        assert report.changes == 0 and report.created == []
        assert report.existing > 150
        assert api.portal.get_tool("portal_catalog").getCounter() == before
