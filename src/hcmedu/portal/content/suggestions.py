"""A line of text with suggestions: the issuing authority, free but spelled as before.

A plain ``<datalist>``: it works without a script, on phones, and with screen readers.
"""

from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.school.root import school_root
from hcmedu.portal.vietnamese import sort_key
from html import escape
from plone import api
from plone.app.z3cform.widgets.text import TextWidget
from typing import Any
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import INPUT_MODE
from z3c.form.widget import FieldWidget
from zope.interface import implementer


#: The latest documents tell which authorities are in use; older ones are not looked through.
LATEST = 500


def issuers(context: Any) -> list[str]:
    """Names to suggest: the school, the authority above, and issuers of documents the user sees."""
    root = school_root(context) or api.portal.get()
    profile = ISchoolProfile(root, None)
    names = {getattr(profile, field, None) for field in ("school_name", "authority_name")}
    brains = api.content.find(
        context=root,
        portal_type="OfficialDocument",
        sort_on="modified",
        sort_order="descending",
        sort_limit=LATEST,
    )
    # The column has no value for a document without an issuer, and that can't be hashed.
    names.update(brain.issuer for brain in brains[:LATEST] if isinstance(brain.issuer, str))
    return sorted(filter(None, names), key=sort_key)


class SuggestionWidget(TextWidget):
    """Text input whose values so far are offered while typing."""

    @property
    def list_id(self) -> str:
        return f"{self.id}-suggestions"

    @property
    def attributes(self) -> dict[str, str]:
        return {**super().attributes, "list": self.list_id}

    def render(self) -> str:
        if self.mode != INPUT_MODE:
            return super().render()
        options = (
            f'<option value="{escape(name)}"></option>' for name in issuers(self.form.context)
        )
        return f'{super().render()}<datalist id="{self.list_id}">{"".join(options)}</datalist>'


@implementer(IFieldWidget)
def SuggestionFieldWidget(field: Any, request: Any) -> Any:
    """Widget factory for ``directives.widget``."""
    return FieldWidget(field, SuggestionWidget(request))
