"""Office formats into PDF, by a LibreOffice that fetches nothing and runs no macro."""

from hcmedu.portal.conversion.errors import ConversionError
from hcmedu.portal.conversion.errors import Reason
from hcmedu.portal.conversion.running import OFFICE_MEMORY
from hcmedu.portal.conversion.running import run
from pathlib import Path
from tempfile import TemporaryDirectory


SECONDS = 180
#: In its settings: no macros, no link from a document to a file of the server or to another host.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")


def pdf_of(text: str, ending: str, seconds: float) -> bytes:
    """The PDF of a document of ours, given as the text of its file (``fodt``).

    Raises ``ConversionError``: no_tool, timed_out after so many seconds, else damaged.
    """
    with TemporaryDirectory(prefix="hcmedu-conversion-", ignore_cleanup_errors=True) as directory:
        name = f"document.{ending}"
        Path(directory, name).write_text(text, encoding="utf-8")
        return to_pdf_in(Path(directory), name, seconds).read_bytes()


def to_pdf_in(directory: Path, name: str, seconds: float = SECONDS) -> Path:
    """Convert a file of a workshop (a copy, not a link); the PDF beside it.

    Raises ``ConversionError``: LibreOffice ends well and writes nothing for what it can't open.
    """
    profile = Path(directory, "profile")
    Path(profile, "user").mkdir(parents=True)
    Path(profile, "user", "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    home = f"-env:UserInstallation={profile.as_uri()}"
    arguments = [home, *_OPTIONS, "--convert-to", "pdf", "--outdir", "made", name]
    run("soffice", arguments, directory, seconds=seconds, memory=OFFICE_MEMORY)
    made = Path(directory, "made", Path(name).with_suffix(".pdf").name)
    if not made.exists():
        raise ConversionError(Reason.DAMAGED, "LibreOffice could not open it")
    return made
