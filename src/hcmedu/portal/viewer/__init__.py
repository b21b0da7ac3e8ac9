"""Files read in place: their pages as images and text, made by the worker, shown with the item.

The only room that knows collective.documentviewer. Other rooms use ``texts(obj)``, the text of an
item's file page by page, and ``install_viewer``/``remove_viewer`` for a site.
"""

from hcmedu.portal.viewer.install import install_viewer
from hcmedu.portal.viewer.install import remove_viewer
from hcmedu.portal.viewer.reading import texts


__all__ = ["install_viewer", "remove_viewer", "texts"]
