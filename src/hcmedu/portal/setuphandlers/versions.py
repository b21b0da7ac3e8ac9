"""Old versions of everything that the board approves can be seen: what CMFEditions needs for it.

Stock Plone keeps versions of four types. A working copy replaces content of all types, and what it
replaced must stay viewable, attachments and large files included (files are kept by reference).
"""

from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from hcmedu.portal.editorial.copies.versions import KeepAttachments
from hcmedu.portal.editorial.copies.versions import MODIFIER
from persistent.mapping import PersistentMapping
from plone import api
from Products.CMFEditions.Modifiers import ConditionalTalesModifier
from typing import Any
from zope.annotation.interfaces import IAnnotations


#: What the add-on changed, kept on the site until it goes.
VERSIONS_KEY = "hcmedu.portal.versions"
POLICY = "version_on_revert"
DIFFS = {"any": "Compound Diff for Dexterity types"}
#: A stock modifier that refuses versions of files above 26 MB.
SIZE_LIMIT = "AbortVersioningOfLargeFilesAndImages"


def enable_versions(site: Any, types: frozenset[str]) -> None:
    """Keep versions of these types; a second call changes nothing."""
    repository, differ, modifiers = _tools(site)
    changed = IAnnotations(site).setdefault(VERSIONS_KEY, PersistentMapping())
    added = types - set(repository.getVersionableContentTypes())
    for name in sorted(added):
        repository.addPolicyForContentType(name, POLICY)
    repository.setVersionableContentTypes(
        [*repository.getVersionableContentTypes(), *sorted(added)]
    )
    undiffed = {name for name in types if not differ.getDiffForPortalType(name)}
    for name in undiffed:
        differ.setDiffForPortalType(name, DIFFS)
    changed["types"] = sorted(added | set(changed.get("types", ())))
    changed["diffs"] = sorted(undiffed | set(changed.get("diffs", ())))
    if MODIFIER not in modifiers.objectIds():
        wrapper = ConditionalTalesModifier(MODIFIER, KeepAttachments(), "Attachments of documents")
        wrapper.edit(True, "python:True")
        modifiers.register(MODIFIER, wrapper)
    limit = modifiers.query(SIZE_LIMIT)
    if limit is not None and limit.isEnabled():
        changed["limited"] = True
        limit.edit(enabled=False, title=limit.title)


def disable_versions(site: Any) -> None:
    """Take back what ``enable_versions`` did; versions that were saved stay."""
    changed = IAnnotations(site).pop(VERSIONS_KEY, None)
    if changed is None:
        return
    repository, differ, modifiers = _tools(site)
    types = set(changed["types"])
    policies = repository.getPolicyMap()
    repository.setVersionableContentTypes(
        [name for name in repository.getVersionableContentTypes() if name not in types]
    )
    for name in types:
        policies.pop(name, None)
    repository._version_policy_mapping = policies
    for name in changed["diffs"]:
        differ._pt_diffs.pop(name, None)
    differ._p_changed = True
    if MODIFIER in modifiers.objectIds():
        modifiers.unregister(MODIFIER)
    limit = modifiers.query(SIZE_LIMIT)
    if limit is not None and changed.get("limited"):
        limit.edit(enabled=True, title=limit.title)


def approved_types(site: Any) -> frozenset[str]:
    """Types whose chain holds a workflow in which the board head approves."""
    chains = dict(api.portal.get_tool("portal_workflow").listChainOverrides())
    return frozenset(name for name, chain in chains.items() if set(chain) & APPROVAL_WORKFLOWS)


def _tools(site: Any) -> tuple[Any, Any, Any]:
    return site.portal_repository, site.portal_diff, site.portal_modifier
