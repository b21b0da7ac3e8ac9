"""The settings of plone.app.caching that the add-on ships, and the way back.

They stand in the profile ``hcmedu.portal:caching``. What each record held before is kept on the
site until the add-on goes; a record that people changed since stays as they left it.
"""

from persistent.mapping import PersistentMapping
from plone.registry.interfaces import IRegistry
from Products.GenericSetup.tool import SetupTool
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility


KEY = "hcmedu.portal.caching"
PROFILE = "profile-hcmedu.portal:caching"
PLONE = "plone.app.caching"
#: Where plone.caching and plone.app.caching keep their settings.
PREFIXES = ("plone.app.caching.", "plone.cachepurging.", "plone.caching.")


def install_caching(site: Any) -> None:
    """Install plone.app.caching where it is missing, and set it; a second call changes nothing."""
    if KEY in IAnnotations(site):
        return
    setup = site.portal_setup
    missing = not is_installed(setup)
    if missing:
        setup.runAllImportStepsFromProfile(f"profile-{PLONE}:default")
    before = settings()
    setup.runAllImportStepsFromProfile(PROFILE)
    changed = {
        name: (name in before, before.get(name), value)
        for name, value in settings().items()
        if name not in before or before[name] != value
    }
    IAnnotations(site)[KEY] = PersistentMapping(installed=missing, changed=changed)


def remove_caching(site: Any) -> None:
    """Take back what ``install_caching`` did."""
    known = IAnnotations(site).pop(KEY, None)
    if known is None:
        return
    now = settings()
    for name, (existed, before, ours) in known["changed"].items():
        if name in now and now[name] == ours:
            give_back(name, existed, before)
    if known["installed"] and is_installed(site.portal_setup):
        site.portal_setup.runAllImportStepsFromProfile(f"profile-{PLONE}:uninstall")
        site.portal_setup.unsetLastVersionForProfile(f"{PLONE}:default")
        drop_rest()


def is_installed(setup: SetupTool) -> bool:
    return setup.getLastVersionForProfile(f"{PLONE}:default") != "unknown"


def settings() -> dict[str, Any]:
    """Every record of the caching settings and its value."""
    records = getUtility(IRegistry).records
    return {
        name: records[name].value
        for prefix in PREFIXES
        for name in names(prefix)
        if name in records
    }


def names(prefix: str) -> list[str]:
    """Names of the records that begin so."""
    return list(getUtility(IRegistry).records.keys(prefix, prefix + "\uffff"))


def give_back(name: str, existed: bool, before: Any) -> None:
    stored = getUtility(IRegistry)
    if existed:
        stored[name] = before
    else:
        del stored.records[name]


def drop_rest() -> None:
    """Plone's own uninstall leaves the options of its rulesets, which nothing reads any more."""
    records = getUtility(IRegistry).records
    for name in names("plone.app.caching."):
        del records[name]
