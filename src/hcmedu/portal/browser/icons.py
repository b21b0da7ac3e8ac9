"""Icons: one sprite in ``static/``, drawn beside a text and never instead of one."""

from html import escape
from plone import api


SPRITE = "++plone++hcmedu.portal/icons.svg"
DEFAULT = "folder"
#: Icon of a section by the kind of its display.
KIND_ICONS = {
    "album": "images",
    "article": "info-circle",
    "articles": "newspaper",
    "audio": "music-note-beamed",
    "board": "people",
    "consultation": "chat-left-text",
    "contact": "telephone",
    "directory": "people",
    "disclosure_table": "clipboard-data",
    "document_search": "search",
    "document_table": "file-earmark-text",
    "form": "envelope",
    "links": "link-45deg",
    "lookup": "search",
    "press": "person-badge",
    "procedures": "clipboard-check",
    "register": "table",
    "resources": "book",
    "schedule": "calendar-week",
    "statistics": "bar-chart",
    "ticker": "megaphone",
    "video": "play-btn",
}
#: Icon of an item that has no picture, by its portal type.
TYPE_ICONS = {
    "Collection": "journal-text",
    "Document": "journal-text",
    "EasyForm": "clipboard-check",
    "Event": "calendar3",
    "File": "download",
    "Folder": "folder",
    "Image": "image",
    "Link": "link-45deg",
    "News Item": "newspaper",
    "OfficialDocument": "file-earmark-text",
    "ResultTable": "search",
}


def icon(name: str) -> str:
    """HTML of one icon of the sprite, hidden from screen readers."""
    href = escape(f"{api.portal.get().absolute_url()}/{SPRITE}#{name}")
    return (
        '<svg class="hcmedu-icon" aria-hidden="true" focusable="false">'
        f'<use href="{href}"></use></svg>'
    )


def kind_icon(kind: str | None) -> str:
    return icon(KIND_ICONS.get(kind or "", DEFAULT))


def type_icon(portal_type: str) -> str:
    return icon(TYPE_ICONS.get(portal_type, DEFAULT))
