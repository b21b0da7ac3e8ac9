"""``hcmedu compliance`` on a site: what it says, where, and with which exit code."""

from argparse import Namespace
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.restapi.schema import schema
from hcmedu.portal.instance import compliance
from hcmedu.portal.instance.errors import explained
from hcmedu.portal.instance.errors import InstanceError
from hcmedu.portal.school.profile import ISchoolProfile
from io import BytesIO
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from plone import api
from zc.lockfile import LockError

import json
import pytest
import shlex
import transaction


ADDRESS = "https://thcshuongduong.hcm.edu.vn"


@pytest.fixture
def site(integration):
    portal = integration["portal"]
    profile = ISchoolProfile(portal)
    profile.school_name, profile.levels = "=Trường THCS \x1b[31mHướng Dương", {"thcs"}
    return portal


@pytest.fixture
def schools(site):
    """Two schools in the site, which is itself one."""
    with api.env.adopt_roles(["Manager"]):
        for name in ("an-lac", "binh-tan"):
            school = api.content.create(site, "School", name, title=f"THCS {name}")
            ISchoolProfile(school).levels = {"thcs"}
    return site


@pytest.fixture
def run(site, capsys):
    """``run(json=True)`` → exit code, standard output, standard error."""

    def call(**options):
        asked = dict.fromkeys(("json", "all"), False)
        asked |= dict.fromkeys(("xlsx", "on", "assume", "fail_under", "url", "school"))
        capsys.readouterr()
        code = compliance.run(site, Namespace(**{**asked, **options}))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


class TestRefused:
    @pytest.mark.parametrize("school", ["khong-co", "portal_catalog", "../.."])
    def test_what_is_no_school(self, run, school):
        with pytest.raises(InstanceError, match="không có cổng"):
            run(school=school)

    @pytest.mark.parametrize(("least", "code"), [(None, 0), (0, 0), (100, 3)])
    def test_below_the_threshold(self, run, least, code):
        assert run(fail_under=least)[0] == code

    def test_the_very_score_is_enough(self, site, run):
        overall = report_of(site).overall
        assert overall < 100
        assert (run(fail_under=overall)[0], run(fail_under=overall + 0.1)[0]) == (0, 3)

    def test_who_is_below_is_told_beside_the_report(self, run):
        _code, out, err = run(fail_under=100, json=True)
        assert "thấp hơn mức 100,0" in err and "\x1b" not in err
        assert "thấp hơn" not in out and json.loads(out)

    def test_no_score_is_below_any(self):
        assert compliance.judged([{"overall": None, "school": "A"}], 0) == 3
        assert compliance.judged([{"overall": 0.0, "school": "A"}], 0) == 0
        assert compliance.judged([{"overall": 79.9, "school": "A"}], 80) == 3
        assert compliance.judged([{"overall": 80.0, "school": "A"}], 80) == 0


class TestSaid:
    def test_lines(self, run):
        code, out, err = run()
        assert (code, err) == (0, "")
        assert "Điểm chung:" in out and "Chưa đạt (" in out
        assert out.count("\n\n\n") == 0 and "\x1b" not in out

    def test_json_by_the_published_schema_and_nothing_else(self, run):
        _code, out, err = run(json=True, url=ADDRESS)
        data = json.loads(out)
        assert list(Draft202012Validator(schema()).iter_errors(data)) == []
        assert data["@id"] == f"{ADDRESS}/@compliance"
        assert err == ""

    def test_addresses_are_those_that_people_open(self, run):
        rows = json.loads(run(json=True, url=f"{ADDRESS}/cong")[1])["results"]
        mends = {row["mend_url"] for row in rows} - {None}
        assert mends and all(url.startswith(f"{ADDRESS}/cong/") for url in mends)

    def test_no_address_is_made_up(self, run):
        data = json.loads(run(json=True)[1])
        assert "@id" not in data
        assert {row["mend_url"] for row in data["results"]} == {None}
        assert "http" not in json.dumps([row["evidence"] for row in data["results"]])

    def test_another_day_and_another_law(self, run):
        data = json.loads(run(json=True, on="20/11/2026", assume="tt-36-2017", url=ADDRESS)[1])
        assert data["moment"] == "2026-11-20T23:59:59+07:00"
        assert data["assumed"] == "tt-36-2017"
        assert data["@id"] == f"{ADDRESS}/@compliance?on=20%2F11%2F2026&assume=tt-36-2017"

    def test_one_school_of_several(self, schools, run):
        out = run(json=True, school="/an-lac/")[1]
        assert json.loads(out)["school"] == "THCS an-lac"

    def test_nothing_is_written(self, site, run, tmp_path):
        before = transaction.get()._resources[:]
        run(), run(json=True), run(xlsx=tmp_path / "a.xlsx")
        assert transaction.get()._resources == before


