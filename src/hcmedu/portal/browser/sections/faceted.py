"""Tables narrowed by words and facets; all of it stands in the address, nothing needs a script.

For lists of a school's own making, some hundreds of items at most: their columns are read once,
and the counts are made of them. The register of documents, which may hold thousands, counts in the
indexes (``documents.register``).
"""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser.sections import choices
from hcmedu.portal.browser.sections.asked import Asked
from hcmedu.portal.browser.sections.asked import counts
from hcmedu.portal.browser.sections.asked import read_asked
from hcmedu.portal.browser.sections.table import Column
from hcmedu.portal.browser.sections.table import TableDisplay
from hcmedu.portal.listing import brains
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.component import getUtility
from zope.i18n import translate
from zope.schema.interfaces import IVocabularyFactory


#: Of fewer items a person sees at a glance what there is.
ENOUGH_TO_SEARCH = 5


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list: a parameter of the address, its title (a message), how an item
    answers.

    ``vocabulary`` gives its values their titles and their order; without one they are texts, the
    most frequent first.
    """

    name: str
    title: str
    value: Callable[[Any], str]
    vocabulary: str = ""


class FacetedTable(TableDisplay):
    """Sub-classes state ``facets``, ``columns()`` and ``said()``."""

    facets: tuple[Facet, ...] = ()
    faceted_template = ViewPageTemplateFile("faceted.pt")
    chips_template = ViewPageTemplateFile("chips.pt")
    facets_template = ViewPageTemplateFile("facets.pt")

    def said(self, number: int) -> str:
        """How many were found, as a message. Abstract: what they are is known below only."""
        raise NotImplementedError

    @cached_property
    def asked(self) -> Asked:
        names = [facet.name for facet in self.facets]
        sorts = [column.name for column in self.columns() if column.index]
        return read_asked(self.request.form, names, sorts)

    def query(self) -> dict[str, Any]:
        words = {"SearchableText": self.asked.text} if self.asked.text else {}
        return {**super().query(), **words}

    def arrange(self, found: Sequence[Any]) -> list[Any]:
        everything = list(found)
        self.values = [{f.name: f.value(brain) for f in self.facets} for brain in everything]
        rows = zip(everything, self.values, strict=True)
        return [brain for brain, values in rows if self.asked.holds(values)]

    def render(self) -> str:
        beside = "" if self.asked.is_narrowed else self.beside()
        main = self.faceted_template() if self.values or self.asked.is_narrowed else ""
        return main + beside

    @property
    def empty(self) -> bool:
        return not self.values and not self.others and not self.asked.is_narrowed

    @property
    def has_results(self) -> bool:
        return bool(len(self.results))

    @property
    def searchable(self) -> bool:
        return self.asked.is_narrowed or len(self.values) >= ENOUGH_TO_SEARCH

    #: The view of the section that makes a file of the list is ``<exported>.csv|xlsx``.
    exported = ""

    def tools(self) -> list[dict[str, str]]:
        """Title and address of each file that holds what is asked for; none by default."""
        base = f"{self.context.absolute_url()}/@@{self.exported}"
        return [
            {"title": title, "url": self.asked.url(f"{base}.{ending}")}
            for title, ending in ((_("Excel"), "xlsx"), (_("CSV"), "csv"))
            if self.exported
        ]

    # What can be chosen ----------------------------------------------------------------------

    def url(self, asked: Asked) -> str:
        return asked.url(self.context.absolute_url())

    def shown_facets(self) -> list[choices.Facet]:
        """The facets that tell items apart, or of which a value was chosen."""
        found = counts(self.values, self.asked)
        shown = (self.shown_facet(facet, found[facet.name]) for facet in self.facets)
        return [each for each in shown if len(each.open) > 1 or self.asked.chosen[each.name]]

    def shown_facet(self, facet: Facet, found: dict[str, int]) -> choices.Facet:
        chosen = self.asked.chosen[facet.name]
        every = {**dict.fromkeys(chosen, 0), **found}
        values = [
            self.shown_value(facet, value, every[value]) for value in self.order(facet, every)
        ]
        top = [each for at, each in enumerate(values) if at < choices.OPEN_VALUES or each.chosen]
        more = [each for each in values if each not in top]
        return choices.Facet(facet.name, facet.title, top, more)

    def shown_value(self, facet: Facet, value: str, count: int) -> choices.Value:
        url = self.url(self.asked.toggled(facet.name, value))
        chosen = value in self.asked.chosen[facet.name]
        return choices.Value(self.facet_title(facet, value), count, url, chosen)

    def order(self, facet: Facet, found: dict[str, int]) -> list[str]:
        """As the vocabulary has them; texts by how many there are."""
        known = list(self.titles(facet.vocabulary))
        rank = {value: at for at, value in enumerate(known)}
        return sorted(found, key=lambda v: (rank.get(v, len(rank)), -found[v], v))

    def titles(self, vocabulary: str) -> dict[str, str]:
        """Token → title of a vocabulary, in its order."""
        if vocabulary not in self.vocabularies:
            self.vocabularies[vocabulary] = terms_of(self.context, vocabulary)
        return self.vocabularies[vocabulary]

    @cached_property
    def vocabularies(self) -> dict[str, dict[str, str]]:
        return {"": {}}

    def facet_title(self, facet: Facet, value: str) -> str:
        return translate(self.titles(facet.vocabulary).get(value, value), context=self.request)

    def title_of(self, facet: Facet, brain: Any) -> str:
        """What an item answers to a facet, by its title; empty where it says nothing."""
        value = facet.value(brain)
        return self.facet_title(facet, value) if value else ""

    def chosen(self) -> list[dict[str, str]]:
        """What narrows the list: label, and the address without it."""
        asked = self.asked
        words = [{"title": f"“{asked.text}”", "url": self.url(replace(asked, text=""))}]
        return (words if asked.text else []) + [
            {
                "title": self.facet_title(facet, value),
                "url": self.url(asked.toggled(facet.name, value)),
            }
            for facet in self.facets
            for value in asked.chosen[facet.name]
        ]

    def kept(self) -> list[dict[str, str]]:
        """What the form carries along unseen."""
        parameters = replace(self.asked, text="").parameters()
        return [{"name": name, "value": value} for name, value in parameters]

    def sort_url(self, column: Column) -> str:
        """Sort by a column; by the same one again: the other way round."""
        state = self.sort_state(column)
        descending = column.descending if state is None else state == "ascending"
        order = "descending" if descending else "ascending"
        return self.url(replace(self.asked, sort_on=column.name, sort_order=order))


def terms_of(context: Any, vocabulary: str) -> dict[str, str]:
    factory = getUtility(IVocabularyFactory, vocabulary)
    return {term.token: term.title for term in factory(context)}


def column_value(name: str) -> Callable[[Any], str]:
    """What an item answers: a column of the catalog as a text."""
    return lambda brain: str(brains.value(brain, name) or "")
