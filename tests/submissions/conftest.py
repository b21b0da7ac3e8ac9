"""What a visitor's request looks like."""

from hcmedu.portal.submissions import throttle
from hcmedu.portal.submissions.testing import guard_values
from zope.publisher.browser import TestRequest

import pytest


@pytest.fixture(autouse=True)
def nobody_sent_yet():
    throttle.forget()
    yield
    throttle.forget()


class Request(TestRequest):
    """A browser's request from an address."""

    def __init__(self, address="203.113.131.1", **form):
        super().__init__(form=form)
        self.address = address

    def getClientAddr(self):
        return self.address


@pytest.fixture
def sent(portal):
    """``sent(address, **fields)``: a form that came back, drawn five seconds ago."""

    def make(address="203.113.131.1", age=5, **fields):
        return Request(address, **{**guard_values(portal, age), **fields})

    return make
