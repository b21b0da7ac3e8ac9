"""What comes from above: Tin tức, Thông báo, Văn bản, Thư mời (2326/GDĐT-THCS 1)."""

from hcmedu.portal import _
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


NEWS = "tin-tuc"
#: Token, as it stands in addresses and in storage → title.
KINDS = {
    NEWS: _("News from above"),
    "thong-bao": _("Announcements from above"),
    "van-ban": _("Documents from above"),
    "thu-moi": _("Invitation letters"),
}
ON, PAUSED, OFF = "on", "paused", "off"
#: What becomes of a feed.
MODES = {
    ON: _("Fetch and show"),
    PAUSED: _("Do not fetch; show what was fetched"),
    OFF: _("Off: neither fetch nor show"),
}
kinds = SimpleVocabulary([SimpleTerm(name, name, title) for name, title in KINDS.items()])
modes = SimpleVocabulary([SimpleTerm(name, name, title) for name, title in MODES.items()])
