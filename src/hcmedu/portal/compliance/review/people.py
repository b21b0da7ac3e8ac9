"""Who can be in charge of a measure: the members of the editorial board."""

from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.notify.people import users
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.vietnamese import sort_key
from plone import api
from typing import Any


#: Groups of a school whose members work on the portal.
GROUPS = ("bien-tap-vien", "truong-ban", "quan-tri-vien")


def board_names(root: Any) -> dict[str, str]:
    """Full names of the board, by user id and sorted."""
    known = group_ids(root)
    ids = users(known[name] for name in GROUPS if name in known)
    found = {each: full_name(each) or each for each in ids if api.user.get(userid=each)}
    return dict(sorted(found.items(), key=lambda pair: sort_key(pair[1])))
