"""Texts that scripts show, told to the browser before any script of Plone's runs.

Mockup (Plone 6.2) fetches its catalogue when the first text is shown, so that a first visit shows
English, and keeps it in the browser's localStorage for 24 hours, so that a returning browser shows
the texts of yesterday. Here the catalogue comes as a script whose address changes with its content:
the browser keeps it for good, and always has the texts of today.
"""

from hashlib import sha256
from hcmedu.portal import _
from plone import api
from plone.app.content.browser.i18n import i18njs
from typing import Any
from zope.i18n import translate
from zope.i18nmessageid import Message

import json


#: What Plone's scripts and templates show without asking a catalogue: English as it stands there.
UNTRANSLATED = {
    "Element Path": _("Element Path"),
    "Build with": _("Build with"),
    "Build with TinyMCE": _("Build with TinyMCE"),
    "Document actions": _("Document actions"),
    "Object actions": _("Object actions"),
    "Object buttons": _("Object buttons"),
    "Portal tabs": _("Portal tabs"),
    "Site actions": _("Site actions"),
    "User actions": _("User actions"),
    "Remove user": _("Remove user"),
    "Reset password of user": _("Reset password of user"),
    "No results to preview": _("No results to preview"),
    "upload": _("Upload"),
    "hidden file upload": _("Upload"),
    "Close": _("Close"),
    "Type": _("Kind of content"),
    "Total comments": _("Number of comments"),
    "Last comment date": _("Date of the last comment"),
    "Name of behavior": _("Name of the behavior"),
    "Interface of behavior": _("Interface of the behavior"),
    "Edit XML Field Model": _("Edit the fields as XML"),
    "Export parts": _("Export parts"),
    "Download of a XML-file optimized to be used in a GenericSetup profile of an add-on or policy "
    "profile. It contains only the selected parts.": _(
        "An XML file for a profile of GenericSetup."
    ),
    "by Interface": _("by interface"),
    "by Prefix": _("by prefix"),
    "Add field": _("Add a field"),
    "Barceloneta Theme": _("Theme Barceloneta"),
    "The default theme for Plone 6": _("The theme that Plone 6 brings"),
    "Content Types": _("Content types"),
    "Member Fields": _("Fields of users"),
    "Disabled": _("Off"),
    "Enabled (2x)": _("On (2x)"),
    "Enabled (2x, 3x)": _("On (2x, 3x)"),
    "Required": _("Required"),
}
#: Names that the script gives to parts of Plone's pages that have none.
NAMES = {
    "toolbar": _("Editing tools"),
    "menu": _("Main menu"),
    "tabs": _("Groups of fields"),
    "messages": _("Messages"),
    "pages": _("Pages"),
    "editor": _("Text of ${field}"),
    "format": _("Format of the text"),
    "empty": _("Further actions"),
    "required": _("Please fill in this field."),
    "left": _("Left column"),
    "right": _("Right column"),
}


def texts_of_types(request: Any) -> dict[str, str]:
    """Ids, titles and descriptions of the types; ``title`` attributes hold the bare id."""
    texts = {}
    for fti in api.portal.get_tool("portal_types").listTypeInfo():
        title = _in(fti.i18n_domain, fti.title, request)
        description = _in(fti.i18n_domain, fti.description, request)
        texts.update({fti.getId(): title, fti.title: title, fti.description: description})
    return {english: text for english, text in texts.items() if english and english != text}


def texts_of_states(request: Any) -> dict[str, str]:
    """Ids and titles of all workflow states, which folder contents translate in domain plone."""
    workflows = api.portal.get_tool("portal_workflow").objectValues()
    states = [state for each in workflows for state in each.states.objectValues()]
    names = {name for state in states for name in (state.getId(), state.title) if name}
    return {name: _in("plone", name, request) for name in sorted(names)}


def catalogue(request: Any) -> dict[str, Any]:
    """All that a script needs: Mockup's catalogues by domain, and the texts it has no msgid for."""
    shown = {english: translate(text, context=request) for english, text in UNTRANSLATED.items()}
    states = texts_of_states(request)
    return {
        "language": request.get("LANGUAGE", "vi"),
        "widgets": i18njs(None, request)._gettext_catalog("widgets", request["LANGUAGE"]) or {},
        "plone": states,
        "shown": {**states, **texts_of_types(request), **shown},
        "names": {key: translate(text, context=request) for key, text in NAMES.items()},
    }


def encoded(request: Any) -> tuple[str, str]:
    """The catalogue as JSON, safe inside of a script, and the mark of this content."""
    text = json.dumps(catalogue(request), ensure_ascii=True, sort_keys=True)
    return text, sha256(text.encode()).hexdigest()[:16]


def _in(domain: str, text: str, request: Any) -> str:
    return translate(Message(text or "", domain or "plone"), context=request)
