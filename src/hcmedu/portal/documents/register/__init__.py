"""The register of documents: looked up by words, number, facets; exported, fed, printed, REST.

``filters``: what is asked for, in the address; ``lookup``: which documents that are; ``facets``:
how many of each kind; ``rows``: what is told of each. The page itself stands in the layout.
"""
