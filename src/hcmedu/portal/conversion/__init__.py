"""Texts and page images of files, by the tools of the system; knows nothing of Plone.

``text_of(path, kind)`` reads a file, ``render(path, kind, directory)`` draws its pages as well.
Both are bounded in time and memory, whatever the file holds, and raise ``ConversionError`` only.
``abilities()`` tells what can be done on this machine.
"""

from hcmedu.portal.conversion.errors import ConversionError
from hcmedu.portal.conversion.errors import Reason
from hcmedu.portal.conversion.office import pdf_of
from hcmedu.portal.conversion.pdf import Word
from hcmedu.portal.conversion.reading import FileText
from hcmedu.portal.conversion.reading import fuller
from hcmedu.portal.conversion.reading import is_readable
from hcmedu.portal.conversion.reading import recognise
from hcmedu.portal.conversion.reading import text_of
from hcmedu.portal.conversion.rendering import MOST_IMAGES
from hcmedu.portal.conversion.rendering import Page
from hcmedu.portal.conversion.rendering import render
from hcmedu.portal.conversion.rendering import Rendering
from hcmedu.portal.conversion.tools import Abilities
from hcmedu.portal.conversion.tools import abilities


__all__ = [
    "MOST_IMAGES",
    "Abilities",
    "ConversionError",
    "FileText",
    "Page",
    "Reason",
    "Rendering",
    "Word",
    "abilities",
    "fuller",
    "is_readable",
    "pdf_of",
    "recognise",
    "render",
    "text_of",
]
