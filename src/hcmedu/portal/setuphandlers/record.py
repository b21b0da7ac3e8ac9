"""What the site had before the add-on came, kept on the site until it goes."""

from AccessControl.Permission import pname
from Acquisition import aq_base
from dataclasses import dataclass
from importlib.resources import files
from persistent.mapping import PersistentMapping
from plone import api
from typing import Any
from xml.etree import ElementTree
from zope.annotation.interfaces import IAnnotations


RECORD_KEY = "hcmedu.portal.before_install"
ROLEMAP = files("hcmedu.portal") / "profiles" / "default" / "rolemap.xml"

Chain = tuple[str, ...]


@dataclass(frozen=True)
class Chains:
    """Workflow chains of a site: the overrides by type, and the default of all other types."""

    by_type: dict[str, Chain]
    default: Chain

    def of(self, portal_type: str) -> Chain:
        return self.by_type.get(portal_type, self.default)


def current_chains(site: Any) -> Chains:
    tool = api.portal.get_tool("portal_workflow")
    overrides = {name: tuple(chain) for name, chain in tool.listChainOverrides()}
    return Chains(overrides, tuple(tool.getDefaultChain()))


def restore_chains(site: Any, chains: Chains) -> None:
    tool = api.portal.get_tool("portal_workflow")
    tool.setDefaultChain(" ".join(chains.default))
    for portal_type, _chain in tool.listChainOverrides():
        if portal_type not in chains.by_type:
            tool.setChainForPortalTypes((portal_type,), None, verify=False)
    for portal_type, chain in chains.by_type.items():
        tool.setChainForPortalTypes((portal_type,), chain, verify=False)


def changed_permissions() -> list[str]:
    """Permissions of the site that the profile maps anew, its own ones included."""
    root = ElementTree.fromstring(ROLEMAP.read_bytes())
    return [node.attrib["name"] for node in root.iter("permission")]


def is_installed(site: Any) -> bool:
    return RECORD_KEY in IAnnotations(site)


def remember(site: Any) -> None:
    """Record the site as it is; only once, so that a second application changes nothing."""
    if is_installed(site):
        return
    chains = current_chains(site)
    IAnnotations(site)[RECORD_KEY] = PersistentMapping(
        by_type=chains.by_type,
        default=chains.default,
        permissions={name: permission_setting(site, name) for name in changed_permissions()},
    )


def remember_permissions(site: Any) -> None:
    """Record the permissions that a newer profile maps; what is recorded already stays."""
    record = IAnnotations(site).get(RECORD_KEY)
    if record is not None:
        now = {name: permission_setting(site, name) for name in changed_permissions()}
        record["permissions"] = {**now, **record["permissions"]}


def recorded_chains(site: Any) -> Chains:
    """Chains from before the installation; the stock ones when the record is missing."""
    record = IAnnotations(site).get(RECORD_KEY)
    if record is None:
        return Chains({"File": (), "Image": ()}, ("simple_publication_workflow",))
    return Chains(dict(record["by_type"]), tuple(record["default"]))


def permission_setting(item: Any, name: str) -> list[str] | tuple[str, ...] | None:
    """Own setting of an object as Zope stores it: list: acquires, tuple: does not, None: none."""
    return getattr(aq_base(item), pname(name), None)


def forget(site: Any) -> None:
    """Give recorded permissions back and drop the record.

    Own permissions that came with an upgrade are not in it: the site never had a setting of them.
    """
    record = IAnnotations(site).pop(RECORD_KEY, None)
    if record is None:
        return
    own = [name for name in changed_permissions() if name.startswith("hcmedu.portal:")]
    for name, setting in {**dict.fromkeys(own), **record["permissions"]}.items():
        if setting is not None:
            setattr(site, pname(name), setting)
        elif hasattr(aq_base(site), pname(name)):
            delattr(site, pname(name))
