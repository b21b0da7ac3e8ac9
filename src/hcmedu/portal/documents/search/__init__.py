"""Full text in Vietnamese, for every list and search of the site.

``index``: the index that stands in place of Plone's three full-text ones; ``lexicon``: its words;
``install``: putting them in place and taking them away; ``words``: queries of stock pages.
"""
