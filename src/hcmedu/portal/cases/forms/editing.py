"""EasyForm's pages of questions and actions (``fields``, ``actions``), as a school needs them.

They are called by what they are, and offer nothing that leads nowhere: raw models are for who may
write expressions (``safety``), and so are the site's vocabularies by their technical names, some of
which would show accounts to visitors.
"""

from collective.easyform.browser.actions import EasyFormActionsListing
from collective.easyform.browser.actions import EasyFormActionsListingPage
from collective.easyform.browser.actions import EasyFormActionsView
from collective.easyform.browser.fields import EasyFormFieldsListingPage
from collective.easyform.browser.fields import EasyFormFieldsView
from collective.easyform.browser.fields import EditView
from collective.easyform.browser.fields import FieldEditForm
from collective.easyform.browser.fields import FieldsSchemaListing
from hcmedu.portal import _
from hcmedu.portal.cases.forms.safety import EXPRESSIONS
from plone import api
from typing import Any
from zope.i18n import translate


RAW_MODEL = "modeleditor"
VOCABULARY = "vocabularyName"


class Named:
    """A context that is called by ``label``, in its heading and in the breadcrumbs."""

    label: Any = ""

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        title = translate(self.label, context=request)
        self.Title = lambda: title


class Fields(Named, EasyFormFieldsView):
    label = _("Fields of the form")


class Actions(Named, EasyFormActionsView):
    label = _("What is done with what was sent")


class Plain:
    """A listing without the button for raw models, for those who may not open them."""

    def updateActions(self) -> None:
        super().updateActions()
        if RAW_MODEL in self.actions and not may_write_models(self.context):
            del self.actions[RAW_MODEL]


class FieldsListing(Plain, FieldsSchemaListing):
    pass


class ActionsListing(Plain, EasyFormActionsListing):
    pass


class FieldsPage(EasyFormFieldsListingPage):
    form = FieldsListing


class ActionsPage(EasyFormActionsListingPage):
    form = ActionsListing


class QuestionForm(FieldEditForm):
    """What a question is like; its choices are typed, one a line."""

    def updateFields(self) -> None:
        super().updateFields()
        if not may_write_models(self.context):
            self.fields = self.fields.omit(VOCABULARY)


class QuestionPage(EditView):
    form = QuestionForm


def may_write_models(context: Any) -> bool:
    return api.user.has_permission(EXPRESSIONS, obj=context)
