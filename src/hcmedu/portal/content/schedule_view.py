"""What visitors see of a schedule: the week or the term, its tables, the file."""

from dataclasses import replace
from hcmedu.portal import _
from hcmedu.portal.content.moments import now
from hcmedu.portal.content.schedule import week_text
from hcmedu.portal.content.schedule_tables import tables_html
from hcmedu.portal.content.views import ContentView
from hcmedu.portal.content.views import Fact
from hcmedu.portal.content.views import FileLink
from hcmedu.portal.content.vocabularies import title_of


class ScheduleView(ContentView):
    """The week or the term, then the tables with today marked, or the file."""

    def week(self) -> str:
        return week_text(self.context.week_start)

    def facts(self) -> list[Fact]:
        context = self.context
        rows = [
            ("school_year", _("School year"), context.school_year),
            ("term", _("Term"), title_of(context, "hcmedu.terms", context.term)),
            ("grade", _("Grade"), title_of(context, "hcmedu.grades", context.grade)),
            ("classes", _("Names of the classes"), ", ".join(context.classes or ())),
        ]
        return [Fact(name, label, text) for name, label, text in rows if text]

    def tables(self) -> str:
        return tables_html(self.context, self.request, now().date())

    def download(self) -> FileLink | None:
        """A picture is seen at once: there are no pages of it further down."""
        link = super().download()
        return replace(link, read_url="") if link and self.picture() else link

    def picture(self) -> str | None:
        """Address of the file when it is a picture: it is shown in place."""
        kind = getattr(self.context.file, "contentType", "")
        if kind not in ("image/jpeg", "image/png"):
            return None
        return f"{self.context.absolute_url()}/@@display-file/file"
