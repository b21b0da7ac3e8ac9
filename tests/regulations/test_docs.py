"""The tables in the documentation are those of the catalogue."""

from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.markdown import document
from hcmedu.portal.regulations.markdown import table
from pathlib import Path


PAGE = Path(__file__).parents[2] / "docs" / "regulations.md"
MARKER = "<!-- generated: python -m hcmedu.portal.regulations -->\n\n"


def test_the_page_is_current():
    head, tables = PAGE.read_text(encoding="utf-8").split(MARKER)
    assert tables == document(catalogue())
    assert head.startswith("# ")


def test_every_table_of_the_catalogue_is_named_on_the_page():
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in catalogue().__dataclass_fields__)


def test_a_bar_does_not_break_a_table():
    assert table(("a", "b"), [("x|y", "z")]).splitlines()[2] == "| x\\|y | z |"
