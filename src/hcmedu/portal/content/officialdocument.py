"""Type ``OfficialDocument``: one document of the school or of an authority."""

from plone.supermodel import model


class IOfficialDocument(model.Schema):
    """What 4210/GDĐT-TTTT III.3 demands of each document (requirement A08)."""
