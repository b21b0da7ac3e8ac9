"""Type ``LearningResource``: a lesson plan, lecture, e-book or program (tài nguyên số).

289/VP-CNTT III.1–2, 3082/GDĐT-TTTT 3.8 and 4210/GDĐT-TTTT III.3 (requirement A19): by subject,
grade, term, author.
"""

from hcmedu.portal import _
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.files import ATTACHMENT_KINDS
from hcmedu.portal.content.filetext import file_text
from hcmedu.portal.content.indexers import own_attribute
from hcmedu.portal.content.indexers import searchable
from hcmedu.portal.content.uploads import upload_constraint
from hcmedu.portal.content.views import ContentView
from hcmedu.portal.content.views import Fact
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.school import rules
from hcmedu.portal.school import section_of
from plone.indexer import indexer
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from typing import Any
from urllib.parse import urlencode
from urllib.parse import urlsplit
from zope import schema
from zope.interface import invariant


#: Field → parameter by which the list of a section is narrowed.
ALIKE = {"school_subject": "subject", "grade": "grade", "author": "author"}


class ILearningResource(model.Schema):
    """What is told of a resource, and where it is."""

    title = schema.TextLine(title=_("Title"))
    description = schema.Text(
        title=_("Summary"), description=_("One or two sentences for lists."), required=False
    )
    resource_kind = schema.Choice(title=_("Kind of resource"), vocabulary="hcmedu.resource_kinds")
    #: Not ``subject``: Dexterity keeps the keywords of Dublin Core under that name.
    school_subject = schema.Choice(
        title=_("School subject"), vocabulary="hcmedu.subjects", required=False
    )
    grade = schema.Choice(title=_("Grade"), vocabulary="hcmedu.grades", required=False)
    term = schema.Choice(title=_("Term"), vocabulary="hcmedu.terms", required=False)
    author = schema.TextLine(
        title=_("Author"), description=_("Who made it: first and last name."), required=False
    )
    model.primary("file")
    file = NamedBlobFile(
        title=_("File"),
        description=_("A document, presentation, film, sound or ZIP; or give an address below."),
        required=False,
        constraint=upload_constraint(ATTACHMENT_KINDS),
    )
    remote_url = schema.TextLine(
        title=_("Address elsewhere"),
        description=_("For a resource that lies on another site: https://..."),
        required=False,
        constraint=rules.web_address,
    )

    @invariant
    def is_somewhere(data: Any) -> None:
        """A file, an address, or an attachment that was added before."""
        if data.file or data.remote_url or _has_attachment(data.__context__):
            return
        raise FieldInvalid(_("Please choose a file, or enter the address of the resource."), "file")


def _has_attachment(resource: Any) -> bool:
    """Whether anything lies in the resource; an add form has none yet (None)."""
    return ILearningResource.providedBy(resource) and bool(resource.objectIds())


author = own_attribute("author")
resource_kind = own_attribute("resource_kind")
school_subject = own_attribute("school_subject")


@indexer(ILearningResource)
def SearchableText(resource: ILearningResource) -> str:
    filename = getattr(resource.file, "filename", "")
    about = searchable(resource.title, resource.description, resource.author, filename)
    return searchable(about, file_text(resource))


class ResourceView(ContentView):
    """Facts, then the way to the resource."""

    def facts(self) -> list[Fact]:
        context = self.context
        rows = [
            ("resource_kind", _("Kind of resource"), self._term("hcmedu.resource_kinds")),
            ("school_subject", _("School subject"), self._term("hcmedu.subjects")),
            ("grade", _("Grade"), self._term("hcmedu.grades")),
            ("term", _("Term"), self._term("hcmedu.terms")),
            ("author", _("Author"), context.author),
        ]
        return [Fact(name, label, text) for name, label, text in rows if text]

    def _term(self, vocabulary: str) -> str:
        field = {
            "hcmedu.resource_kinds": "resource_kind",
            "hcmedu.subjects": "school_subject",
            "hcmedu.grades": "grade",
            "hcmedu.terms": "term",
        }[vocabulary]
        return title_of(self.context, vocabulary, getattr(self.context, field))

    def alike(self) -> list[dict[str, str]]:
        """Lists of what is alike in the section of the resource: same subject, grade, author."""
        section = section_of(self.context)
        if section is None:
            return []
        titles = {fact.name: fact.text for fact in self.facts()}
        queries = {
            name: urlencode({facet: getattr(self.context, name) or ""})
            for name, facet in ALIKE.items()
        }
        return [
            {"title": titles[name], "url": f"{section.absolute_url()}?{query}"}
            for name, query in queries.items()
            if name in titles
        ]

    def remote_host(self) -> str:
        """Name of the other site, so that people know where they are led."""
        return urlsplit(self.context.remote_url or "").hostname or ""
