"""Addresses of the script and the style, which change whenever their content does."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path


FOLDER = Path(__file__).parent.parent / "static"


@lru_cache(maxsize=8)
def _version(name: str) -> str:
    return sha256((FOLDER / name).read_bytes()).hexdigest()[:12]


def static_url(portal_url: str, name: str) -> str:
    """Browsers keep such files for a day; a new version must reach them at once."""
    return f"{portal_url}/++resource++hcmedu-viewer/{name}?v={_version(name)}"
