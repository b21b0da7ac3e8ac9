"""The form of a working copy."""

from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.app.iterate.interfaces import IWorkingCopy
from plone.z3cform.fieldsets.extensible import FormExtender
from plone.z3cform.fieldsets.interfaces import IFormExtender
from z3c.form.interfaces import IEditForm
from zope.component import adapter
from zope.interface import implementer


@implementer(IFormExtender)
@adapter(IWorkingCopy, IHcmeduPortalLayer, IEditForm)
class WithoutPublicationDate(FormExtender):
    """No field for the first day of publication: it stays that of the original."""

    def update(self) -> None:
        for behavior in ("IPublication", "IDublinCore"):
            self.remove("effective", prefix=behavior)
