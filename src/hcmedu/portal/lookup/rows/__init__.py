"""Tables of results as files: read, checked, and what a visitor types made comparable.

Pure but for openpyxl: no Plone. Nothing of a row stands in an error or a log.
"""
