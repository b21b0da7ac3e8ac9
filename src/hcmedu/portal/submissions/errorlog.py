"""The error log keeps where and why a request failed, not what was typed into it.

Its page of an entry shows the whole request: names, phones, dates of birth of children, session
cookies. It lies in memory only, is read by Managers alone, and is no place for personal data all
the same (pháp luật về bảo vệ dữ liệu cá nhân). The names of the fields stay: they help to find the
error. What an exception itself says of a value (``invalid literal: 'x'``) is not touched.
"""

from collections.abc import Iterable
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from html import escape
from Products.SiteErrorLog.SiteErrorLog import temp_logs
from typing import Any
from zope.globalrequest import getRequest


#: Of the environment; the address is in the entry already, without its query.
KEPT = ("REQUEST_METHOD", "CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_USER_AGENT")


def error_raised(event: Any) -> None:
    """Subscriber: of the entry that was just written; other sites of the server are not ours."""
    request = getRequest()
    if not IHcmeduPortalLayer.providedBy(request):
        return
    # The event is a copy of the entry
    for log in list(temp_logs.values()):
        for entry in reversed(log):
            if entry["id"] == event["id"]:
                entry["req_html"] = summary(request)
                return


def summary(request: Any) -> str:
    """A request without a value that a visitor sent, as markup."""
    rows = [(f"form: {name}", size(value)) for name, value in request.form.items()]
    rows += [(name, request.environ.get(name, "")) for name in KEPT]
    return f"<table>{''.join(_drawn(rows))}</table>"


def size(value: Any) -> str:
    """``str, 12``: kind and length, where it has one."""
    kind = type(value).__name__
    return f"{kind}, {len(value)}" if isinstance(value, str | bytes | list | tuple) else kind


def _drawn(rows: Iterable[tuple[str, str]]) -> Iterable[str]:
    for name, value in rows:
        yield f"<tr><th>{escape(str(name))}</th><td>{escape(str(value))}</td></tr>"
