"""Import of an existing register of documents with its files, by the page and by the command.

``importing`` does it row by row; ``jobs`` keeps what a person uploaded until the worker is done.
"""
