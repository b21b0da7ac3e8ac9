"""Type ``StaffMember``: one person of the directory (danh bạ).

289/VP-CNTT I.2 and 3082/GDĐT-TTTT 3.1 (requirement A04): name, position, phone, official e-mail,
duties, picture, by unit. An e-mail of a private provider is refused: 4210/GDĐT-TTTT IV (B11).
"""

from collections.abc import Iterable
from hcmedu.portal import _
from hcmedu.portal.content.fields import Count
from hcmedu.portal.content.indexers import own_attribute
from hcmedu.portal.content.indexers import searchable
from hcmedu.portal.content.terms import STAFF_UNITS
from hcmedu.portal.content.uploads import image_upload
from hcmedu.portal.content.views import ContentView
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.school import rules
from hcmedu.portal.vietnamese import address_parts
from hcmedu.portal.vietnamese import InvalidPhone
from hcmedu.portal.vietnamese import normalize_phone
from hcmedu.portal.vietnamese import Phone
from hcmedu.portal.vietnamese import sort_key
from plone.indexer import indexer
from plone.namedfile.field import NamedBlobImage
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


LAST = 10**9
_UNIT_RANK = {token: rank for rank, (token, _title) in enumerate(STAFF_UNITS)}


class IStaffMember(model.Schema):
    """What the directory tells of a person."""

    title = schema.TextLine(title=_("Full name"))
    position = schema.TextLine(
        title=_("Position"), description=_("For example Principal, Teacher of mathematics.")
    )
    unit = schema.Choice(title=_("Unit"), vocabulary="hcmedu.staff_units")
    team = schema.TextLine(
        title=_("Subject group or section"),
        description=_("For example Group of natural sciences."),
        required=False,
    )
    phone = schema.TextLine(
        title=_("Phone"),
        description=_("For example (028) 3829 1875 or 0903 123 456."),
        required=False,
        constraint=rules.phone,
    )
    email = schema.TextLine(
        title=_("Official e-mail"),
        description=_(
            "Under edu.vn. Gmail, Yahoo, Hotmail and the like must not be used for work."
        ),
        required=False,
        constraint=rules.official_email,
    )
    duties = schema.Text(title=_("Duties"), required=False)
    photo = NamedBlobImage(title=_("Photo"), required=False, constraint=image_upload)
    order = Count(
        title=_("Place in the unit"),
        description=_("1 stands first. Left empty: by name, after those with a number."),
        required=False,
    )


def complete(member: Any, event: Any) -> None:
    """Subscriber on creation and change: the phone in the usual spelling."""
    if IObjectCopiedEvent.providedBy(event) or not member.phone:
        return
    try:
        phone = normalize_phone(member.phone)
    except InvalidPhone:
        return
    if phone != member.phone:
        member.phone = phone


def name_key(name: str) -> tuple:
    """Vietnamese lists are ordered by the given name, which stands last, then by the whole."""
    words = name.split()
    return sort_key(words[-1] if words else ""), sort_key(name)


def staff_key(unit: str | None, order: int | None, name: str) -> tuple:
    """Order of the directory: unit as in the regulations, place in it, then name."""
    rank = _UNIT_RANK.get(unit or "", len(_UNIT_RANK))
    return rank, LAST if order is None else order, name_key(name)


def sorted_staff(brains: Iterable[Any]) -> list[Any]:
    """Catalog brains of ``StaffMember`` in the order of the directory; no object is woken."""
    return sorted(brains, key=lambda b: staff_key(_of(b, "unit"), _of(b, "staff_order"), b.Title))


def _of(brain: Any, name: str) -> Any:
    """A column of the brain, None where it is missing (``Missing.MV`` is false)."""
    value = getattr(brain, name, None)
    return value if isinstance(value, str | int) else None


email = own_attribute("email")
phone = own_attribute("phone")
position = own_attribute("position")
team = own_attribute("team")
unit = own_attribute("unit")


@indexer(IStaffMember)
def staff_order(member: IStaffMember) -> int | None:
    return member.order


@indexer(IStaffMember)
def description(member: IStaffMember) -> str:
    """Lists and searches show the position where other content has a description."""
    return member.position or ""


@indexer(IStaffMember)
def SearchableText(member: IStaffMember) -> str:
    return searchable(member.title, member.position, member.team, member.email, member.duties)


class StaffView(ContentView):
    """A card with the photo."""

    def unit(self) -> str:
        return title_of(self.context, "hcmedu.staff_units", self.context.unit)

    def phone_link(self) -> str | None:
        """``tel:+842838291875``; None for a number that nobody can dial."""
        try:
            return Phone.parse(self.context.phone or "").uri
        except InvalidPhone:
            return None

    def email_parts(self) -> list[str]:
        """The address in parts between which a line may break."""
        return address_parts(self.context.email or "")

    def photo(self) -> dict[str, Any] | None:
        """``src``, ``width``, ``height`` of the portrait; None without one."""
        if self.context.photo is None:
            return None
        scale = self.context.restrictedTraverse("@@images").scale("photo", scale="preview")
        if scale is None:
            return None
        return {"src": scale.url, "width": scale.width, "height": scale.height}
