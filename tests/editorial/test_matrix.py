"""Who may what, as data: role × state × action × type. Whoever is not named is denied.

``owner`` wrote the item, ``colleague`` is an editor without assignment, ``section_editor`` has the
section assigned, ``elsewhere`` has another section assigned.
"""

from hcmedu.portal.content.uploads import ATTACHMENT_HOLDERS
from plone import api

import pytest


STATES = ("draft", "pending", "approved", "published", "withdrawn")
ACTORS = (
    "anonymous",
    "member",
    "colleague",
    "elsewhere",
    "owner",
    "section_editor",
    "head",
    "administrator",
    "manager",
)
NOBODY = frozenset()
EVERYBODY = frozenset(ACTORS)
STAFF = EVERYBODY - {"anonymous", "member"}
INSIDERS = STAFF - {"colleague", "elsewhere"}
AUTHORS = INSIDERS - {"head"}
#: Who adds content to a section: an editor only where it is assigned to him.
WRITERS = STAFF - {"owner", "colleague", "elsewhere"}
HEAD = frozenset({"head"})
OWNER = frozenset({"owner"})
MANAGER = frozenset({"manager"})


def by_state(draft, pending, approved, published, withdrawn):
    return dict(zip(STATES, (draft, pending, approved, published, withdrawn), strict=True))


#: Rights by permission: who has it in each state.
RIGHTS = {
    "view": by_state(INSIDERS, INSIDERS, INSIDERS, EVERYBODY, INSIDERS),
    "edit": by_state(AUTHORS, HEAD, NOBODY, NOBODY, HEAD),
    "delete": by_state(AUTHORS, MANAGER, NOBODY, NOBODY, INSIDERS - {"owner", "section_editor"}),
    "copy": by_state(INSIDERS, INSIDERS, INSIDERS, STAFF, INSIDERS),
    "see versions": by_state(*[INSIDERS] * 5),
    "revert": by_state(AUTHORS, HEAD, NOBODY, NOBODY, HEAD),
    "save version": by_state(AUTHORS, *[INSIDERS - {"owner", "section_editor"}] * 4),
    "check in": by_state(*[NOBODY] * 5),
    "check out": by_state(NOBODY, NOBODY, NOBODY, INSIDERS, NOBODY),
    "choose layout": by_state(AUTHORS, HEAD, NOBODY, NOBODY, HEAD),
}
PERMISSIONS = {
    "view": ("View", "Access contents information"),
    "edit": ("Modify portal content", "Manage properties"),
    "delete": ("Delete objects",),
    "copy": ("Copy or Move",),
    "see versions": ("CMFEditions: Access previous versions",),
    "revert": ("CMFEditions: Revert to previous versions",),
    "save version": ("CMFEditions: Save new version", "CMFEditions: Apply version control"),
    "check in": ("iterate : Check in content",),
    "check out": ("iterate : Check out content",),
    "choose layout": ("Modify view template",),
}
#: What a container takes: attachments follow the item, a folder takes content in every state.
ADDING = {
    "attachment": RIGHTS["edit"],
    "folder": by_state(*[WRITERS] * 5),
}
TRANSITIONS = {
    "submit": by_state(AUTHORS, NOBODY, NOBODY, NOBODY, NOBODY),
    "recall": by_state(NOBODY, OWNER, NOBODY, NOBODY, NOBODY),
    "return": by_state(NOBODY, HEAD, HEAD, NOBODY, NOBODY),
    "approve": by_state(NOBODY, HEAD, NOBODY, NOBODY, NOBODY),
    "publish": by_state(NOBODY, NOBODY, HEAD, NOBODY, NOBODY),
    "withdraw": by_state(NOBODY, NOBODY, NOBODY, HEAD, NOBODY),
    "revise": by_state(NOBODY, NOBODY, NOBODY, NOBODY, INSIDERS),
}
TYPES = (
    "Collection",
    "ConsultationTopic",
    "Disclosure",
    "Document",
    "EasyForm",
    "Event",
    "File",
    "Folder",
    "Image",
    "LearningResource",
    "Link",
    "News Item",
    "OfficialDocument",
    "Procedure",
    "Project",
    "ResultTable",
    "Schedule",
    "StaffMember",
    "YearbookEntry",
)


