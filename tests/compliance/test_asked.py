"""What an address asks of a report: read, told again, refused at its field."""

from hcmedu.portal.compliance.asked import asked_of
from hcmedu.portal.compliance.asked import NO_CIRCULAR
from hcmedu.portal.compliance.asked import NO_DATE
from hcmedu.portal.content.moments import now
from hcmedu.portal.vietnamese import format_date
from types import SimpleNamespace

import pytest


def asked(**form):
    return asked_of(SimpleNamespace(form=form))


class TestRefused:
    @pytest.mark.parametrize(
        "typed",
        ["31/02/2026", "mai", "01/01/0001", "01/01/9999", "9" * 5000, "<script>", "20/11"],
    )
    def test_no_day(self, integration, typed):
        found = asked(on=typed)
        assert found.errors == {"on": NO_DATE}
        assert found.moment is None
        assert found.typed["on"] == typed[:60]
        assert found.query() == ""

    @pytest.mark.parametrize("typed", ["nothing", "3082", "../tt-09-2024", "tt-09-2024 "[::-1]])
    def test_no_circular(self, integration, typed):
        found = asked(assume=typed)
        assert found.errors == {"assume": NO_CIRCULAR}
        assert found.assumed is None

    @pytest.mark.parametrize("value", [["01/01/2026"], {"a": 1}, 5, None])
    def test_no_text(self, integration, value):
        assert asked(on=value, assume=value).is_plain


class TestRead:
    @pytest.mark.parametrize("typed", ["20/11/2026", "2026-11-20", "ngày 20 tháng 11 năm 2026"])
    def test_a_day_as_it_ends_in_the_portals_zone(self, integration, typed):
        moment = asked(on=typed).moment
        assert moment.isoformat() == "2026-11-20T23:59:59+07:00"

    def test_today_is_now(self, integration):
        assert asked(on=format_date(now().date())).moment is None

    def test_a_link_tells_it_again(self, integration):
        found = asked(on="20/11/2026", assume="tt-36-2017")
        assert found.assumed == "tt-36-2017"
        assert found.query() == "?on=20%2F11%2F2026&assume=tt-36-2017"
        assert found.query(on="") == "?assume=tt-36-2017"
