"""Plone's own pages, which people who edit use: in Vietnamese, and for everybody.

What the catalogues of translations cannot reach (texts without a msgid, texts made by scripts) and
what Plone's templates leave out (names of fields, landmarks, order of headings) is mended here, for
the add-on's browser layer alone. docs/architecture.md lists the mends with the version of Plone
that needs them; tests fail when one is not needed any more.
"""
