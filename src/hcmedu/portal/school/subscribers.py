"""Reactions that keep section codes true, and build the tree of a new ``School``."""

from hcmedu.portal.behaviors.section import mark_section
from hcmedu.portal.school.builder import build
from hcmedu.portal.school.indexers import code_of
from hcmedu.portal.school.root import school_root
from hcmedu.portal.school.root import section_brains
from plone.base.interfaces import IPloneSiteRoot
from typing import Any


def section_saved(context: Any, event: Any) -> None:
    """The marker follows the code, however the code was written (form, REST, import)."""
    mark_section(context)


def section_cloned(context: Any, event: Any) -> None:
    """A copy of a section beside the original is an ordinary folder: one code, one section."""
    code = code_of(context)
    root = school_root(context)
    if not code or root is None:
        return
    others = [b for b in section_brains(root, code) if b.getPath() != _path(context)]
    if others:
        context.section_code = None
        context.section_kind = None
        mark_section(context)
        context.reindexObject()


def school_added(context: Any, event: Any) -> None:
    """A new ``School`` gets its section tree at once; the site has its import step for that."""
    if not IPloneSiteRoot.providedBy(context):
        build(context)


def _path(context: Any) -> str:
    return "/".join(context.getPhysicalPath())
