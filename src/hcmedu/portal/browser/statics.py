"""Address of the script of pictures, films and sharing, which only pages load that need it."""

from functools import cache
from hashlib import sha256
from pathlib import Path


FOLDER = Path(__file__).parent / "static"
SCRIPT = "hcmedu-media.js"


@cache
def _version(name: str) -> str:
    return sha256((FOLDER / name).read_bytes()).hexdigest()[:12]


def script_url(portal_url: str, name: str = SCRIPT) -> str:
    """Browsers keep it long; a new version has another address."""
    return f"{portal_url}/++plone++hcmedu.portal/{name}?v={_version(name)}"
