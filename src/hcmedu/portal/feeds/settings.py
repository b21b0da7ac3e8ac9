"""Which feeds a school takes in: an annotation of the school root, plain values.

In a central portal each school has its own. A feed is known by its address: whoever corrects its
name or kind keeps what was fetched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from hcmedu.portal import _
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.content.rows import BlockTableFieldWidget
from hcmedu.portal.content.rows import rows_field
from hcmedu.portal.content.rows import stored
from hcmedu.portal.feeds.addresses import judge_address
from hcmedu.portal.feeds.addresses import read_allowed
from hcmedu.portal.feeds.addresses import Rules
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from hcmedu.portal.feeds.kinds import kinds
from hcmedu.portal.feeds.kinds import modes
from hcmedu.portal.feeds.kinds import OFF
from hcmedu.portal.feeds.kinds import ON
from hcmedu.portal.feeds.reasons import reason_text
from persistent.mapping import PersistentMapping
from plone.autoform import directives
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import invariant


KEY = "hcmedu.portal.feeds"
MOST = 20
#: What the hosts of a school's own network decide; told at the table, not at the cell.
BY_HOSTS = frozenset({Reason.PORT, Reason.INTERNAL})


def is_address(value: str) -> bool:
    """Constraint: http(s), no name and password, no number in disguise."""
    try:
        judge_address(value.strip())
    except FeedError as error:
        if error.reason not in BY_HOSTS:
            raise MessageError(reason_text(error.reason)) from None
    return True


def are_hosts(value: str | None) -> bool:
    """Constraint: one host a line, with its port where it is another than 80 or 443."""
    try:
        read_allowed((value or "").splitlines())
    except FeedError as error:
        raise MessageError(
            _(
                "This is no name of a host: ${host}. Write one a line, such as sgd.local or "
                "10.0.0.5:8080.",
                mapping={"host": error.detail[:60]},
            )
        ) from None
    return True


class IFeedRow(Interface):
    """One feed."""

    address = schema.TextLine(
        title=_("Address of the feed"),
        description=_("Of RSS or Atom, for example https://hcm.edu.vn/rss/tin-tuc.xml"),
        max_length=1000,
        constraint=is_address,
    )
    source = schema.TextLine(
        title=_("Name of the source"),
        description=_("Stands beside each entry, for example Sở Giáo dục và Đào tạo."),
        max_length=120,
    )
    kind = schema.Choice(title=_("Kind"), vocabulary=kinds, default="tin-tuc")
    mode = schema.Choice(title=_("What to do"), vocabulary=modes, default=ON)


class IFeedSettings(model.Schema):
    """Requirement B07."""

    directives.widget("rows", BlockTableFieldWidget)
    rows = rows_field(
        IFeedRow,
        title=_("Feeds of the authorities above"),
        description=_("Each is fetched every half hour, in the background. At most 20."),
    )
    internal_allowed = schema.Bool(
        title=_("Allow feeds inside the own network"),
        description=_(
            "Else only public addresses are fetched, so that nobody can use the portal to look "
            "into the network behind it."
        ),
        default=False,
        required=False,
    )
    allowed_hosts = schema.Text(
        title=_("Allowed hosts inside the own network"),
        description=_(
            "One a line, such as sgd.local or 10.0.0.5:8080. Counts only together with the "
            "setting above."
        ),
        default="",
        required=False,
        max_length=2000,
        constraint=are_hosts,
    )

    @invariant
    def can_be_fetched(data: Any) -> None:
        rows, rules = stored(data.rows), rules_of(data)
        if len(rows) > MOST:
            message = _("At most ${most} rows are possible.", mapping={"most": MOST})
            raise FieldInvalid(message, "rows")
        addresses = [str(row.get("address") or "").strip() for row in rows]
        for number, address in enumerate(addresses, 1):
            check_row(number, address, addresses[: number - 1], rules)


def check_row(number: int, address: str, before: list[str], rules: Rules) -> None:
    """Raises ``FieldInvalid``: a private address that nobody allowed, an address twice."""
    message = _("This address stands in the table already.") if address in before else ""
    try:
        judge_address(address, rules)
    except FeedError as error:
        message = message or reason_text(error.reason)
    if message:
        raise FieldInvalid(
            _("Row ${number}: ${message}", mapping={"number": number, "message": message}), "rows"
        )


def rules_of(data: Any) -> Rules:
    """What is allowed by settings, stored or typed; none where they are no hosts."""
    if not data.internal_allowed:
        return Rules()
    try:
        return read_allowed((data.allowed_hosts or "").splitlines())
    except FeedError:
        return Rules()


@dataclass(frozen=True)
class Feed:
    """One row; ``id`` goes with the address."""

    id: str
    address: str
    source: str
    kind: str
    mode: str

    @property
    def is_fetched(self) -> bool:
        return self.mode == ON

    @property
    def is_shown(self) -> bool:
        return self.mode != OFF


@implementer(IFeedSettings)
class FeedSettings:
    """``IFeedSettings`` of a school root; the first change makes the annotation."""

    def __init__(self, root: Any) -> None:
        self.__dict__["root"] = root

    def __getattr__(self, name: str) -> Any:
        if name not in IFeedSettings:
            raise AttributeError(name)
        kept = IAnnotations(self.root).get(KEY) or {}
        value = kept.get(name, IFeedSettings[name].default)
        return [dict(row) for row in value or ()] if name == "rows" else value

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "rows":
            value = tuple(_row(row) for row in stored(value))
        annotations = IAnnotations(self.root)
        if KEY not in annotations:
            annotations[KEY] = PersistentMapping()
        annotations[KEY][name] = value


def _row(row: dict[str, Any]) -> dict[str, str]:
    return {name: str(row.get(name) or "").strip() for name in IFeedRow.names()}


def feeds_of(root: Any) -> list[Feed]:
    """The feeds of a school root, in the order of the administrator."""
    kept = IAnnotations(root).get(KEY) or {}
    return list(_feeds(kept.get("rows") or ()))


def _feeds(rows: Any) -> Iterator[Feed]:
    for row in rows:
        yield Feed(feed_id(row["address"]), row["address"], row["source"], row["kind"], row["mode"])


def find_feed(root: Any, wanted: str) -> Feed | None:
    return next((feed for feed in feeds_of(root) if feed.id == wanted), None)


def feed_id(address: str) -> str:
    return blake2b(address.encode(), digest_size=8).hexdigest()


def forget_feeds(root: Any) -> None:
    """Settings and entries."""
    IAnnotations(root).pop(KEY, None)
