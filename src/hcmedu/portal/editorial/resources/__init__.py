"""Files and images that an item uses are reviewed, published and withdrawn together with it.

Those inside of a document have no state of their own. Those that lie in a section go the way of the
items that use them in a text or by relation: with the submission of the first, until the
withdrawal of the last.
"""

from hcmedu.portal.editorial.resources.along import is_by_use
from hcmedu.portal.editorial.resources.along import taken_along
from hcmedu.portal.editorial.resources.along import takers
from hcmedu.portal.editorial.resources.references import state_of
from hcmedu.portal.editorial.resources.references import Use
from hcmedu.portal.editorial.resources.references import used_by_item
from hcmedu.portal.editorial.resources.references import users_of
from hcmedu.portal.editorial.resources.review import not_taken_along
from hcmedu.portal.editorial.resources.states import goes_with_item


__all__ = [
    "Use",
    "goes_with_item",
    "is_by_use",
    "not_taken_along",
    "state_of",
    "taken_along",
    "takers",
    "used_by_item",
    "users_of",
]
