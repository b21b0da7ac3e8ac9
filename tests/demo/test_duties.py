"""What the demo school decides about its self-review."""

from hcmedu.portal.compliance.settings import own_checks
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.demo.duties import fill_duties


def test_its_rules_can_be_judged_and_a_second_run_changes_nothing(school):
    assert settings_of(school).public_status is True
    assert [(code, check.id) for code, check in own_checks(school)] == [
        ("A25", "own-1"),
        ("A04", "own-2"),
    ]
    assert fill_duties(school) is False
