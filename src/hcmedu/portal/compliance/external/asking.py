"""Questions to the REST services of a portal, as a visitor may ask them."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from hcmedu.portal.compliance.facts.indexers import OF_ALBUM
from typing import Any


#: Items of one answer, and answers at most: a portal that never ends is none.
AT_ONCE, MOST = 500, 400
Get = Callable[[str], Any]


class ExternalError(Exception):
    """What came is no answer of such a portal."""


class Visitor:
    """``get(url)`` → parsed JSON, without any account. Each address that is asked for is made here,
    below that of the portal: none is taken out of an answer."""

    def __init__(self, get: Get, address: str) -> None:
        self._get = get
        self.address = address.rstrip("/")

    def profile(self) -> Mapping[str, Any]:
        """Fields of the school root."""
        return self._mapping(self.address)

    def items(self) -> Iterator[Mapping[str, Any]]:
        """All that a search shows, with every column; of what is there for texts only the pictures
        of albums."""
        for which in ("by_use=0", f"by_use=1&lacks={OF_ALBUM}"):
            asked = f"{which}&sort_on=created&metadata_fields=_all&b_size={AT_ONCE}"
            yield from self._pages(f"{self.address}/@search?{asked}")

    def _pages(self, asked: str) -> Iterator[Mapping[str, Any]]:
        for number in range(MOST):
            answer = self._mapping(f"{asked}&b_start={number * AT_ONCE}")
            found = answer.get("items")
            if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
                raise ExternalError("A search brought no list of items.")
            yield from found
            if len(found) < AT_ONCE:
                return
        raise ExternalError("The portal has more items than can be read.")

    def _mapping(self, url: str) -> Mapping[str, Any]:
        answer = self._get(url)
        if not isinstance(answer, dict):
            raise ExternalError(f"{url} brought no object.")
        return answer
