"""Forms in a site of before: EasyForm's sharp tools for the administrator, a field for files.

Forms that a school has stay as they are; from now on they are guarded.
"""

from hcmedu.portal.setuphandlers.record import remember_permissions
from hcmedu.portal.setuphandlers.record import ROLEMAP
from plone import api
from Products.GenericSetup.tool import SetupTool
from xml.etree import ElementTree


PREFIX = "collective.easyform: "
ALLOWED, ATTACHMENTS = "easyform.allowedFields", "hcmedu.portal.cases.forms.fields.Attachments"


def upgrade(setup: SetupTool) -> None:
    """A second run changes nothing."""
    site = api.portal.get()
    remember_permissions(site)
    for name, roles in permissions().items():
        site.manage_permission(name, roles, acquire=0)
    allow_files()


def permissions() -> dict[str, list[str]]:
    """Of EasyForm, as the profile maps them."""
    nodes = ElementTree.fromstring(ROLEMAP.read_bytes()).iter("permission")
    return {
        node.attrib["name"]: [role.attrib["name"] for role in node.iter("role")]
        for node in nodes
        if node.attrib["name"].startswith(PREFIX)
    }


def allow_files() -> None:
    allowed = api.portal.get_registry_record(ALLOWED, default=None)
    if allowed is not None and ATTACHMENTS not in allowed:
        api.portal.set_registry_record(ALLOWED, [*allowed, ATTACHMENTS])
