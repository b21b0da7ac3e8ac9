"""The report of the assessment as an OpenDocument text: what the print page shows, once more."""

from collections.abc import Mapping
from hcmedu.portal import _
from hcmedu.portal.compliance.exports.opendocument import Document
from hcmedu.portal.compliance.exports.paper import ReportPrint
from hcmedu.portal.compliance.office import CompliancePage
from hcmedu.portal.compliance.office import number
from hcmedu.portal.compliance.page.past import PAST
from typing import Any


TITLE = _("Report of the self-assessment of the school's portal")
STATE = _("State of the portal at ${moment}, as visitors see it.")
CODE = _("Code to compare the set of demands: ${version}")
#: Nobody signs an empty page: so many regulations stand above the signatures at least.
WITH_SIGNATURES = 3
WHEN_WHERE = _("${place}, day ${day} month ${month} year ${year}")


def document_of(page: ReportPrint) -> Document:
    """In the reader's language."""
    made = Document(f"{page.say(TITLE)} - {page.school}")
    begin(made, page, page.say(TITLE), page.place)
    made.add(page.say(_(STATE, mapping={"moment": page.moment})))
    if page.is_past:
        made.add(page.say(PAST))
    if page.assumed():
        mapping = {"regulation": page.assumed()}
        made.add(page.say(_("Computed as if this were in force: ${regulation}", mapping=mapping)))
    scores(made, page)
    mendings(made, page)
    results(made, page)
    regulations(made, page)
    end(made, page)
    return made


def begin(made: Document, page: CompliancePage, title: str, place: str) -> None:
    """Authority and school on the left, the country on the right, place and day, the title."""
    left = [(page.authority, "Head"), (page.school, "HeadBold")]
    right = [
        (page.say(_("SOCIALIST REPUBLIC OF VIETNAM")), "HeadBold"),
        (page.say(_("Independence - Freedom - Happiness")), "HeadBold"),
    ]
    made.table([3, 4], [[left if page.authority else left[1:], right]], lined=False)
    day = {"day": page.today.day, "month": page.today.month, "year": page.today.year}
    made.add(page.say(_(WHEN_WHERE, mapping={"place": place, **day})), "Right")
    made.add(title.upper(), "Title")


def scores(made: Document, page: ReportPrint) -> None:
    made.add(page.say(_("I. Scores by criterion")), "Heading")
    head = [_("Criterion"), _("Score (of 100)"), _("Checks met"), _("To be confirmed")]
    rows = [
        [row["title"], *([(text, "Number")] for text in numbers_of(row))] for row in page.criteria()
    ]
    whole = [[(page.say(_("In all")), "CellBold")], [(number(page.report.overall), "NumberBold")]]
    made.table([8, 3, 3, 3], [*rows, [*whole, "", ""]], [page.say(each) for each in head])
    told = "; ".join(f"{page.say(title)}: {count}" for title, count in page.statuses())
    made.add(f"{told}.")
    half = _("What is partly met counts half, what nobody has confirmed counts nothing.")
    made.add(page.say(half), "Small")


def numbers_of(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["score"], row["points"], str(row["to_attest"])


def results(made: Document, page: ReportPrint) -> None:
    made.add(page.say(_("III. Results")), "Heading")
    head = [page.say(_("Demand")), page.say(_("Result"))]
    for place, group in enumerate(page.groups(), 1):
        made.add(f"{place}. {group['title']}", "Heading")
        rows = []
        for row in group["rows"]:
            demand = [
                (row["section"], "CellBold"),
                (row["demand"], "Cell"),
                (row["article"], "Small"),
            ]
            told = (
                f"{row['status_title']} ({row['counted']})"
                if row["counted"]
                else row["status_title"]
            )
            more = [(row[name], "Cell") for name in ("missing", "attested") if row[name]]
            rows.append([demand, [(told, "CellBold"), *more]])
        made.table([10, 7], rows, head)


def mendings(made: Document, page: ReportPrint) -> None:
    made.add(page.say(_("II. What is not met yet")), "Heading")
    found = page.mendings()
    if not found:
        made.add(page.say(_("Nothing: all demands are met.")))
        return
    head = [_("No."), _("Section or item"), _("What is missing"), _("Result"), _("To be done by")]
    rows = [
        [str(place), row["section"], what(row), row["status_title"], row["due"] or "–"]
        for place, row in enumerate(found, 1)
    ]
    made.table([3, 8, 12, 6, 6], rows, [page.say(each) for each in head])


def what(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The demand, what is missing of it, and whether it is the school's own."""
    parts = (row["demand"], "Cell"), (row["missing"], "CellBold"), (row["own"], "Small")
    return [part for part in parts if part[0]]


def regulations(made: Document, page: ReportPrint) -> None:
    made.add(page.say(_("IV. Regulations applied")), "Heading")
    named = page.regulations()
    for place, text in enumerate(named):
        made.add(f"- {text}", "Kept" if place >= len(named) - WITH_SIGNATURES else "Standard")
    version = {"version": page.data["catalogue_version"]}
    made.add(page.say(_(CODE, mapping=version)), "SmallKept")


def end(made: Document, page: CompliancePage) -> None:
    """Who made it, and the principal's place to sign."""
    left = [
        (page.say(_("Made by")), "SignBold"),
        (page.say(_("(signature, full name)")), "SignSmall"),
        (page.user_name, "Room"),
    ]
    right = [
        (page.say(_("PRINCIPAL")), "SignBold"),
        (page.say(_("(signature, seal)")), "SignSmall"),
        (page.principal, "Room"),
    ]
    made.add("", "Kept")
    made.table([1, 1], [[left, right]], lined=False)
