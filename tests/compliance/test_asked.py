"""What an address asks of a report: read, told again, refused at its field."""

from hcmedu.portal.compliance.asked import asked_of
from hcmedu.portal.compliance.asked import NO_CIRCULAR
from hcmedu.portal.compliance.asked import NO_DATE
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.content.moments import now
from hcmedu.portal.regulations import catalogue
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

    @pytest.mark.parametrize("typed", ["01/09/2199", "31/12/2199", "01/01/2200"])
    def test_no_day_after_which_no_school_year_comes(self, integration, typed):
        assert asked(on=typed).errors == {"on": NO_DATE}

    def test_signs_that_no_address_can_hold(self, integration):
        """As ``%C3%28``, ``%ED%A0%80`` and ``%00`` come."""
        found = asked(on="\udcc3(\x00", assume="\ud800")
        assert found.typed == {"on": "(", "assume": ""}
        assert found.errors == {"on": NO_DATE, "assume": NO_CIRCULAR}
        assert found.query(other="x") == "?other=x"

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

    @pytest.mark.parametrize("typed", ["01/01/1901", "31/08/2199"])
    def test_the_first_and_the_last_day_have_a_report(self, integration, typed):
        moment = asked(on=typed).moment
        assert evaluate(catalogue(), SchoolFacts(), Rows([], {}), moment).moment == moment

    def test_today_is_now(self, integration):
        assert asked(on=format_date(now().date())).moment is None

    def test_a_link_tells_it_again(self, integration):
        found = asked(on="20/11/2026", assume="tt-36-2017")
        assert found.assumed == "tt-36-2017"
        assert found.query() == "?on=20%2F11%2F2026&assume=tt-36-2017"
        assert found.query(on="") == "?assume=tt-36-2017"
