"""Ask whether a page is there: the status of its answer, and nothing of what it holds.

No Plone here. Addresses are judged, resolved and limited in time as those of feeds are; redirects
are not followed, since an answer that sends elsewhere is one.
"""

from hcmedu.portal.feeds.addresses import judge_address
from hcmedu.portal.feeds.addresses import PUBLIC
from hcmedu.portal.feeds.addresses import Rules
from hcmedu.portal.feeds.addresses import Target
from hcmedu.portal.feeds.deadline import Deadline
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from hcmedu.portal.feeds.fetching import connect
from hcmedu.portal.feeds.fetching import explained
from http.client import HTTPException
from urllib3.exceptions import HTTPError


#: Seconds for both questions together.
LIMIT = 10.0
HEADERS = {
    "User-Agent": "hcmedu.portal (link check)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
#: What says that the server, not the page, is at fault: asking once more changes nothing.
FINAL = frozenset(
    {
        Reason.BAD_ADDRESS,
        Reason.CERTIFICATE,
        Reason.CREDENTIALS,
        Reason.FOREIGN_SCHEME,
        Reason.INTERNAL,
        Reason.PORT,
        Reason.TIMED_OUT,
        Reason.UNKNOWN_HOST,
        Reason.UNREACHABLE,
    }
)


def probe(address: str, rules: Rules = PUBLIC, seconds: float = LIMIT) -> int:
    """HEAD, and GET where that is not answered well: the status of HTTP.

    Raises ``FeedError`` and nothing else; takes so many seconds at most.
    """
    with Deadline(seconds) as deadline:
        target = judge_address(address, rules)
        try:
            status = _ask("HEAD", target, rules, deadline)
        except FeedError as error:
            if error.reason in FINAL:
                raise
            status = 0
        return status if 200 <= status < 400 else _ask("GET", target, rules, deadline)


def _ask(method: str, target: Target, rules: Rules, deadline: Deadline) -> int:
    try:
        connection = connect(target, rules, deadline)
        try:
            connection.request(
                method, target.path, headers=HEADERS, preload_content=False, decode_content=False
            )
            return connection.getresponse().status
        finally:
            connection.close()
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise explained(error, deadline) from None
