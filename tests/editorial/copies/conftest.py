"""Working copies: make, edit, bring in; and values for every kind of field."""

from hcmedu.portal.editorial.copies import baseline_of
from hcmedu.portal.editorial.copies import working_copy_of
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


class Copies:
    """``check_out``, ``edit``, ``approve`` ... on the school of the tests."""

    def __init__(self, school):
        self.school = school

    def check_out(self, item, actor="owner"):
        with self.school.as_(actor):
            return ICheckinCheckoutPolicy(item).checkout()

    def edit(self, copy, actor="owner", **values):
        """Attributes, as a form sets them, and the event that a form fires."""
        with self.school.as_(actor):
            for name, value in values.items():
                setattr(copy, name, value)
            notify(ObjectModifiedEvent(copy))

    def approve(self, copy, author="owner"):
        """Submit and approve; the original."""
        original = baseline_of(copy)
        self.school.do(copy, "submit", author)
        self.school.do(copy, "approve", "head")
        return original

    def cancel(self, copy, actor="owner"):
        with self.school.as_(actor):
            ICheckinCheckoutPolicy(copy).cancelCheckout()

    def attach(self, holder, name, actor="owner", portal_type="File", data=b"%PDF-1.4 one"):
        cls, field = (
            (NamedBlobImage, "image") if portal_type == "Image" else (NamedBlobFile, "file")
        )
        value = cls(data, filename=name)
        with self.school.as_(actor):
            item = createContent(portal_type, id=name, title=name, **{field: value})
            return addContentToContainer(holder, item, checkConstraints=False)

    def is_free(self, item):
        """Nothing is left of a working copy."""
        return working_copy_of(item) is None and not item.wl_isLocked()


@pytest.fixture
def copies(school):
    return Copies(school)


@pytest.fixture
def published(school):
    """A published page with a text."""
    return school.item("Document", "published", title="Thông báo cũ", description="Bản thứ nhất")
