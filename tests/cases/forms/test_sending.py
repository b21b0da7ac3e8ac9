"""A parent sends a form: taken in once, told what is wrong, given a receipt."""

from hcmedu.portal.cases import register
from hcmedu.portal.cases.forms.testing import PDF
from hcmedu.portal.cases.forms.testing import VALUES

import re
import transaction


RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def cases(school):
    transaction.begin()
    return [register.find(school.portal, row.receipt) for row in register.rows(school.portal)]


def test_what_is_sent_is_in_the_register(school, visitor):
    page = visitor.send(school.forms["chuyen-truong"], VALUES, [("đơn.pdf", PDF)])
    assert RECEIPT.search(page.contents), page.contents
    (case,) = cases(school)
    assert (case.row.name, case.phone) == ("Trần Thị Bình", "0903123456")
    assert case.row.due is not None
    assert [file.contentType for file in case.files] == ["application/pdf"]
    answers = {answer.name: answer.value for answer in case.answers}
    assert answers["ngay_sinh"] == "04/05/2013"
    assert answers["dong_y"] == "Có"
    assert page.headers["Cache-Control"] == "private, no-store"
