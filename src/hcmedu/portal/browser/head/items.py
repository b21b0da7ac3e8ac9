"""What is told of an item in the words of schema.org, by its type."""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Callable
from hcmedu.portal.browser.films.player import FILM
from hcmedu.portal.browser.films.player import SOUND
from hcmedu.portal.browser.films.player import source
from hcmedu.portal.browser.films.player import YOUTUBE
from hcmedu.portal.browser.head import schemaorg
from hcmedu.portal.browser.head.about import About
from hcmedu.portal.browser.published import is_album
from hcmedu.portal.browser.published import portal_type
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.viewer.browser.images import is_public
from plone.base.interfaces import INavigationRoot
from typing import Any


def school(about: About) -> dict[str, Any]:
    """The school itself, with what its profile says (A33, A34)."""
    profile, identity = about.school.profile, about.school
    levels = sorted(getattr(profile, "levels", None) or ())
    return {
        "@type": schemaorg.school_type(levels),
        "@id": f"{identity.url}#school",
        "name": identity.name,
        "url": identity.url,
        "logo": about.logo,
        "address": identity.text("address"),
        "telephone": [phone["text"] for phone in identity.phones],
        "faxNumber": identity.text("fax"),
        "email": identity.text("official_email"),
        "foundingDate": str(getattr(profile, "founding_year", None) or ""),
        "hasMap": identity.text("map_url"),
        "sameAs": [link["url"] for link in identity.social_links],
    }


def reference(about: About) -> dict[str, str]:
    """The school where another thing names it."""
    url = about.school.url
    return {"@type": "School", "@id": f"{url}#school", "name": about.school.name, "url": url}


def thing(about: About) -> dict[str, Any] | None:
    """The item; None where schema.org has no word for what it is."""
    if is_album(about.context):
        return {"@type": "ImageGallery", **common(about)}
    tell = _TELLERS.get(portal_type(about.context))
    return tell(about) if tell else None


def common(about: About) -> dict[str, Any]:
    picture = about.picture
    return {
        "name": about.title,
        "description": about.description,
        "url": about.url,
        "image": picture["src"] if picture else None,
        "inLanguage": "vi",
    }


def article(about: About) -> dict[str, Any]:
    """``author``: of the original where it was republished, else the school (B10)."""
    context = aq_base(about.context)
    name = getattr(context, "source_author", None) or getattr(context, "source_name", None)
    kind = "NewsArticle" if portal_type(context) == "News Item" else "Article"
    original = getattr(context, "source_url", None) or ""
    return {
        "@type": kind,
        **common(about),
        "headline": about.title,
        "mainEntityOfPage": about.url,
        "datePublished": about.published,
        "dateModified": about.changed,
        "author": {"@type": "Organization", "name": name} if name else reference(about),
        "publisher": reference(about),
        "isBasedOn": original if original.startswith(("http://", "https://")) else None,
    }


def event(about: About) -> dict[str, Any]:
    context = aq_base(about.context)
    place = getattr(context, "location", None)
    address = about.school.text("address")
    return {
        "@type": "Event",
        **common(about),
        "startDate": in_zone(context.start),
        "endDate": None if getattr(context, "open_end", False) else in_zone(context.end),
        "location": {"@type": "Place", "name": place or about.school.name, "address": address},
        "organizer": reference(about),
    }


def media(about: About) -> dict[str, Any] | None:
    """A film or sound; other files and links are none."""
    found = source(about.context, about.request)
    if found is None:
        return None
    told = {
        FILM: {"@type": "VideoObject", "contentUrl": found.url},
        SOUND: {"@type": "AudioObject", "contentUrl": found.url},
        YOUTUBE: {"@type": "VideoObject", "embedUrl": found.embed_url},
    }[found.kind]
    image = common(about)
    return {
        **told,
        **image,
        "thumbnailUrl": image["image"],
        "uploadDate": about.published,
        "transcript": " ".join(found.transcript),
        "publisher": reference(about),
    }


def steps(about: About) -> list[tuple[str, str]]:
    """Titles and addresses from the school down to the item; of drafts on the way nothing."""
    found = [(about.title, about.url)]
    obj = aq_parent(aq_inner(about.context))
    while obj is not None and not INavigationRoot.providedBy(obj):
        if aq_base(obj) is aq_base(about.school.root):
            break
        if is_public(obj):
            found.append((obj.Title(), obj.absolute_url()))
        obj = aq_parent(aq_inner(obj))
    return [(about.school.name, about.school.url), *found[::-1]]


_TELLERS: dict[str, Callable[[About], dict[str, Any] | None]] = {
    "Document": article,
    "Event": event,
    "File": media,
    "Link": media,
    "News Item": article,
}
