"""Sentences for what is late, old, or missing for a year or a week; and for what is due."""

from collections.abc import Mapping
from hcmedu.portal import _


SENTENCES: Mapping[str, str] = {
    # Weekly plans
    "week_missing": _(
        "The plan for the week from ${monday} to ${sunday} is missing; it was due before ${due}."
    ),
    "week_late": _(
        "The plan for the week from ${monday} to ${sunday} was published at ${published}; "
        "it was due before ${due}, which can't be made up for."
    ),
    # Working days
    "published_late": _(
        "${number} of ${total} items came late. The latest: “${title}”, due on ${due}, "
        "published on ${published}, ${days} days late."
    ),
    "to_be_attested_yearly": _(
        "No machine can tell; the head of the board confirms it once a year."
    ),
    # The newest
    "too_old": _(
        "The newest item “${title}” was published on ${published}; a newer one was due on ${due}."
    ),
    # Once a year
    "not_reviewed": _("Neither published nor changed from ${first} to ${last}, nor since."),
    "nothing_to_review": _("Nothing is published yet that was to be reviewed by ${due}."),
    "reviewed_late": _(
        "Last changed on ${changed}; whether it was reviewed from ${first} to ${last} is for the "
        "head of the board to confirm."
    ),
    "came_late": _(
        "What stands here was published on ${published}, after the deadline of ${due}; "
        "the next deadline counts."
    ),
    "timetable_missing": _(
        "The timetable of the school year ${year} is missing; it was due on ${due}."
    ),
    "timetable_grades": _(
        "The timetable of the school year ${year} is missing for the grades: ${grades}; "
        "it was due on ${due}."
    ),
    "timetable_late": _(
        "The timetable of the school year ${year} was published on ${published}; "
        "it was due on ${due}, which can't be made up for in this school year."
    ),
    # Disclosure and years
    "disclosures_missing": _(
        "${number} of ${total} disclosures that were due on ${due} are missing: ${forms}."
    ),
    "disclosures_late": _(
        "${number} of ${total} disclosures came after ${due}, the last on ${published}: ${forms}. "
        "That can't be made up for; the next deadline counts."
    ),
    "forms_missing": _("${number} of ${total} disclosures are missing: ${forms}."),
    "not_kept": _("${number} of ${total} reports that are to be kept are missing: ${forms}."),
    "years_missing": _(
        "Of the ${number} school years demanded, nothing is published for: ${years}."
    ),
    # The calendar: what is to be done by a day or hour
    "due_week": _("Publish the plan for the week from ${monday} to ${sunday}"),
    "due_review": _("Review and update the section “${section}”"),
    "due_timetable": _("Publish the timetable of the school year ${year}"),
    "due_timetable_term": _("Publish the timetable of term ${term}, school year ${year}"),
    "due_disclosures": _("Publish the disclosures of the school year ${year}: ${number} forms"),
    "due_fresh": _("Publish something new in the section “${section}”"),
    "due_month": _("Publish at least ${number} in the section “${section}” this month"),
    "due_year": _("Publish at least ${number} in the section “${section}” this school year"),
    "due_consultation": _("The consultation “${title}” closes"),
    "due_attestation": _("Confirm again: ${demand}"),
}
