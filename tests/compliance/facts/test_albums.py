"""Pictures of an album count, though they are public with their album only (289 III.3)."""

from hcmedu.portal.compliance.evaluation import Query
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.facts.catalog import source_of
from hcmedu.portal.content.moments import now
from plone import api
from plone.namedfile.file import NamedBlobImage

import pytest


GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


@pytest.fixture
def album(make):
    """``album(state)``: an album in A25 with a picture that goes its way."""

    def create(state):
        made = make("A25", "Folder", "draft", title="Khai giảng")
        picture = NamedBlobImage(GIF, filename="a.gif")
        make("A25", "Image", "draft", within=made, title="Sân trường", image=picture)
        if state == "published":
            with api.env.adopt_roles(["Manager", "Reviewer"]):
                for step in ("submit", "approve", "publish"):
                    api.content.transition(made, step)
        return made

    return create


def titles(school):
    return [each.title for each in source_of(school, now()).items(Query("A25", ("Image",)))]


def test_of_a_draft_nothing(school, album):
    album("draft")
    assert titles(school) == []
    assert report_of(school).result("A25.not-empty").status is Status.NOT_MET


def test_published_with_the_album(school, album):
    album("published")
    assert titles(school) == ["Sân trường"]
    assert report_of(school).result("A25.not-empty").status is Status.MET
    assert report_of(school).result("A25.one-month").status is Status.MET


def test_an_album_without_pictures_is_none(school, make):
    make("A25", "Folder", title="Trống")
    assert report_of(school).result("A25.not-empty").status is Status.NOT_MET
