"""The self-assessment: who may read it, what it tells, and that nothing breaks out of it."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.compliance.attesting import attestations
from hcmedu.portal.compliance.page.attest import LONGEST_NOTE
from hcmedu.portal.editorial.assignment import assign
from hcmedu.portal.editorial.deputies.delegations import delegate
from hcmedu.portal.editorial.deputies.delegations import Delegation
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.school import find_section
from lxml import html
from plone import api
from plone.app.textfield.value import RichTextValue
from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import NotFound
from zExceptions import Unauthorized

import pytest


PAGE, ATTEST = "hcmedu-compliance", "hcmedu-compliance-attest"
#: Checks of which the head's word decides, of a section that every school has.
KEY = "A18.topics"
SCRIPT = '<script>alert("1")</script>'


@pytest.fixture
def publish(board):
    """``publish(code, type, title)``: written by the one in charge, published by the head."""

    def made(code, portal_type, title):
        section = find_section(board.root, code)
        assign(section, "phongvien")
        with board.as_("phongvien"):
            text = RichTextValue("<p>Nội dung</p>", "text/html", "text/x-html-safe")
            item = api.content.create(section, portal_type, title=title, text=text)
            api.content.transition(item, "submit")
        with board.as_("hieutruong"):
            api.content.transition(item, "approve")
            api.content.transition(item, "publish")
        return item

    return made


@pytest.fixture
def opened(board):
    """The page as a tree, as the head sees it."""
    return lambda user="hieutruong", **form: html.fromstring(board.page(PAGE, user, **form))


def texts(tree, css):
    found = tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {css} ')]")
    return [" ".join(each.text_content().split()) for each in found]


def keys(tree):
    return [each.get("id") for each in tree.xpath("//li[starts-with(@id, 'check-')]")]


class TestWhoMayNot:
    def test_nobody_else_reads_it(self, board):
        for user in (None, "nguoila", "phongvien", "thuky"):
            for page in (PAGE, ATTEST, "hcmedu-compliance-macros"):
                assert board.page(page, user) == "refused", user

    @pytest.mark.parametrize("page", ["hcmedu-compliance-macros", "hcmedu-compliance-paper"])
    def test_parts_of_a_page_are_none_for_readers_either(self, board, page):
        with pytest.raises(NotFound):
            board.page(page, "hieutruong")

    def test_the_head_alone_gives_his_word(self, board, publish):
        publish("A18", "News Item", "Kết quả kiểm định")
        for user in ("quantri", "sieuquantri", "phongvien", None):
            assert board.post(ATTEST, user, key=KEY, decision="confirm") == "refused", user
        assert attestations(board.root) == {}

    def test_head_and_administrators_read_it(self, board):
        for user in ("hieutruong", "quantri", "sieuquantri"):
            assert "Bảng tự đánh giá" in board.page(PAGE, user)
            assert board.answer.getHeader("Cache-Control") == "private, no-store"

    @pytest.mark.parametrize("way", ["sharing", "role", "group"])
    def test_an_administrator_with_a_lent_role_gives_none(self, board, publish, way):
        publish("A18", "News Item", "Kết quả kiểm định")
        lend(board.root, "quantri", way)
        with pytest.raises(Unauthorized):
            board.post(ATTEST, "quantri", key=KEY, decision="confirm")
        assert attestations(board.root) == {}
        page = board.page(PAGE, "quantri")
        assert "@@hcmedu-compliance-attest" not in page

    def test_a_deputy_gives_it_while_he_acts_for_the_head(self, board, publish):
        publish("A18", "News Item", "Kết quả kiểm định")
        since = datetime.now(UTC) - timedelta(hours=1)
        delegate(
            board.root, Delegation("phongvien", "hieutruong", since, since + timedelta(hours=2))
        )
        board.post(ATTEST, "phongvien", key=KEY, decision="confirm")
        assert KEY in attestations(board.root)


def lend(root, user, way):
    """The role Reviewer, in the ways that an administrator has."""
    if way == "sharing":
        api.user.grant_roles(username=user, roles=["Reviewer"], obj=root)
    elif way == "role":
        api.user.grant_roles(username=user, roles=["Reviewer"])
    else:
        api.group.add_user(groupname="Reviewers", username=user)


class TestWhatItTells:
    def test_an_empty_school_has_its_work(self, opened):
        tree = opened()
        assert "trên 100 điểm Trung bình của năm tiêu chí" in texts(tree, "hcmedu-score")[0]
        assert len(texts(tree, "hcmedu-criterion-title")) == 5
        assert "Việc cần làm tuần này" in texts(tree, "hcmedu-todo")[0]
        assert any("/++add++" in link for link in tree.xpath("//a/@href"))

    def test_a_result_is_told_with_its_article_and_a_way(self, opened):
        check = opened().get_element_by_id("check-A31-not-empty")
        text = " ".join(check.text_content().split())
        assert "Chưa đạt" in text and "289/VP-CNTT, mục 1" in text and "Khắc phục" in text
        assert check.xpath(".//svg") and check.xpath(".//a[contains(@href, '++add++Schedule')]")

    def test_evidence_is_linked(self, publish, opened):
        item = publish("A05.1", "News Item", "Lễ khai giảng")
        check = opened().get_element_by_id("check-A05-1-not-empty")
        assert item.absolute_url() in check.xpath(".//a/@href")
        assert "Đạt" in check.text_content() and not check.xpath(".//a[contains(., 'Khắc phục')]")

    def test_a_draft_is_no_evidence(self, board, opened):
        section = find_section(board.root, "A05.1")
        assign(section, "phongvien")
        with board.as_("phongvien"):
            api.content.create(section, "News Item", title="Bản nháp")
        assert "Bản nháp" not in opened().text_content()

    def test_who_can_not_add_is_told_who_can(self, board, opened):
        assign(find_section(board.root, "A31"), "phongvien")
        api.user.get(userid="phongvien").setMemberProperties({"fullname": "Lê Biên Tập"})
        api.user.grant_roles(username="nguoila", roles=["Reviewer"], obj=board.root)
        section = find_section(board.root, "A31")
        section.manage_permission("Add portal content", ["Manager"], acquire=0)
        section.manage_permission("hcmedu.portal: Add Schedule", ["Manager"], acquire=0)
        check = opened("nguoila").get_element_by_id("check-A31-not-empty")
        assert "Phụ trách: Lê Biên Tập" in " ".join(check.text_content().split())
        assert not check.xpath(".//a[contains(@href, '++add++')]")

    def test_the_regulations_are_named(self, opened):
        law = texts(opened(), "hcmedu-compliance-law")[0]
        assert "4210/GDĐT-TTTT" in law and "Phiên bản" not in law

    def test_only_pages_that_there_are_are_linked(self, board, opened):
        for link in opened().xpath("//nav[contains(@class, 'compliance-links')]//a/@href"):
            name = link.rpartition("@@")[2]
            with board.as_("hieutruong"):
                assert board.root.restrictedTraverse(f"@@{name}", None) is not None


class TestFilter:
    def test_by_section_status_and_words(self, publish, opened):
        publish("A05.1", "News Item", "Lễ khai giảng")
        met, not_met = keys(opened(status="met")), keys(opened(status="not_met"))
        assert "check-A05-1-not-empty" in met and "check-A31-not-empty" in not_met
        assert not set(met) & set(not_met)
        assert {key.split("-")[1] for key in keys(opened(section="A31"))} == {"A31"}
        assert "check-A31-not-empty" in keys(opened(text="lich cong tac tuan"))

    def test_by_criterion_all_are_there_once(self, opened):
        by_criterion = keys(opened(view="criteria"))
        assert sorted(by_criterion) == sorted(keys(opened()))
        assert len(by_criterion) == len(set(by_criterion))

    def test_nothing_found_is_told(self, opened):
        assert "Không có nội dung đánh giá nào" in opened(text="khongcogi").text_content()

    def test_another_day_is_told(self, opened):
        tree = opened(on="30/06/2027")
        assert "30/06/2027" in texts(tree, "hcmedu-compliance-other")[0]
        assert not tree.xpath("//form[contains(@action, 'attest')]")

    def test_another_circular_is_told(self, opened):
        told = texts(opened(assume="tt-36-2017"), "hcmedu-compliance-other")[0]
        assert "Thông tư 36/2017/TT-BGDĐT" in told

    @pytest.mark.parametrize("day", ["31/02/2026", SCRIPT])
    def test_a_day_that_there_is_not_is_told_at_its_field(self, opened, day):
        tree = opened(on=day)
        assert tree.get_element_by_id("hcmedu-on-error").text_content()
        assert tree.get_element_by_id("hcmedu-on").value == day[:60]
        assert not texts(tree, "hcmedu-compliance-other")


class TestHostile:
    @pytest.mark.parametrize(
        "value", [SCRIPT, ["met", "open"], {"a": "b"}, "\x00\x1b[31m", "'\"--", "\udcc3("]
    )
    def test_no_parameter_breaks_out(self, board, value):
        names = ("view", "status", "criterion", "section", "text", "on", "assume")
        page = board.page(PAGE, "hieutruong", **dict.fromkeys(names, value))
        assert SCRIPT not in page and "\x00" not in page

    def test_no_title_breaks_out(self, board, publish):
        publish("A05.1", "News Item", SCRIPT)
        section = find_section(board.root, "A05.1")
        section.title = SCRIPT
        section.reindexObject()
        assert SCRIPT not in board.page(PAGE, "hieutruong", section="A05.1")


class TestWord:
    @pytest.fixture
    def item(self, publish):
        return publish("A18", "News Item", "Kết quả kiểm định")

    def test_it_is_kept_shown_and_logged(self, board, item, opened):
        api.user.get(userid="hieutruong").setMemberProperties({"fullname": "Nguyễn Hiệu Trưởng"})
        board.post(ATTEST, "hieutruong", key=KEY, decision="confirm", note="Đã xem")
        word = attestations(board.root)[KEY]
        assert (word.by, word.note) == ("Nguyễn Hiệu Trưởng", "Đã xem")
        check = opened().get_element_by_id("check-A18-topics")
        assert "Nguyễn Hiệu Trưởng xác nhận ngày" in " ".join(check.text_content().split())
        entry = next(iter(entries(board.root)))
        assert (entry.action, entry.actor, entry.comment) == ("attest", "hieutruong", "Đã xem")

    def test_it_can_be_taken_back(self, board, item):
        board.post(ATTEST, "hieutruong", key=KEY, decision="confirm")
        board.post(ATTEST, "hieutruong", key=KEY, decision="withdraw")
        assert attestations(board.root) == {}
        assert next(iter(entries(board.root))).action == "unattest"

    def test_the_administrator_sees_it_and_gives_none(self, board, item, opened):
        board.post(ATTEST, "hieutruong", key=KEY, decision="confirm", note="Đã xem")
        tree = opened("quantri")
        assert "Đã xem" in tree.get_element_by_id("check-A18-topics").text_content()
        assert not tree.xpath("//form[contains(@action, 'attest')]")

    def test_a_link_writes_nothing(self, board, item):
        board.page(ATTEST, "hieutruong", key=KEY, decision="confirm")
        assert attestations(board.root) == {}

    def test_another_site_writes_nothing(self, board, item):
        with pytest.raises(Forbidden):
            board.post(ATTEST, "hieutruong", token=False, key=KEY, decision="confirm")
        assert attestations(board.root) == {}

    def test_a_check_that_machines_judge_is_not_confirmed(self, board, item):
        for key in ("", "Z99.x", "A31.not-empty", SCRIPT, ["A18.topics"]):
            with pytest.raises(BadRequest):
                board.post(ATTEST, "hieutruong", key=key, decision="confirm")
        assert attestations(board.root) == {}

    def test_a_note_that_is_too_long_is_told_and_not_lost(self, board, item):
        note = "x" * (LONGEST_NOTE + 1)
        page = board.post(ATTEST, "hieutruong", key=KEY, decision="confirm", note=note)
        assert f"dài nhất {LONGEST_NOTE} ký tự" in page and note in page
        assert attestations(board.root) == {}

    def test_a_note_is_text(self, board, item):
        board.post(ATTEST, "hieutruong", key=KEY, decision="confirm", note=SCRIPT)
        assert SCRIPT not in board.page(PAGE, "hieutruong")

    def test_it_leads_back_to_the_page_alone(self, board, item):
        for back in ("https://xau.example/", "?text=a%0d%0aX:1", SCRIPT, ["x"]):
            board.post(ATTEST, "hieutruong", key=KEY, decision="confirm", back=back)
            target = board.answer.getHeader("Location")
            assert target.startswith(f"{board.root.absolute_url()}/@@{PAGE}")
            assert "xau.example" not in target and "\n" not in target and "<" not in target
