"""Who saw what before sees it after the installation, and after the uninstallation: nobody more,
nobody less. Generated sites: every stock workflow × state × nesting, then random trees."""

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base
from DateTime import DateTime
from hcmedu.portal.setuphandlers.content import walk
from hcmedu.portal.testing_in_use import acting_as
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from plone import api

import pytest
import transaction


LEAVES = ("Document", "News Item", "Event", "Link", "File", "Image", "Collection")
NESTED_LEAVES = ("Document", "File")
#: Folders in folders.
DEPTH = 2
#: Sites as schools set them up: the default chain, and other chains by type.
SITES = {
    "stock": ("simple_publication_workflow", {}),
    "files with states": (
        "simple_publication_workflow",
        {"File": "simple_publication_workflow", "Image": "one_state_workflow"},
    ),
    "intranet": ("intranet_workflow", {"Folder": "intranet_folder_workflow"}),
    "community": ("plone_workflow", {"Folder": "folder_workflow"}),
    "one state": ("one_state_workflow", {}),
    "no workflow": ("", {}),
    "mixed": (
        "simple_publication_workflow",
        {
            "News_Item": "intranet_workflow",
            "Event": "plone_workflow",
            "Link": "one_state_workflow",
            "Folder": "intranet_folder_workflow",
            "Collection": "",
        },
    ),
}
PEOPLE = (None, "thanh-vien", "tac-gia", "nguoi-duyet", "bien-tap")


def states_of(site, portal_type):
    """Every state that an item of this type can be in; None without workflow."""
    workflows = [site.workflows[name] for name in site.workflows.getChainFor(portal_type)]
    return list(workflows[0].states) if workflows else [None]


def seen(site):
    """Path → what each role may, and each person, with the catalog's opinion."""
    found = {}
    for item in walk(site.portal):
        path = "/".join(item.getPhysicalPath())
        found[path] = (roles("View", item), roles("Access contents information", item))
    people = {name: paths_seen_by(site, name) for name in PEOPLE}
    return found, people


def roles(permission, item):
    names = set(rolesForPermissionOn(permission, item))
    return {"Anonymous"} if "Anonymous" in names else names


def paths_seen_by(site, name):
    with acting_as(site.portal, name):
        by_right = {
            "/".join(item.getPhysicalPath())
            for item in walk(site.portal)
            if api.user.has_permission("View", obj=item)
        }
        root = "/".join(site.portal.getPhysicalPath())
        brains = api.portal.get_tool("portal_catalog")(path=root, show_inactive=True)
        by_catalog = {brain.getPath() for brain in brains} - {root}
    assert by_catalog == by_right
    return by_right


def particulars(site):
    """What must not change: title, dates, history of the old workflows, local roles."""
    return {
        "/".join(item.getPhysicalPath()): (
            item.Title(),
            item.modified(),
            item.created(),
            item.EffectiveDate(),
            sorted(item.get_local_roles()),
            [brain.modified for brain in api.content.find(UID=api.content.get_uuid(item))],
        )
        for item in walk(site.portal)
    }


def fill(site, container, depth):
    """Every type in every state; folders in every state, to that depth."""
    number = 0
    for portal_type in LEAVES if depth == DEPTH else NESTED_LEAVES:
        for state in states_of(site, portal_type):
            number += 1
            site.add(container, portal_type, state, id=f"m{number}", title=f"Mục {number}")
    for state in states_of(site, "Folder") if depth else ():
        number += 1
        folder = site.add(container, "Folder", state, id=f"t{number}", title=f"Thư mục {number}")
        fill(site, folder, depth - 1)


def share(site):
    """Local roles that people gave: an editor on a folder, readers on an item."""
    for number, item in enumerate(walk(site.portal)):
        if number % 7 == 3:
            item.manage_setLocalRoles("bien-tap", ["Editor"])
        if number % 11 == 5:
            item.manage_setLocalRoles("AuthenticatedUsers", ["Reader"])
        item.reindexObjectSecurity()


@pytest.fixture(params=SITES)
def full_site(site, request):
    default, chains = SITES[request.param]
    site.bind(default, **chains)
    fill(site, site.portal, DEPTH)
    share(site)
    for item in walk(site.portal):
        item.setModificationDate(DateTime("2020/09/05"))
        item.reindexObject(idxs=["modified"])
    return site


def states(site):
    return {
        "/".join(item.getPhysicalPath()): api.content.get_state(item, None)
        for item in walk(site.portal)
    }


