"""The cases of the demo school: in every state, once."""

from hcmedu.portal.cases import register
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import State
from hcmedu.portal.content.moments import now
from hcmedu.portal.demo.cases import seed_cases


class TestCases:
    def test_they_are_in_every_state(self, school):
        rows = list(register.rows(school))
        assert {row.state for row in rows} == set(State)
        assert {row.about for row in rows} == set(About)
        assert any(row.overdue(now().date()) for row in rows)

    def test_none_came_or_ended_in_the_future(self, school):
        moment = now()
        rows = list(register.rows(school))
        assert all(row.created <= moment and (row.ended or moment) <= moment for row in rows)

    def test_a_second_run_adds_none(self, school):
        before = {row.receipt for row in register.rows(school)}
        day = max(row.created for row in register.rows(school)).date()
        assert seed_cases(school, day, "") == 0
        assert {row.receipt for row in register.rows(school)} == before
