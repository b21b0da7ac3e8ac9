"""hcmedu.portal: the web portal that the law demands of a school of Hồ Chí Minh City."""

from zope.i18nmessageid import MessageFactory

import sys


_ = MessageFactory("hcmedu.portal")

if sys.version_info[:3] == (3, 13, 0):
    # This one release of CPython forbids to set persistent_id on a pickler (its issue 125631),
    # as CMFEditions does for every version that it keeps; the classes in Python still allow it.
    from pickle import _Pickler
    from pickle import _Unpickler
    from Products.CMFEditions import ArchivistTool

    import zope.copy

    ArchivistTool.Pickler = zope.copy.Pickler = _Pickler
    ArchivistTool.Unpickler = zope.copy.Unpickler = _Unpickler
