"""The way of an item from draft to withdrawn, and what stops it."""

from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import Unauthorized

import pytest


@pytest.mark.parametrize(
    "actor", ["anonymous", "member", "owner", "colleague", "administrator", "manager"]
)
@pytest.mark.parametrize(
    ("state", "transition"),
    [
        ("pending", "approve"),
        ("pending", "return"),
        ("pending", "publish"),
        ("approved", "publish"),
        ("approved", "return"),
        ("published", "withdraw"),
        ("draft", "publish"),
        ("draft", "approve"),
    ],
)
def test_only_the_head_decides(school, actor, state, transition):
    item = school.item(state=state)
    with pytest.raises((WorkflowException, Unauthorized)):
        school.do(item, transition, actor)
    assert school.state(item) == state


def test_what_waits_is_not_published_in_one_step(school):
    with pytest.raises(WorkflowException):
        school.do(school.item(state="pending"), "publish", "head")


def test_nobody_revises_what_is_published(school):
    item = school.item(state="published")
    for actor in ("owner", "head", "administrator", "manager"):
        with pytest.raises(WorkflowException):
            school.do(item, "revise", actor)


@pytest.mark.parametrize(
    "actor", ["colleague", "section_editor", "head", "administrator", "manager"]
)
def test_only_author_or_submitter_takes_back(school, actor):
    item = school.item(state="pending")
    with pytest.raises(WorkflowException):
        school.do(item, "recall", actor)


def test_author_takes_back(school):
    item = school.item(state="pending")
    school.do(item, "recall", "owner")
    assert school.state(item) == "draft"


def test_submitter_who_is_not_the_author_takes_back(school):
    item = school.item()
    school.do(item, "submit", "section_editor")
    school.do(item, "recall", "section_editor")
    assert school.state(item) == "draft"


def test_whole_way(school):
    item = school.item(state="withdrawn")
    school.do(item, "revise", "owner")
    assert school.state(item) == "draft"
    history = item.workflow_history["hcmedu_editorial"]
    assert [(s["action"], s["actor"]) for s in history] == [
        (None, "owner"),
        ("submit", "owner"),
        ("approve", "head"),
        ("publish", "head"),
        ("withdraw", "head"),
        ("revise", "owner"),
    ]


@pytest.mark.parametrize("comment", ["", "   \n", None])
@pytest.mark.parametrize(
    ("state", "transition"),
    [("pending", "return"), ("approved", "return"), ("published", "withdraw")],
)
def test_reason_is_demanded(school, state, transition, comment):
    item = school.item(state=state)
    with pytest.raises(WorkflowException, match="Hãy nêu lý do"):
        school.do(item, transition, "head", comment=comment)
    assert school.state(item) == state


def test_reason_is_kept(school):
    item = school.item(state="pending")
    school.do(item, "return", "head", comment="Thiếu số ký hiệu")
    assert item.workflow_history["hcmedu_editorial"][-1]["comments"] == "Thiếu số ký hiệu"


def test_publication_date_is_the_day_visitors_see_it(school):
    item = school.item(state="pending")
    item.setEffectiveDate(item.created() + 0.00001)
    school.do(item, "approve", "head")
    school.do(item, "publish", "head")
    published = item.workflow_history["hcmedu_editorial"][-1]["time"]
    assert abs(item.effective() - published) < 1 / 86400


def test_publication_date_from_before_the_item_was_made_stays(school):
    item = school.item(state="approved")
    chosen = item.created() - 400
    item.setEffectiveDate(chosen)
    school.do(item, "publish", "head")
    assert item.effective() == chosen


def test_who_publishes_before_the_date_means_now(school):
    item = school.item(state="pending")
    item.setEffectiveDate(item.created() + 30)
    school.do(item, "approve", "head")
    school.do(item, "publish", "head")
    published = item.workflow_history["hcmedu_editorial"][-1]["time"]
    assert abs(item.effective() - published) < 1 / 86400


def test_second_publication_keeps_the_first_date(school):
    item = school.item(state="published")
    first = item.effective()
    school.do(item, "withdraw", "head")
    for actor, transition in (
        ("owner", "revise"),
        ("owner", "submit"),
        ("head", "approve"),
        ("head", "publish"),
    ):
        school.do(item, transition, actor)
    assert item.effective() == first


def test_worklists_are_the_heads(school):
    item = school.item(state="pending")
    tool = api.portal.get_tool("portal_workflow")
    with school.as_("administrator"):
        assert item not in tool.getWorklistsResults()
    with school.as_("head"):
        assert item in tool.getWorklistsResults()
