"""Behavior ``hcmedu.school_profile`` (Thông tin nhà trường), on the Plone site or a ``School``.

The values stand in annotations of the school root, so that the site root's attributes stay free of
names that content below could acquire. Sources: A33, A34
(3082 3.14; 2326), B01, B11 (4210 III.4, IV).
"""

from hcmedu.portal import _
from hcmedu.portal.school import rules
from hcmedu.portal.school.year import Year
from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import provider


@provider(IFormFieldProvider)
class ISchoolProfile(model.Schema):
    """Who the school is, how it is reached, under which rules it stands."""

    model.fieldset(
        "school",
        label=_("School"),
        fields=["school_name", "levels", "boarding", "founding_year", "principal", "tax_code"],
    )
    model.fieldset(
        "contact",
        label=_("Contact"),
        fields=["address", "phones", "fax", "official_email", "domain", "map_url", "social_links"],
    )
    model.fieldset(
        "spokesperson",
        label=_("Spokesperson"),
        fields=[
            "spokesperson",
            "spokesperson_position",
            "spokesperson_phone",
            "spokesperson_email",
        ],
    )
    model.fieldset(
        "authority",
        label=_("Authority above"),
        fields=[
            "authority_name",
            "authority_url",
            "authority_feeds",
            "management_system",
            "management_system_url",
            "regulations_in_force",
        ],
    )

    school_name = schema.TextLine(
        title=_("Name of the school"),
        description=_("Full name as in the founding decision."),
        required=False,
    )
    directives.widget("levels", CheckBoxFieldWidget)
    levels = schema.Set(
        title=_("School levels"),
        description=_("A school of several levels ticks each. The section tree follows from this."),
        value_type=schema.Choice(vocabulary="hcmedu.school_levels"),
        required=False,
    )
    boarding = schema.Bool(
        title=_("Boarding"),
        description=_("The school has pupils who stay for lunch (bán trú) or live in."),
        required=False,
        default=False,
        missing_value=False,
    )
    founding_year = Year(
        title=_("Founding year"), required=False, min=1850, constraint=rules.not_in_future
    )
    principal = schema.TextLine(title=_("Principal"), required=False)
    tax_code = schema.TextLine(title=_("Tax code"), required=False, constraint=rules.tax_code)
    address = schema.TextLine(
        title=_("Address"),
        description=_("Street, ward, city."),
        required=False,
    )
    phones = schema.List(
        title=_("Phones"),
        description=_("One number a line, the land line first."),
        value_type=schema.TextLine(constraint=rules.phone),
        required=False,
    )
    fax = schema.TextLine(title=_("Fax"), required=False, constraint=rules.phone)
    official_email = schema.TextLine(
        title=_("Official e-mail"),
        description=_(
            "Under edu.vn. Gmail, Yahoo, Hotmail and the like must not be used for work."
        ),
        required=False,
        constraint=rules.official_email,
    )
    domain = schema.TextLine(
        title=_("Domain of the portal"),
        description=_("For example thcshuongduonghcm.edu.vn or thcshuongduong.hcm.edu.vn."),
        required=False,
        constraint=rules.domain,
    )
    map_url = schema.TextLine(title=_("Map link"), required=False, constraint=rules.web_address)
    social_links = schema.List(
        title=_("Social accounts"),
        description=_("One address a line: Facebook, Zalo, YouTube ..."),
        value_type=schema.TextLine(constraint=rules.web_address),
        required=False,
    )
    spokesperson = schema.TextLine(title=_("Spokesperson"), required=False)
    spokesperson_position = schema.TextLine(title=_("Spokesperson's position"), required=False)
    spokesperson_phone = schema.TextLine(
        title=_("Spokesperson's phone"), required=False, constraint=rules.phone
    )
    spokesperson_email = schema.TextLine(
        title=_("Spokesperson's e-mail"), required=False, constraint=rules.official_email
    )
    authority_name = schema.TextLine(
        title=_("Authority above"),
        description=_("The authority that assesses the portal, for example the ward's committee."),
        required=False,
    )
    authority_url = schema.TextLine(
        title=_("Address of the authority's portal"),
        required=False,
        constraint=rules.web_address,
    )
    authority_feeds = schema.List(
        title=_("Feeds of the authority"),
        description=_("One RSS address a line."),
        value_type=schema.TextLine(constraint=rules.web_address),
        required=False,
    )
    management_system = schema.TextLine(title=_("School-management system in use"), required=False)
    management_system_url = schema.TextLine(
        title=_("Address of the school-management system"),
        required=False,
        constraint=rules.web_address,
    )
    directives.widget("regulations_in_force", CheckBoxFieldWidget)
    regulations_in_force = schema.Set(
        title=_("Regulations in force"),
        description=_("None ticked: every regulation of the catalogue that has not been replaced."),
        value_type=schema.Choice(vocabulary="hcmedu.regulations"),
        required=False,
    )