def rights_of(school, actor, item):
    """What this person may now do with the item, as names of actions."""
    with school.as_(actor):
        allowed = api.portal.get_tool("portal_workflow").getTransitionsFor(item)
        found = {t["id"] for t in allowed}
        for action, permissions in PERMISSIONS.items():
            has = {bool(api.user.has_permission(name, obj=item)) for name in permissions}
            assert len(has) == 1, f"{permissions} must go together"
            if has.pop():
                found.add(action)
        if may_add_file(item):
            found.add("add")
    return found


def may_add_file(container):
    fti = api.portal.get_tool("portal_types")["File"]
    may_add = api.user.has_permission("Add portal content", obj=container)
    return bool(may_add and fti.isConstructionAllowed(container))


def demanded(portal_type, state, actor):
    rows = RIGHTS | TRANSITIONS
    if portal_type in ATTACHMENT_HOLDERS:
        rows = rows | {"add": ADDING["attachment"]}
    elif portal_type == "Folder":
        rows = rows | {"add": ADDING["folder"]}
    return {action for action, row in rows.items() if actor in row[state]}


@pytest.mark.parametrize("portal_type", TYPES)
def test_matrix(school, portal_type):
    too_much, too_little = [], []
    for state in STATES:
        item = school.item(portal_type, state)
        assert school.state(item) == state
        for actor in ACTORS:
            rights = rights_of(school, actor, item)
            if portal_type not in ATTACHMENT_HOLDERS and portal_type != "Folder":
                rights -= {"add"}
            wanted = demanded(portal_type, state, actor)
            too_much += [(state, actor, action) for action in sorted(rights - wanted)]
            too_little += [(state, actor, action) for action in sorted(wanted - rights)]
    assert too_much == []
    assert too_little == []


def test_every_bound_type_is_in_the_matrix(portal):
    chains = dict(portal.portal_workflow.listChainOverrides())
    bound = {
        name for name, chain in chains.items() if set(chain) & {"hcmedu_editorial", "hcmedu_folder"}
    }
    assert bound == set(TYPES)


def test_every_public_type_has_the_workflow(portal):
    """No content type that people can add stays without the approval of the board head."""
    tool = portal.portal_workflow
    exempt = {"School", "Plone Site", "TempFolder", "Discussion Item"}
    for fti in portal.portal_types.objectValues():
        if fti.getId() not in exempt:
            chain = tool.getChainForPortalType(fti.getId())
            assert set(chain) & {"hcmedu_editorial", "hcmedu_folder"}, fti.getId()


#: Sections belong to the administrators; head and assigned editors add content.
SECTION_RIGHTS = {
    "View": EVERYBODY,
    "Modify portal content": frozenset({"administrator", "manager"}),
    "Delete objects": frozenset({"administrator", "manager"}),
    "Modify constrain types": frozenset({"administrator", "manager"}),
    "Add portal content": WRITERS,
    "List folder contents": STAFF,
    "hcmedu.portal: Manage sections": frozenset({"administrator", "manager"}),
}


@pytest.mark.parametrize("state", ["published", "hidden"])
@pytest.mark.parametrize("permission", SECTION_RIGHTS)
def test_sections(school, permission, state):
    if state == "hidden":
        school.do(school.section, "hide", "administrator")
    wanted = SECTION_RIGHTS[permission]
    if state == "hidden":
        wanted = wanted - {"anonymous", "member"}
    assert {a for a in ACTORS if school.may(a, permission, school.section)} == wanted


@pytest.mark.parametrize("portal_type", TYPES)
def test_who_adds_what_in_a_section(school, portal_type):
    fti = api.portal.get_tool("portal_types")[portal_type]
    allowed = set()
    for actor in ACTORS:
        with school.as_(actor):
            if fti.isConstructionAllowed(school.section):
                allowed.add(actor)
    assert allowed == WRITERS


@pytest.mark.parametrize("actor", ["anonymous", "member", "owner", "section_editor", "head"])
def test_nobody_but_administrators_adds_to_the_root(school, actor):
    assert not school.may(actor, "Add portal content", school.portal)


@pytest.mark.parametrize("actor", sorted(EVERYBODY - {"administrator", "manager"}))
def test_only_administrators_hide_a_section(school, actor):
    tool = api.portal.get_tool("portal_workflow")
    with school.as_(actor):
        assert tool.getTransitionsFor(school.section) == ()
