"""Make the files of the demo school anew from their sources; what they give is committed.

    python tools/demo_files.py              everything
    python tools/demo_files.py documents    PDF and Word files, from tools/demo_sources/
    python tools/demo_files.py pictures     illustrations, portraits, chart, video, song (needs Chromium)

Needs the extra ``dev`` (reportlab, Pillow) and the Noto fonts of the system. Each run gives the same
bytes for documents and pictures, so that a diff shows what really changed.
"""

from demo_docx import make_docx
from demo_pdf import make_pdf
from demo_pdf import register_fonts
from demo_pdf import Source
from pathlib import Path

import sys


HERE = Path(__file__).resolve().parent
SOURCES = HERE / "demo_sources"
FILES = HERE.parent / "src" / "hcmedu" / "portal" / "demo" / "files"


def documents() -> None:
    """Each ``<folder>/<name>.txt`` becomes a PDF; a form becomes a Word document too."""
    register_fonts()
    for path in sorted(SOURCES.glob("*/*.txt")):
        source = Source.read(path)
        folder = FILES / path.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        make_pdf(source, folder / f"{path.stem}.pdf")
        if path.parent.name == "forms":
            make_docx(source, folder / f"{path.stem}.docx")


def pictures() -> None:
    from demo_pictures import make_pictures

    make_pictures(FILES)


def main(what: list[str]) -> int:
    tasks = {"documents": documents, "pictures": pictures}
    if set(what) - set(tasks):
        print(__doc__)
        return 2
    for name in what or list(tasks):
        tasks[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
