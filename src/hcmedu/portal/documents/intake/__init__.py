"""Documents out of files: a draft for each file that is dropped, its fields read by the worker.

What the worker reads is kept beside the document, never in its fields: only a person who has seen
a value puts it there.
"""
