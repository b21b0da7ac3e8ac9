"""Tables out of cells: typed, pasted from Excel or uploaded; days, weeks and classes in them.

Pure: no Plone. Markup that is handed in is taken to be safe and is handed on as it is; all other
texts are escaped.
"""
