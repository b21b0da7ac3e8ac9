"""``@compliance``: denied first, then what it answers, by its published schema."""

from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.restapi.schema import schema
from hcmedu.portal.compliance.serial import SCHEMA_VERSION
from hcmedu.portal.content.moments import now
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school import find_section
from jsonschema import Draft202012Validator
from pathlib import Path
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest


DOCS = Path(__file__).parents[3] / "docs"


class TestDenied:
    @pytest.mark.parametrize(
        ("name", "status"),
        [(None, 401), ("bientapvien", 403), ("truongban", 200), ("quantri", 200)],
    )
    def test_by_role(self, ask, name, status):
        for query in ("", "?on=20/11/2026", "?status=met"):
            answer = ask(name, f"@compliance{query}")
            assert answer.status_code == status, query
            assert ("results" in answer.text) == (status == 200), query
        assert ask(name, "@compliance?on=x").status_code == (400 if status == 200 else status)

    def test_nothing_can_be_sent(self, ask):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = ask("truongban", "@compliance", method=method)
            assert answer.status_code in (404, 405), method

    def test_of_a_school_root_alone(self, site, ask):
        answer = ask("truongban", "@compliance", find_section(site, "A06"))
        assert answer.status_code == 404


class TestAnswer:
    def test_by_its_schema(self, ask, validator, site):
        data = ask("truongban", "@compliance").json()
        assert list(validator.iter_errors(data)) == []
        assert data["schema_version"] == SCHEMA_VERSION
        assert data["school"] == "Trường THCS Hướng Dương"
        assert data["@id"] == f"{site.absolute_url()}/@compliance"
        assert data["results"] and data["moment"][:10] == now().date().isoformat()
        assert {row["id"] for row in data["criteria"]} == set(catalogue().criteria)

    def test_in_vietnamese(self, ask):
        rows = ask("truongban", "@compliance?status=not_met").json()["results"]
        assert {row["status_title"] for row in rows} == {"Chưa đạt"}

    def test_kept_by_no_cache(self, ask):
        answer = ask("truongban", "@compliance")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "ETag" not in answer.headers

    @pytest.mark.parametrize("text", ["20/11/2026", "2026-11-20"])
    def test_as_of_a_day(self, ask, validator, text):
        data = ask("truongban", f"@compliance?on={text}").json()
        assert data["moment"] == "2026-11-20T23:59:59+07:00"
        assert list(validator.iter_errors(data)) == []

    @pytest.mark.parametrize("circular", ["tt-36-2017", "tt-09-2024"])
    def test_as_if_a_circular_applied(self, ask, circular):
        data = ask("truongban", f"@compliance?assume={circular}").json()
        assert data["assumed"] == circular
        assert circular in {row["id"] for row in data["regulations"]}

    def test_chosen_results_and_the_same_score(self, ask):
        whole = ask("truongban", "@compliance").json()
        some = ask("truongban", "@compliance?status=not_met,partial&criterion=coverage").json()
        wanted = [
            row
            for row in whole["results"]
            if row["status"] in ("not_met", "partial") and row["criterion"] == "coverage"
        ]
        assert some["results"] == wanted and 0 < len(wanted) < len(whole["results"])
        assert (some["overall"], some["criteria"]) == (whole["overall"], whole["criteria"])
        asked = parse_qs(urlsplit(some["@id"]).query)
        assert asked == {"status": ["not_met,partial"], "criterion": ["coverage"]}

    def test_repeated(self, ask):
        every = "&".join(f"status={each.value}" for each in Status)
        assert ask("truongban", f"@compliance?{every}").json()["results"]

    def test_reading_writes_nothing(self, site, ask):
        before = site._p_jar.db().lastTransaction()
        ask("truongban", "@compliance")
        ask(None, "@compliance-schema")
        assert site._p_jar.db().lastTransaction() == before


#: What is asked, and the parameter that is told.
WRONG = (
    ("on=31/02/2026", "on"),
    ("on=hôm nay", "on"),
    ("on=" + "9" * 4000, "on"),
    ("on=2026-11-20&on=2026-11-21", "on"),
    ("on:int=20261120", "on"),
    ("on=<script>alert(1)</script>", "on"),
    ("assume=tt-99-2030", "assume"),
    ("assume=../../etc", "assume"),
    ("assume=tt-36-2017&assume=tt-09-2024", "assume"),
    ("status=passed", "status"),
    ("status=met,<b>", "status"),
    ("status.x:record=met", "status"),
    ("criterion=d01", "criterion"),
    ("criterion:list=coverage&criterion:list=x", "criterion"),
)


def test_what_can_not_be_read_is_named(ask):
    for query, parameter in WRONG:
        answer = ask("truongban", f"@compliance?{query}")
        assert answer.status_code == 400, query
        error = answer.json()["error"]
        assert list(error["parameters"]) == [parameter], query
        assert error["type"] == "BadRequest" and error["message"]
        assert "results" not in answer.text and len(answer.text) < 1000
        assert answer.headers["Content-Type"].startswith("application/json")


class TestSchema:
    def test_for_everybody(self, ask):
        answer = ask(None, "@compliance-schema")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("application/schema+json")
        assert answer.json() == schema()

    def test_it_is_one(self):
        Draft202012Validator.check_schema(schema())
        assert schema()["$id"] == f"urn:hcmedu:portal:compliance:{SCHEMA_VERSION}"
        assert schema()["properties"]["schema_version"] == {
            "description": "Phiên bản của lược đồ.",
            "const": SCHEMA_VERSION,
        }

    def test_it_knows_every_status(self):
        row = schema()["$defs"]["result"]["properties"]["status"]
        assert row["enum"] == [each.value for each in Status]

    def test_the_published_file_is_the_same(self):
        assert (DOCS / "compliance.schema.json").read_text(encoding="utf-8") == (
            Path(schema.__globals__["PATH"]).read_text(encoding="utf-8")
        )

    def test_it_refuses_what_is_none(self, ask, validator):
        data = ask("truongban", "@compliance").json()
        for change in (
            {"overall": 101},
            {"overall": "80"},
            {"schema_version": 2},
            {"results": [{}]},
            {"moment": None},
            {"criteria": [{"id": "coverage"}]},
        ):
            assert list(validator.iter_errors({**data, **change})), change
