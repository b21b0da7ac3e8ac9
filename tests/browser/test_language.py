"""No English of Plone's own reaches a visitor; the tables of 'facts' list what stock pages show."""

from gettext import GNUTranslations
from hcmedu.portal.school import find_section
from importlib.resources import files
from lxml import html as parser
from plone import api
from zope.i18n import translate

import pytest
import re


#: Messages that an anonymous visitor met on a stock site in Vietnamese: domain, msgid, English.
MET_BY_VISITORS = [
    ("plone", "breadcrumb", "breadcrumb"),
    ("plone", "event_when_sameday", "${date} from ${starttime} to ${endtime}"),
    ("plone", "label_event_contact_phone", "Contact Phone"),
    ("plone", "title_add_to_ical", "Download this event in iCal format"),
    ("plone", "narrow_search_options", "Filter the results"),
    ("plone", "text_searchitem_location", "Located in"),
    ("plone", "Search results for ${term}", "Search results for ${term}"),
    ("plone", "sort_by", "Sort by"),
    ("plone", "title_subscribe_rss_feed", "Subscribe to an always-updated RSS feed."),
    ("plone", "external_website", "Visit external website"),
    ("plone", "Type", "Type"),
    ("plone", "image_kind_label", "Type"),
    ("plone", "label_sender_from_address", "From"),
    ("plone", "footer_login_link_get_help", "Get help"),
    ("plone", "help_sender_from_address", "Please enter your e-mail address."),
    ("plone", "help_sender_fullname", "Please enter your full name."),
    ("plone", "trouble_logging_in", "Trouble logging in?"),
    ("plone", "label_click_to_view_full_image", "View full-size image"),
    ("plone", "label_toggle_navigation", "Toggle navigation"),
    ("plone", "heading_add_to_calendar", "Add event to calendar"),
    ("plone", "label_event_contact_name", "Contact Name"),
    ("plone", "section_keywords_heading", "Keywords"),
    ("plone", "event_url", "Web"),
    ("plone", "event_when", "When"),
    ("plone", "event_where", "Where"),
    ("plone", "alphabetically", "alphabetically"),
    ("plone", "date (newest first)", "date (newest first)"),
    ("plone", "relevance", "relevance"),
    ("plone", "image_dimension_label", "Dimension"),
    ("plone", "image_size_label", "File size"),
    ("plone", "description_wcag_aa_rating", "A number of checkpoints"),
    ("plone", "title_vpat", "About VPAT"),
    ("plone", "Anonymous", "Anonymous"),
    ("plone", "title_atag", "Authoring Tool Accessibility Guidelines"),
    ("plone", "statusmessage_mtype_error", "Error"),
    ("plone", "future_events", "Future events"),
    ("plone", "description_accessibility_info", "This site uses the open source"),
    ("plone", "description_accessibility_info2", "It is also accessible"),
    ("plone", "mode_past_link", "Past"),
    ("plone", "title_plone_vpat", "Plone's Voluntary Product Accessibility Template (VPAT)"),
    ("z3c.form", "There were some errors.", "There were some errors."),
    ("plone", "heading_site_there_seems_to_be_an_error", "This page does not seem to exist…"),
    ("z3c.form", "View", "View"),
    ("plone", "description_vpat", "View Plone's VPAT"),
    ("plone", "heading_vpat", "Voluntary Product Accessibility Template (VPAT)"),
    ("plone", "description_site_error", "We apologize for the inconvenience"),
    ("plone", "title_built_with_plone", "This site was built using the Plone"),
    ("plone", "label_powered_by_plone", "Powered by Plone"),
    ("plone", "description_copyright", "The ${plonecms} is ${copyright}"),
]
#: Words of Plone's stock pages that no Vietnamese page has.
ENGLISH = re.compile(
    r"\b(the|and|your|this|Search|Close|Home|Site|Page|Sort|Show|View|Contact|Skip|Next|Previous|"
    r"items?|results?|Title|Description|Download|Published|Powered|breadcrumb|Toggle|error|Pause)\b"
)
SECTIONS = (
    "A01",
    "A04",
    "A05",
    "A06",
    "A08",
    "A09",
    "A11",
    "A13",
    "A15",
    "A19",
    "A25",
    "A31",
    "A34",
)


def english(html: str) -> list[str]:
    """Texts and attributes of a page that hold English words."""
    tree = parser.fromstring(html)
    for node in tree.xpath("//script | //style"):
        node.drop_tree()
    found = [
        *tree.xpath("//body//text()"),
        *tree.xpath("//body//@*[name()='title' or name()='aria-label' or name()='alt']"),
    ]
    return sorted({text.strip() for text in found if ENGLISH.search(text)})


@pytest.mark.parametrize(("domain", "msgid", "text"), MET_BY_VISITORS)
def test_message_is_translated(site, domain, msgid, text):
    found = translate(msgid, domain, target_language="vi", default=text)
    assert found != msgid
    assert not found.startswith(text)


def test_home_page(root, visit):
    assert english(visit(root, "school_home")) == []


@pytest.mark.parametrize("code", SECTIONS)
def test_sections(root, visit, code):
    assert english(visit(find_section(root, code))) == []


@pytest.mark.parametrize("name", ["sitemap", "accessibility-info", "contact-info"])
def test_pages_of_plone(site, visit, name):
    api.portal.set_registry_record("plone.email_from_address", "c2huongduong@hcm.edu.vn")
    assert english(visit(site, name)) == []


def test_the_text_of_an_article_is_not_called_as_a_type_is():
    """The layer of the tests loads the catalogues of Plone first: the file is read."""
    with (files("hcmedu.portal") / "locales/vi/LC_MESSAGES/plone.mo").open("rb") as stream:
        assert GNUTranslations(stream).gettext("Text") == "Nội dung bài"
