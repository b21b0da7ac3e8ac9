"""Join the style sheets of the layout into the one that browsers load.

    python tools/styles.py [--check]

The sources are ``browser/static/css/*.css``, joined in the order of their names; what the browser
gets, ``hcmedu-portal.css``, holds no comments and no indentation. With ``--check`` nothing is
written; exit status 1 when the joined sheet is not what the sources say.
"""

from pathlib import Path

import argparse
import re
import sys


STATIC = Path(__file__).resolve().parent.parent / "src" / "hcmedu" / "portal" / "browser" / "static"
JOINED = STATIC / "hcmedu-portal.css"
NOTE = "/* Made by tools/styles.py of the files in css/: change those. */\n"


def joined() -> str:
    """All sources as one sheet."""
    sources = sorted((STATIC / "css").glob("*.css"))
    return NOTE + "".join(tidy(source.read_text("utf-8")) for source in sources)


def tidy(text: str) -> str:
    """Without comments and indentation; lines stay, so that browsers' tools can name them."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in bare.split("\n"))
    return "".join(f"{line}\n" for line in lines if line)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true")
    text = joined()
    if parser.parse_args().check:
        return int(text != JOINED.read_text("utf-8"))
    JOINED.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
