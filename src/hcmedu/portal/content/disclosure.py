"""Type ``Disclosure``: what the school makes public in a school year."""

from plone.supermodel import model


class IDisclosure(model.Schema):
    """One disclosure of requirement A13, on the form of the circular in force."""
