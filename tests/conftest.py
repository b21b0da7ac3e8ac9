"""Shared fixtures; the Plone layers stand in ``hcmedu.portal.testing``."""

from hcmedu.portal.testing import FUNCTIONAL_TESTING
from hcmedu.portal.testing import INTEGRATION_TESTING
from pytest_plone import fixtures_factory

globals().update(
    fixtures_factory(
        (
            (INTEGRATION_TESTING, "integration"),
            (FUNCTIONAL_TESTING, "functional"),
        )
    )
)
