"""Why a feed brings nothing, in a sentence for the administrator."""

from hcmedu.portal import _
from hcmedu.portal.feeds.errors import Reason


SENTENCES = {
    Reason.BAD_ADDRESS: _("This is no address of a web page; copy it from the browser."),
    Reason.FOREIGN_SCHEME: _("The address must begin with http:// or https://."),
    Reason.CREDENTIALS: _("The address must not hold a user name, a password or the sign @."),
    Reason.PORT: _(
        "Only the ports 80 and 443 are fetched from, unless the host stands with its port among "
        "the allowed hosts."
    ),
    Reason.UNKNOWN_HOST: _("No server has this name. Check the spelling."),
    Reason.INTERNAL: _(
        "The address leads into a private network. Unless the host is among the allowed hosts, it "
        "is not fetched."
    ),
    Reason.UNREACHABLE: _("The server can't be reached: it is down, or a firewall is in between."),
    Reason.CERTIFICATE: _("The server's certificate is not valid, or is that of another name."),
    Reason.TIMED_OUT: _("The server did not answer in time."),
    Reason.BROKEN_OFF: _("The server broke off, or its answer could not be understood."),
    Reason.STATUS: _("The server answered with an error."),
    Reason.REDIRECTS: _("The server sends from one address to the next without end."),
    Reason.DOWNGRADE: _("The server sends from https:// to http://, which nothing protects."),
    Reason.TOO_LARGE: _("The answer is larger than 1 MB; a feed never needs that much."),
    Reason.COMPRESSION: _("The answer is packed in a way that can't be read."),
    Reason.NO_FEED: _(
        "There is no RSS or Atom feed at this address; it may be a web page. Ask for the address "
        "of the feed itself."
    ),
    Reason.ENTITIES: _("The feed defines entities, as only attacks do; it is not read."),
    Reason.TOO_HEAVY: _("Reading the feed takes too much time or memory; it was given up."),
    Reason.UNEXPECTED: _("Something unexpected went wrong; the server's log has the details."),
}


def reason_text(reason: str) -> str:
    """The sentence; empty for no reason. A word of another version is told as unexpected."""
    if not reason:
        return ""
    known = reason in Reason.__members__.values()
    return SENTENCES[Reason(reason) if known else Reason.UNEXPECTED]
