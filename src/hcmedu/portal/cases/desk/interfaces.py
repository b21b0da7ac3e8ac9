"""What other rooms may add to the office's pages."""

from zope.interface import Attribute
from zope.interface import Interface


class IMonthTable(Interface):
    """A table in the report of the month (C05): a named adapter of a school root."""

    title = Attribute("Its heading, a message")
    row_title = Attribute("What a row is, a message")
    columns = Attribute("What the numbers of a row are, messages")

    def lines(month):
        """Title and numbers of each row of a ``report.Month``; none: it is not shown."""