def histories(site):
    """Path → workflow → number of entries."""
    return {
        "/".join(item.getPhysicalPath()): {
            name: len(entries)
            for name, entries in (getattr(aq_base(item), "workflow_history", None) or {}).items()
        }
        for item in walk(site.portal)
    }


def assert_editorial(site):
    """Every item has our workflow, and it is published exactly when visitors see it."""
    for item in walk(site.portal):
        assert site.workflows.getChainFor(item)[0] in ("hcmedu_editorial", "hcmedu_folder")
        public = roles("View", item) == {"Anonymous"}
        state = api.content.get_state(item)
        assert (state == "published") == public
        (brain,) = api.content.find(UID=api.content.get_uuid(item), show_inactive=True)
        assert brain.review_state == state


def assert_histories_kept(site, before):
    after = histories(site)
    for path, lengths in before.items():
        for name, length in lengths.items():
            assert after[path].get(name) == length, (path, name)


def test_there_and_back(full_site):
    before, facts = seen(full_site), particulars(full_site)
    old_states, old_histories = states(full_site), histories(full_site)
    full_site.install()
    assert seen(full_site) == before
    assert particulars(full_site) == facts
    assert_editorial(full_site)
    assert_histories_kept(full_site, old_histories)
    full_site.uninstall()
    assert seen(full_site) == before
    assert particulars(full_site) == facts
    assert states(full_site) == old_states
    assert_histories_kept(full_site, old_histories)
    full_site.install()
    assert seen(full_site) == before
    assert_editorial(full_site)


def test_what_was_pending_waits_for_the_head(site):
    item = site.add(site.portal, "Document", "pending", title="Chờ")
    site.install()
    assert api.content.get_state(item) == "pending"


def test_new_states_are_given_back_as_they_are_seen(site):
    """Content that was made or moved on while the add-on was there."""
    old = site.add(site.portal, "Document", "published", id="cu", title="Cũ")
    site.install()
    draft = site.add(site.portal, "Document", id="nhap", title="Nháp")
    with api.env.adopt_roles(["Reviewer"]):
        api.content.transition(old, "withdraw", comment="Sai")
    before = seen(site)
    site.uninstall()
    assert seen(site) == before
    assert api.content.get_state(old) == "private"
    assert api.content.get_state(draft) == "private"


def test_drafts_do_not_become_public_where_every_state_is(site):
    site.bind("one_state_workflow", File="", Image="")
    site.add(site.portal, "Document", id="cu", title="Cũ")
    site.install()
    folder = site.add(site.portal, "Folder", id="thu-muc", title="Thư mục")
    site.add(folder, "Document", id="nhap", title="Nháp")
    site.add(folder, "File", id="tep", title="Tệp")
    before = seen(site)
    assert before[1][None] == {"/truong-cu/cu"}
    site.uninstall()
    assert seen(site) == before


@pytest.mark.parametrize("chain", ["", "simple_publication_workflow"])
def test_attachments_of_a_draft_stay_hidden(site, chain):
    site.bind("simple_publication_workflow", File=chain)
    site.add(site.portal, "Document", id="cu", title="Cũ")
    site.install()
    document = site.add(site.portal, "OfficialDocument", id="van-ban", title="Văn bản")
    site.add(document, "File", id="tep", title="Tệp")
    before = seen(site)
    site.uninstall()
    assert seen(site) == before
    assert before[1][None] == set()


# Random trees ------------------------------------------------------------------------------------

leaf = st.tuples(st.sampled_from(LEAVES), st.integers(0, 4), st.just(()))
tree = st.recursive(
    st.lists(leaf, max_size=4),
    lambda below: st.lists(
        st.one_of(leaf, st.tuples(st.just("Folder"), st.integers(0, 4), below)), max_size=4
    ),
    max_leaves=12,
)


def plant(site, container, branches):
    for number, (portal_type, choice, below) in enumerate(branches):
        states = states_of(site, portal_type)
        state = states[choice % len(states)]
        item = site.add(container, portal_type, state, id=f"m{number}", title=f"Mục {number}")
        plant(site, item, below)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(name=st.sampled_from(sorted(SITES)), branches=tree)
def test_random_sites(site, name, branches):
    savepoint = transaction.savepoint()
    # Indexes cache by a counter that the rollback sets back.
    site.portal.REQUEST.other.pop("__catalog_cache__", None)
    try:
        default, chains = SITES[name]
        site.bind(default, **chains)
        site.add(site.portal, "Document", id="cu", title="Cũ")
        plant(site, site.portal, branches)
        before = seen(site)
        site.install()
        assert seen(site) == before
        site.uninstall()
        assert seen(site) == before
    finally:
        savepoint.rollback()
