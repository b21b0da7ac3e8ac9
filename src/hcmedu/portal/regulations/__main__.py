"""`python -m hcmedu.portal.regulations [DIRECTORY]`: check a catalogue, print it as Markdown."""

from hcmedu.portal.regulations.loader import DATA
from hcmedu.portal.regulations.loader import load
from hcmedu.portal.regulations.markdown import document
from hcmedu.portal.regulations.problems import CatalogueError

import sys


def main(arguments: list[str]) -> int:
    """0 and the tables on stdout, or 1 and every problem with file and line on stderr."""
    if len(arguments) > 1 or (arguments and arguments[0].startswith("-")):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        sys.stdout.write(document(load(arguments[0] if arguments else DATA)))
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
