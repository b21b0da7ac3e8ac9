"""What the law demands of the portal, what of it is there, what is missing and by when (D01-D04).

``facts`` (from the catalog) → ``evaluation`` (pure) → pages, REST, files, history.
"""
