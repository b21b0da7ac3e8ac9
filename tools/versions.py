"""Write versions.cfg, which pins zc.buildout's packages, from the one lock requirements.txt."""

from pathlib import Path


ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.txt"
VERSIONS = ROOT / "versions.cfg"
HEADER = """\
# Made from requirements.txt by tools/versions.py (`make lock`); do not edit.
[versions]
"""
#: Packages of another operating system; buildout.cfg is for Linux and knows no markers.
FOREIGN = "sys_platform == 'win32'"
#: zc.buildout adds lower bounds of its own for these, unless their names stand spelled so.
SPELLED = {"zc-buildout": "zc.buildout", "zc-recipe-egg": "zc.recipe.egg"}


def pins(lock: str) -> dict[str, str]:
    """Name and version of each package of a lock; one version per name.

    Raises ValueError for a line that is no exact pin, and for a name that stands twice.
    """
    found: dict[str, str] = {}
    for line in lock.splitlines():
        requirement, _, marker = (part.strip() for part in line.partition(";"))
        if not requirement or requirement.startswith("#") or marker == FOREIGN:
            continue
        name, separator, version = requirement.partition("==")
        if not separator or name in found:
            raise ValueError(f"not one exact version: {line}")
        found[name] = version
    return found


def render(lock: str) -> str:
    """The text of versions.cfg for a lock."""
    rows = (f"{SPELLED.get(name, name)} = {version}\n" for name, version in pins(lock).items())
    return HEADER + "".join(rows)


def write() -> None:
    VERSIONS.write_text(render(LOCK.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write()
