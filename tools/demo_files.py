"""Make the files of the demo school anew from their sources; what they give is committed.

    python tools/demo_files.py              everything
    python tools/demo_files.py documents    PDF, Word and Excel files, from tools/demo_sources/
    python tools/demo_files.py pictures     illustrations, portraits, video, song (needs Chromium)

Needs the extra ``dev`` (reportlab, Pillow) and the Noto fonts of the system. Documents and pictures
come out byte for byte the same, so that a diff shows what really changed; videos do not.
"""

from demo_docx import make_docx
from demo_pdf import make_pdf
from demo_pdf import register_fonts
from demo_pdf import Source
from demo_timetables import make_timetables
from pathlib import Path

import sys


HERE = Path(__file__).resolve().parent
SOURCES = HERE / "demo_sources"
FILES = HERE.parent / "src" / "hcmedu" / "portal" / "demo" / "files"


#: What each folder of sources becomes; forms are to be filled in, or printed.
OUTPUTS = {"forms": ("pdf", "docx"), "lesson-plans": ("docx",)}
MAKERS = {"pdf": make_pdf, "docx": make_docx}


def documents() -> None:
    """Each ``<folder>/<name>.txt`` becomes a PDF, a Word document, or both."""
    make_timetables(FILES / "timetables")
    register_fonts()
    for path in sorted(SOURCES.glob("*/*.txt")):
        source = Source.read(path)
        folder = FILES / path.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        for suffix in OUTPUTS.get(path.parent.name, ("pdf",)):
            MAKERS[suffix](source, folder / f"{path.stem}.{suffix}")


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