class TestWorkbook:
    def test_of_a_school(self, run, tmp_path):
        path = tmp_path / "bang.xlsx"
        _code, out, err = run(xlsx=path, on="20/11/2026")
        assert out == "" and "bang.xlsx" in err
        book = load_workbook(BytesIO(path.read_bytes()))
        assert len(book.sheetnames) == 2
        cells = [cell for sheet in book for row in sheet for cell in row]
        assert not any(cell.data_type == "f" for cell in cells)
        assert any("20/11/2026" in str(cell.value) for cell in cells)
        assert "Chưa đạt" in {cell.value for cell in cells}

    def test_of_all(self, schools, run, tmp_path):
        path = tmp_path / "bang.xlsx"
        run(xlsx=path, all=True)
        (sheet,) = load_workbook(path)
        rows = list(sheet.values)
        assert len(rows) == 4 and rows[0][:3] == ("Hạng", "Trường", "Điểm chung")
        assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}

    def test_where_nothing_can_be_written(self, run, tmp_path):
        with pytest.raises(OSError):
            run(xlsx=tmp_path / "khong-co" / "bang.xlsx")


class TestAll:
    def test_lines(self, schools, run):
        _code, out, err = run(all=True)
        assert "THCS an-lac" in out and "THCS binh-tan" in out
        assert "3/3" in err and "\x1b" not in out + err

    def test_json_is_a_list(self, schools, run):
        data = json.loads(run(all=True, json=True, url=ADDRESS)[1])
        assert [row["@id"].removeprefix(ADDRESS) for row in data] == [
            "/@compliance",
            "/an-lac/@compliance",
            "/binh-tan/@compliance",
        ]

    def test_one_below_is_enough(self, schools, run):
        code, _out, err = run(all=True, fail_under=100)
        assert code == 3 and err.count("thấp hơn mức") == 3


class TestBesideAServer:
    @pytest.mark.parametrize(
        ("asked", "address"),
        [
            ({}, "https://ĐỊA-CHỈ-CỦA-TRANG/@compliance"),
            (
                {"url": f"{ADDRESS}/", "school": "/an-lac", "on": "2026-06-30"},
                f"{ADDRESS}/an-lac/@compliance?on=2026-06-30",
            ),
        ],
    )
    def test_it_is_told_how_to_ask_the_running_site(self, asked, address, monkeypatch):
        monkeypatch.setattr(compliance, "start", locked)
        options = dict.fromkeys(("url", "school", "on", "assume", "config"), "") | asked
        with pytest.raises(InstanceError) as told:
            compliance.compliance(Namespace(**options))
        assert f"'{address}'" in str(told.value) and "curl" in str(told.value)
        assert "Cơ quan quản lý" in str(told.value) and "docs/rest.md" in str(told.value)

    def test_what_is_typed_breaks_out_of_no_line(self):
        nasty = "x'; rm -rf ~; '"
        told = compliance.by_rest(Namespace(url=nasty, school="", on="", assume=""))
        (line,) = [each for each in told.splitlines() if "curl" in each]
        assert shlex.split(line)[-1] == f"{nasty}/@compliance"


def locked(config):
    """As Zope's start ends where the server has the database."""
    with explained(config):
        raise LockError("locked")
