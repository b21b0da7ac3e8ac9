"""What visitors and the administrator see; nothing of it waits for a source."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.content.moments import now
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.settings import FeedSettings
from hcmedu.portal.feeds.shown import entries
from hcmedu.portal.feeds.shown import kinds_shown
from hcmedu.portal.feeds.states import State
from hcmedu.portal.feeds.states import write_state
from hcmedu.portal.feeds.store import take_in
from hcmedu.portal.feeds.testing import row
from hcmedu.portal.school import find_section
from hcmedu.portal.worker.testing import jobs
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.registry.registry import Registry

import pytest
import re
import time
import transaction


A, B = "https://sgd.example.vn/rss", "https://ubnd.example.vn/rss"


def entry(number, **more):
    known = {"title": f"Tin số {number}", "summary": "", "link": f"https://sgd.example.vn/{number}"}
    return {"key": f"k{number}", **known, "time": int(time.time()) - 3600 * number, **more}


@pytest.fixture
def filled(site, configure):
    """Two feeds with three entries each."""
    first, second = configure(row(A), row(B, kind="thu-moi", source="Ủy ban nhân dân phường"))
    moment = int(time.time())
    take_in(site, first, [entry(1), entry(2), entry(3)], "", moment)
    take_in(site, second, [entry(4, title="Thư mời họp"), entry(5), entry(1)], "", moment)
    transaction.commit()
    return first, second


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


class TestShown:
    def test_newest_first_and_each_link_once(self, site, filled):
        assert [each.title[-1] for each in entries(site)] == ["1", "2", "3", "p", "5"]
        assert [each.title[-1] for each in entries(site, "thu-moi")] == ["1", "p", "5"]
        assert len(entries(site, most=2)) == 2
        assert kinds_shown(site) == ["tin-tuc", "thu-moi"]

    @pytest.mark.parametrize(("mode", "count"), [("on", 5), ("paused", 5), ("off", 3)])
    def test_what_is_switched_off_is_not_shown(self, site, filled, configure, mode, count):
        configure(row(A, mode=mode), row(B, kind="thu-moi"))
        assert len(entries(site)) == count

    def test_a_school_without_feeds(self, site):
        assert (entries(site), entries(None), kinds_shown(site)) == ([], [], [])

    @pytest.mark.parametrize(("days", "told"), [(0, False), (1, False), (2, True), (30, True)])
    def test_as_of_once_it_is_older_than_a_day(self, site, configure, days, told):
        (feed,) = configure(row(A))
        moment = now() - timedelta(days=days)
        take_in(site, feed, [entry(1)], "", int(moment.timestamp()))
        (shown,) = entries(site)
        assert shown.as_of == (f"{moment:%H:%M, %d/%m/%Y}" if told else "")

    def test_the_day_is_that_of_the_zone(self, site, configure):
        (feed,) = configure(row(A))
        late = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)
        take_in(site, feed, [entry(1, time=int(late.timestamp()))], "", int(time.time()))
        assert [each.day for each in entries(site)] == ["20/11/2026"]

    def test_the_registry_is_asked_for_the_zone_once(self, site, filled, monkeypatch):
        asked, get = [], Registry.get
        monkeypatch.setattr(
            Registry, "get", lambda self, name, *args: asked.append(name) or get(self, name, *args)
        )
        assert len(entries(site)) == 5
        assert asked.count("plone.portal_timezone") == 1


HOSTILE = '"><script>alert(1)</script>&lt;'


class TestMarkup:
    @pytest.mark.parametrize("name", ["title", "summary", "link"])
    def test_nothing_of_a_source_is_markup(self, site, configure, visit, name):
        (feed,) = configure(row(A))
        take_in(site, feed, [entry(1, **{name: HOSTILE})], "", int(time.time()))
        transaction.commit()
        page = visit().get(f"{site.absolute_url()}/@@tu-cap-tren").text
        assert HOSTILE not in page and "<script>alert(1)" not in page
        assert "&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;" in page

    def test_without_a_link_there_is_the_title_alone(self, site, configure, visit):
        (feed,) = configure(row(A, source="Sở <b>GD</b>"))
        take_in(site, feed, [entry(1, link="")], "", int(time.time()))
        transaction.commit()
        page = visit().get(f"{site.absolute_url()}/@@tu-cap-tren").text
        assert '<span class="hcmedu-feed-title">Tin số 1</span>' in page
        assert "Sở &lt;b&gt;GD&lt;/b&gt;" in page and 'class="hcmedu-feed-summary"' not in page


class TestVisitors:
    def test_the_page_and_its_tabs(self, site, filled, visit):
        url = f"{site.absolute_url()}/@@tu-cap-tren"
        page = visit().get(url).text
        assert page.count('class="hcmedu-feed-kind"') == 5
        assert 'href="https://sgd.example.vn/1" rel="noopener external nofollow"' in re.sub(
            r"\s+", " ", page
        )
        invitations = visit().get(f"{url}?loai=thu-moi").text
        assert "Thư mời họp" in invitations and "Tin số 2" not in invitations
        assert "Ủy ban nhân dân phường" in invitations
        assert re.search(r'loai=thu-moi"\s+aria-current="page"', invitations)

    def test_pages_of_twenty(self, site, configure, visit):
        (feed,) = configure(row(A))
        take_in(site, feed, [entry(number) for number in range(30)], "", int(time.time()))
        transaction.commit()
        url = f"{site.absolute_url()}/@@tu-cap-tren"
        assert visit().get(url).text.count('class="hcmedu-feed-kind"') == 20
        second = visit().get(f"{url}?b_start:int=20").text
        assert second.count('class="hcmedu-feed-kind"') == 10

    def test_nothing_yet(self, site, visit):
        assert "Hiện chưa có tin nào." in visit().get(f"{site.absolute_url()}/@@tu-cap-tren").text

    def test_home_page(self, site, filled, visit):
        page = visit().get(site.absolute_url()).text
        part = page.partition("hcmedu-above")[2].partition("</section>")[0]
        assert part.count("noopener external nofollow") == 5
        assert "Sở Giáo dục và Đào tạo" in part and "Thư mời" in part
        assert "/@@tu-cap-tren" in part

    def test_home_page_beside_what_the_school_wrote(self, site, filled, visit):
        section = find_section(site, "A05.4")
        own = createContentInContainer(section, "News Item", title="Tin tự viết")
        people = ("bientapvien", "truongban")
        visit(people[0])
        api.content.transition(own, "submit")
        with api.env.adopt_user(username=people[1]):
            api.content.transition(own, "approve")
            api.content.transition(own, "publish")
        transaction.commit()
        part = visit().get(site.absolute_url()).text.partition("hcmedu-above")[2]
        part = part.partition("</section>")[0]
        assert part.index("Tin tự viết") < part.index("Tin số 1")
        assert part.count("<li>") == 5

    def test_section(self, site, filled, visit):
        section = find_section(site, "A05.4")
        page = visit().get(section.absolute_url()).text
        assert "Mới từ cấp trên" in page and "Tin số 1" in page
        assert "hcmedu-empty" not in page
        other = visit().get(find_section(site, "A05.1").absolute_url()).text
        assert "Tin số 1" not in other

    def test_links_that_are_none(self, site, configure, visit):
        (feed,) = configure(row(A))
        take_in(site, feed, [entry(1, link="")], "", int(time.time()))
        transaction.commit()
        for page in ("", "/@@tu-cap-tren"):
            shown = visit().get(f"{site.absolute_url()}{page}").text
            assert "Tin số 1" in shown
            assert 'href=""' not in shown

    def test_the_state_by_which_pages_are_cached_changes(self, site, filled, visit):
        first, _second = filled
        url = f"{site.absolute_url()}/@@tu-cap-tren"
        visit().get(url)  # Plone's portlets write when they are drawn for the first time
        before = visit().get(url)
        assert before.headers["ETag"] == visit().get(url).headers["ETag"]
        take_in(site, first, [entry(9, title="Tin vừa đến")], "x", int(time.time()))
        transaction.commit()
        after = visit().get(url)
        assert after.headers["ETag"] != before.headers["ETag"]
        assert "Tin vừa đến" in after.text


class Form:
    """What the browser sends of the settings."""

    def __init__(self, *rows, **more):
        self.data = {
            "form.widgets.rows.count": str(len(rows)),
            "form.widgets.internal_allowed-empty-marker": "1",
            "form.widgets.allowed_hosts": "",
            "form.buttons.save": "1",
            **more,
        }
        for number, each in enumerate(rows):
            name = f"form.widgets.rows.{number}"
            self.data[f"{name}-empty-marker"] = "1"
            for key, value in each.items():
                suffix = ":list" if key in ("kind", "mode") else ""
                self.data[f"{name}.widgets.{key}{suffix}"] = value


class TestSettings:
    @pytest.fixture
    def save(self, site, visit):
        admin, url = visit("quantri"), f"{site.absolute_url()}/@@hcmedu-feeds"

        def go(*rows, **more):
            answer = admin.post(url, **Form(*rows, **more).data)
            transaction.begin()
            return answer

        return go

    def test_saved_and_asked_for(self, site, save):
        assert save(row(f" {A} "), row(B, mode="paused")).status_code == 302
        assert [feed.address for feed in feeds_of(site)] == [A, B]
        first, _second = feeds_of(site)
        assert [values["feed"] for name, values in jobs()] == [first.id]

    def test_nothing_is_asked_for_again(self, site, save):
        save(row(A, mode="paused"))
        save(row(A, mode="paused", source="Sở"))
        assert jobs() == []
        save(row(A))
        assert len(jobs()) == 1

    def test_entries_stay_with_the_address(self, site, filled, save):
        save(row(A, kind="thong-bao", source="Tên mới"))
        assert {each.source for each in entries(site)} == {"Tên mới"}
        assert len(entries(site)) == 3
        save(row(f"{A}2"))
        assert entries(site) == []

    @pytest.mark.parametrize(
        ("address", "message"),
        [
            ("ftp://sgd.vn/rss", "bắt đầu bằng http:// hoặc https://"),
            ("sgd.vn/rss", "bắt đầu bằng http:// hoặc https://"),
            ("https://a:b@sgd.vn/", "không được chứa tên đăng nhập"),
            ("http://2130706433/", "không phải là một địa chỉ web"),
            ("http://127.0.0.1/", "dẫn vào mạng nội bộ"),
            ("http://[::1]/", "dẫn vào mạng nội bộ"),
            ("https://sgd.vn:8443/", "cổng 80 và 443"),
        ],
    )
    def test_wrong_addresses_are_told_and_kept(self, site, save, address, message):
        answer = save(row(address, source="Tên đã gõ"))
        assert answer.status_code == 200
        assert message in text(answer.text)
        assert "Tên đã gõ" in answer.text
        assert feeds_of(site) == []

    def test_one_address_twice(self, site, save):
        assert "Dòng 2: Địa chỉ này đã có trong bảng" in text(save(row(A), row(A)).text)
        assert feeds_of(site) == []

    def test_twenty_at_most(self, site, save):
        rows = [row(f"{A}{number}") for number in range(21)]
        assert "nhiều nhất 20" in text(save(*rows).text)
        assert feeds_of(site) == []

    def test_allowed_hosts(self, site, save):
        more = {
            "form.widgets.internal_allowed:list": "selected",
            "form.widgets.allowed_hosts": "10.0.0.5:8080\r\nsgd.local",
        }
        assert save(row("http://10.0.0.5:8080/rss"), **more).status_code == 302
        assert FeedSettings(site).internal_allowed
        refused = save(row("http://10.0.0.5/rss"), **more)
        assert "dẫn vào mạng nội bộ" in text(refused.text)

    def test_hosts_that_are_none(self, site, save):
        more = {"form.widgets.allowed_hosts": "sgd.local\nhttp://x/y"}
        assert "không phải là tên máy chủ: http://x/y" in text(save(row(A), **more).text)

    def test_how_a_failing_feed_stands(self, site, configure, visit):
        (feed,) = configure(row(A))
        moment = int(datetime(2026, 11, 20, 1, 0, tzinfo=UTC).timestamp())
        state = State(tried=moment, succeeded=moment - 3600)
        write_state(site, feed, state.failed("certificate", "CERTIFICATE_VERIFY_FAILED", moment))
        page = text(visit("quantri").get(f"{site.absolute_url()}/@@hcmedu-feeds").text)
        for part in ("08:00, 20/11/2026", "07:00, 20/11/2026", "Chứng thư số", "VERIFY_FAILED"):
            assert part in page
        for where in ("@@hcmedu-editorial-settings", "@@hcmedu-desk?list=sections"):
            told = text(visit("quantri").get(f"{site.absolute_url()}/{where}").text)
            assert "Nguồn tin cấp trên đang bị lỗi: 1" in told

    def test_only_administrators_are_told_on_the_desk(self, site, configure, visit):
        (feed,) = configure(row(A))
        write_state(site, feed, State().failed("status", "500", int(time.time())))
        desk = visit("truongban").get(f"{site.absolute_url()}/@@hcmedu-desk?list=sections")
        assert desk.status_code == 200
        assert "Nguồn tin cấp trên" not in desk.text

    def test_fetch_now(self, site, configure, visit):
        (feed,) = configure(row(A))
        answer = visit("quantri").post(f"{site.absolute_url()}/@@hcmedu-feeds-fetch", feed=feed)
        assert answer.status_code == 302
        assert answer.headers["Location"].endswith("/@@hcmedu-feeds")
        assert [name for name, _values in jobs()] == ["hcmedu.feeds.fetch"]

    def test_linked_in_the_site_setup(self, site, visit):
        page = visit("quantri").get(f"{site.absolute_url()}/@@overview-controlpanel").text
        assert f"{site.absolute_url()}/@@hcmedu-feeds" in page
