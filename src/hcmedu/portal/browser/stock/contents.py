"""Folder contents (nội dung thư mục): columns that an editor can name."""

from pathlib import Path
from plone.app.content.browser import contents
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

import json


TEMPLATES = str(Path(contents.__file__).parent / "templates")


class FolderContents(contents.FolderContentsView):
    """Offers the columns and the ways to sort that have a title.

    Plone lists every column and index of the catalog, those that add-ons keep for themselves under
    their technical name.
    """

    index = ViewPageTemplateFile("folder_contents.pt", TEMPLATES)

    def __call__(self) -> str:
        self.options = json.dumps(self.get_options())
        return self.index()

    def get_columns(self) -> dict[str, str]:
        return _titled(super().get_columns())

    def get_indexes(self) -> dict[str, str]:
        return _titled(super().get_indexes())


def _titled(columns: dict[str, str]) -> dict[str, str]:
    return {name: title for name, title in columns.items() if title != name}
