"""Deputies (người được uỷ quyền duyệt): the board head lends his right of approval for a period.

A plugin of Plone's user folder puts the deputy into the group of the board head while his period
runs, so that it begins and ends by itself, and every check of rights and every search agrees.
"""

from hcmedu.portal.editorial.deputies.delegations import acting_for
from hcmedu.portal.editorial.deputies.delegations import Delegation
from hcmedu.portal.editorial.deputies.delegations import delegations
from hcmedu.portal.editorial.deputies.delegations import is_head


__all__ = ["Delegation", "acting_for", "delegations", "is_head"]
