"""Coming to a site in use and leaving it again: every item keeps who may see it.

``install`` and ``uninstall`` hold the handlers of the profiles; ``takeover`` and ``giveback`` walk
over the content; ``docs/workflow.md`` says which state becomes which.
"""
