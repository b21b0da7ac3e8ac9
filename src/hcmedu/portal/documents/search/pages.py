"""The site search and its suggestions, with the query as the person typed it.

The stock pages rewrite a query before the index sees it, and hand on whatever else stands in the
address; here the words stay as they are and nothing but known parameters counts.
"""

from DateTime import DateTime
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.documents.search.showing import marked_excerpt
from hcmedu.portal.documents.search.showing import marked_title
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from plone import api
from plone.app.querystring.querybuilder import QueryBuilder
from plone.base.navigationroot import get_navigation_root
from Products.CMFPlone.browser.search import AjaxSearch
from Products.CMFPlone.browser.search import Search
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.i18n import translate


#: Signs of a query that count; a text to search is no document.
MAX_QUERY = 500
#: Parameter ``sort_on`` → catalog index, and whether it runs down.
SORTS = {"relevance": None, "newest": ("effective", True), "title": ("sortable_title", False)}
SORT_TITLES = {
    "relevance": _("The best first"),
    "newest": _("The newest first"),
    "title": _("By title"),
}
#: Types whose own titles are the names of programs.
TYPE_TITLES = {"EasyForm": _("Form to fill in")}
#: Parameter ``since`` → days.
SPANS = {"week": 7, "month": 31, "year": 366}
SPAN_TITLES = {"week": _("Last week"), "month": _("Last month"), "year": _("Last year")}


def unfinished(text: str) -> str:
    """The query while its last word is still being typed: that is a beginning.

    >>> unfinished("tuyển si"), unfinished("tuyển sinh "), unfinished('"năm học"')
    ('tuyển si*', 'tuyển sinh ', '"năm học"')
    """
    return f"{text}*" if text[-1:].isalnum() and text.count('"') % 2 == 0 else text


class TypedQuery:
    """What is searched: words, kinds of content, tags, time; sorted in one of three ways."""

    @cached_property
    def searched(self) -> str:
        """The words; anything but one text counts as nothing."""
        text = self.request.form.get("SearchableText", "")
        text = text[:MAX_QUERY] if isinstance(text, str) else ""
        return text.encode("utf-8", "ignore").decode("utf-8")

    def parameter(self, name: str, known: Any) -> str:
        """A parameter that has one of the known values, else empty."""
        given = self.request.form.get(name, "")
        return given if isinstance(given, str) and given in known else ""

    def listed(self, name: str) -> list[str]:
        """A parameter that may come several times."""
        given = self.request.form.get(name, [])
        given = given if isinstance(given, list | tuple) else [given]
        return [each for each in given if isinstance(each, str) and each]

    def filter_query(self, query: dict[str, Any]) -> dict[str, Any] | None:
        """The catalog query; None where nothing was asked for."""
        text, tags = self.searched.strip(), self.listed("Subject")
        if not text and not tags:
            return None
        query = {**query, "portal_type": self.types(), "show_inactive": False}
        query["path"] = get_navigation_root(self.context)
        if text:
            query["SearchableText"] = self.searched
        if tags:
            query["Subject"] = tags
        return queries.without_used({**query, **self.since(), **self.order()})

    def types(self) -> list[str]:
        """The kinds asked for, of those that the site lets search."""
        allowed = self.filter_types([])
        chosen = [each for each in self.listed("portal_type") if each in allowed]
        return chosen or allowed

    def since(self) -> dict[str, Any]:
        days = SPANS.get(self.parameter("since", SPANS))
        return {"effective": {"query": DateTime() - days, "range": "min"}} if days else {}

    def order(self) -> dict[str, str]:
        found = SORTS.get(self.parameter("sort_on", SORTS))
        if not found:
            return {}
        index, down = found
        return {"sort_on": index, "sort_order": "descending" if down else "ascending"}


class SiteSearch(TypedQuery, Search):
    """``@@search``: results with the passage that was found."""

    template = ViewPageTemplateFile("search.pt")
    batch_size = 10

    def __call__(self) -> str:
        return self.template()

    @property
    def start(self) -> int:
        start = str(self.request.form.get("b_start", "0"))
        return int(start) if start.isdecimal() and len(start) < 9 else 0

    @cached_property
    def batch(self) -> Any:
        return self.results(b_start=self.start, b_size=self.batch_size, use_content_listing=False)

    def rows(self) -> list[dict[str, Any]]:
        return [self.row(brain) for brain in self.batch]

    def row(self, brain: Any) -> dict[str, Any]:
        """What is shown of one result: HTML of title and passage, where it stands, when."""
        return {
            "title": marked_title(brain.Title or brain.getId, self.searched),
            "url": brains.url(brain),
            "excerpt": marked_excerpt(brain, self.searched),
            "day": brains.day(brain, "issue_date") or brains.published(brain),
            "type": self.type_title(brain.portal_type),
            "note": brains.value(brain, "file_note") or "",
            "breadcrumbs": self.breadcrumbs(brain) or (),
        }

    def type_title(self, portal_type: str) -> str:
        if portal_type in TYPE_TITLES:
            return translate(TYPE_TITLES[portal_type], context=self.request)
        found = api.portal.get_tool("portal_types").getTypeInfo(portal_type)
        return translate(found.Title(), context=self.request) if found else portal_type

    def type_options(self) -> list[dict[str, Any]]:
        """The kinds of content that the site has."""
        chosen = self.listed("portal_type")
        return [
            {"value": each, "title": self.type_title(each), "selected": each in chosen}
            for each in self.types_list()
        ]

    def sort_choices(self) -> list[dict[str, Any]]:
        return self.choices("sort_on", SORT_TITLES)

    def span_choices(self) -> list[dict[str, Any]]:
        return self.choices("since", SPAN_TITLES)

    def choices(self, name: str, titles: dict[str, str]) -> list[dict[str, Any]]:
        chosen = self.parameter(name, titles)
        return [
            {"value": value, "title": title, "selected": value == chosen}
            for value, title in titles.items()
        ]


class Suggestions(TypedQuery, AjaxSearch):
    """``@@ajax-search``: what is found with the letters so far, while one types."""

    def __call__(self) -> str:
        self.request.response.setHeader("Content-Type", "application/json; charset=utf-8")
        self.request.response.setHeader("X-Content-Type-Options", "nosniff")
        return super().__call__()

    @cached_property
    def searched(self) -> str:
        return unfinished(super().searched)


class Listing(QueryBuilder):
    """Collections and content lists: words as they were entered."""

    def munge_search_term(self, q: str) -> str:
        return q
