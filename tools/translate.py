"""Keep the catalogue of domain hcmedu.portal: collect msgids, add translations, compile.

    python tools/translate.py collect            collect the msgids of the sources into the .po file
    python tools/translate.py add < pairs.json   add {"msgid": "bản dịch"} to vi
    python tools/translate.py add plone < p.json the same for the overrides of another domain
    python tools/translate.py missing            list msgids without a translation
    python tools/translate.py compile            write the .mo files

i18ndude reads the sources, polib writes the catalogues; a lock keeps two runs apart.
"""

from pathlib import Path

import fcntl
import json
import polib
import re
import subprocess
import sys
import tempfile


DOMAIN = "hcmedu.portal"
PACKAGE = Path(__file__).resolve().parent.parent / "src" / "hcmedu" / "portal"
LOCALES = PACKAGE / "locales"
HEADER = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0",
    "Language": "vi",
    "Domain": DOMAIN,
}


def po_path(domain: str = DOMAIN) -> Path:
    return LOCALES / "vi" / "LC_MESSAGES" / f"{domain}.po"


def open_po(domain: str = DOMAIN) -> polib.POFile:
    if po_path(domain).exists():
        return polib.pofile(str(po_path(domain)), wrapwidth=98)
    po = polib.POFile(wrapwidth=98)
    po.metadata = {**HEADER, "Domain": domain}
    return po


def collect() -> None:
    """Merge what the sources say into the catalogue; translations are kept."""
    dude = Path(sys.executable).with_name("i18ndude")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"{DOMAIN}.pot"
        command = [str(dude), "rebuild-pot", "--pot", str(path), "--create", DOMAIN, str(PACKAGE)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        # i18ndude opens with comments that polib takes for a broken entry.
        text = re.sub(r"\A(#.*\n)+", "", path.read_text(encoding="utf-8"))
    pot = polib.pofile(text, wrapwidth=98)
    po = open_po()
    po.merge(pot)
    for entry in po.obsolete_entries():
        po.remove(entry)
    po.save(str(po_path()))


def add(pairs: dict[str, str], domain: str = DOMAIN) -> None:
    po = open_po(domain)
    known = {entry.msgid: entry for entry in po}
    for msgid, msgstr in pairs.items():
        if msgid in known:
            known[msgid].msgstr = msgstr
        else:
            po.append(polib.POEntry(msgid=msgid, msgstr=msgstr))
    po.save(str(po_path(domain)))


def missing() -> list[str]:
    return [entry.msgid for entry in open_po() if not entry.msgstr and not entry.obsolete]


def compile_all() -> None:
    for path in LOCALES.glob("*/LC_MESSAGES/*.po"):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def main(command: str, domain: str = DOMAIN) -> int:
    LOCALES.mkdir(exist_ok=True)
    with open(LOCALES / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if command == "collect":
            collect()
        elif command == "add":
            add(json.load(sys.stdin), domain)
        elif command == "missing":
            print("\n".join(missing()))
        elif command == "compile":
            compile_all()
        else:
            print(__doc__)
            return 2
    if command in ("collect", "add"):
        compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:3] or [""])))
