"""Solve the versions anew: setup.py with all its extras → requirements.txt → versions.cfg.

Needs uv, as only a developer does this. Arguments go to uv, for example `--upgrade`.
"""

from pathlib import Path

import subprocess
import sys
import versions


ROOT = Path(__file__).resolve().parent.parent
HEADER = """\
# The lock: every version that hcmedu.portal and its tools are installed with, for Python 3.11-3.13.
# Made from setup.py by `make lock`; versions.cfg (buildout) is made from this file.
"""
COMMAND = (
    *("uv", "pip", "compile", "setup.py", "--all-extras", "--quiet"),
    *("--universal", "--python-version", "3.11"),
    # zc.buildout knows no markers: one version of a package for all Pythons.
    *("--fork-strategy", "fewest"),
    *("--no-header", "--no-annotate", "--output-file", "requirements.txt"),
)


def main() -> None:
    subprocess.run([*COMMAND, *sys.argv[1:]], cwd=ROOT, check=True)
    lock = ROOT / "requirements.txt"
    lock.write_text(HEADER + lock.read_text(encoding="utf-8"), encoding="utf-8")
    versions.write()


if __name__ == "__main__":
    main()
