"""Letters and a real mail server: down, slow, refusing, and what is never sent twice."""

from dataclasses import replace
from datetime import timedelta
from plone import api

import logging
import pytest
import time
import transaction


DAY = timedelta(days=1)


def errors(letters):
    return [letter.error for letter in letters]


@pytest.fixture
def two_heads(notices):
    api.group.add_user(groupname="truong-ban", username="colleague")
    transaction.commit()
    return notices


def test_one_recipient_in_each_mail(two_heads, smtp):
    two_heads.submit()
    two_heads.round()
    assert sorted(recipients for _sender, recipients, _content in smtp.received) == [
        ("colleague@truong.edu.vn",),
        ("head@truong.edu.vn",),
    ]
    assert {sender for sender, _recipients, _content in smtp.received} == {"cong@huongduong.edu.vn"}
    for mail in smtp.mails:
        assert len(mail["To"].addresses) == 1
        assert mail["Cc"] is None
        assert mail["Bcc"] is None


def test_a_mail_is_sent_once(notices, smtp):
    notices.submit()
    for _time in range(5):
        notices.round(20)
    assert len(smtp.received) == 1
    assert notices.outbox.letters() == []


def test_a_dead_server_loses_nothing(notices, smtp, server_down):
    item = notices.submit()
    with server_down:
        for _time in range(6):
            notices.round(30)
        assert errors(notices.outbox.letters()) == ["[Errno 111] Connection refused"]
        notices.do(item, "return", comment="Thiếu số liệu")
        notices.submit("Báo cáo")
        notices.round()
    notices.round(20)
    # What was returned meanwhile is no longer told to the head.
    assert "Báo cáo" in smtp.to("head")[0].get_content()
    assert "Kế hoạch" not in smtp.to("head")[0].get_content()
    notices.round(20)
    assert len(smtp.to("head")) == 1
    assert "Thiếu số liệu" in smtp.to("owner")[0].get_content()
    assert notices.outbox.letters() == []
    assert not notices.outbox.get("error")


def test_while_the_server_is_down_it_is_asked_seldom(two_heads, smtp, server_down, attempts):
    two_heads.submit()
    with server_down:
        for _minute in range(31):
            two_heads.round(1)
    # One try for both mails, then pauses of 1, 2, 4, 8 and at most 15 minutes.
    assert len(attempts) == 6


def test_greylisting(notices, smtp):
    smtp.answers["head@truong.edu.vn"] = ["451 4.7.1 Greylisted, try again later"] * 2
    notices.submit()
    notices.round()
    assert errors(notices.outbox.letters()) == ["451 4.7.1 Greylisted, try again later"]
    notices.round(1)
    notices.round(1)
    assert smtp.received == []
    notices.round(1)
    assert len(smtp.received) == 1


def test_one_bad_address_does_not_block_the_others(two_heads, smtp):
    smtp.answers["colleague@truong.edu.vn"] = ["550 5.1.1 No such user"] * 2
    two_heads.submit()
    two_heads.round()
    assert [mail["To"].addresses[0].username for mail in smtp.mails] == ["head"]
    assert errors(two_heads.outbox.failed()) == ["550 5.1.1 No such user"]
    two_heads.round(600)
    assert len(smtp.received) == 1


def test_a_server_that_ends_each_connection_for_one_address_blocks_no_other(two_heads, smtp):
    smtp.answers["colleague@truong.edu.vn"] = ["421 4.3.2 Closing"] * 20
    two_heads.submit()
    for _time in range(4):
        two_heads.round(16)
    assert [mail["To"].addresses[0].username for mail in smtp.mails] == ["head"]
    assert errors(two_heads.outbox.letters()) == ["421 4.3.2 Closing"]


def test_content_that_the_server_refuses_is_given_up(notices, smtp):
    smtp.data_answers = ["554 5.7.1 Looks like spam"]
    notices.submit()
    notices.round()
    assert errors(notices.outbox.failed()) == ["554 5.7.1 Looks like spam"]


def test_a_server_that_never_answers_is_left_after_seconds(notices, smtp):
    smtp.hangs = True
    notices.submit()
    begin = time.monotonic()
    notices.round()
    assert time.monotonic() - begin < 30
    assert errors(notices.outbox.letters()) == ["timed out"]
    smtp.hangs = False
    notices.round()
    assert len(smtp.received) == 1


def test_a_server_that_breaks_off_after_its_yes_gets_no_second_mail(notices, smtp):
    smtp.drops = True
    notices.submit()
    for _time in range(3):
        notices.round(20)
    assert len(smtp.received) == 1
    assert notices.outbox.letters() == []


def test_after_five_days_it_waits_for_the_administrator(notices, smtp, server_down):
    notices.submit()
    with server_down:
        notices.round()
        notices.round(5 * 24 * 60)
        assert [letter.kind for letter in notices.outbox.failed()] == ["submitted"]
    notices.round(60)
    assert not any("vừa được gửi đến" in mail.get_content() for mail in smtp.mails)
    notices.outbox.try_again(notices.outbox.failed()[0].key, notices.now())
    notices.round()
    assert notices.outbox.failed() == []
    assert "vừa được gửi đến" in smtp.mails[-1].get_content()


def test_a_letter_that_was_old_before_the_first_try_is_tried(notices, smtp):
    """The machine was off during the holidays of Tết."""
    notices.submit()
    notices.round(9 * 24 * 60)
    assert len(smtp.received) == 1


def test_a_process_that_died_while_it_sent_sends_once_more_after_a_while(notices, smtp, dying):
    notices.submit()
    with dying, pytest.raises(SystemExit):
        notices.round()
    assert len(smtp.received) == 1
    notices.round(1)
    assert len(smtp.received) == 1
    notices.round(10)
    first, second = smtp.mails
    assert first["Message-ID"] == second["Message-ID"]
    notices.round(30)
    assert len(smtp.received) == 2


def test_a_submission_while_a_letter_is_being_sent_is_not_lost(notices, smtp, dying):
    notices.submit("Thứ nhất")
    with dying, pytest.raises(SystemExit):
        notices.round()
    notices.submit("Thứ hai")
    notices.round(2)
    notices.round(30)
    told = [mail.get_content() for mail in smtp.mails]
    assert ["Thứ nhất" in text for text in told] == [True, False, True]
    assert ["Thứ hai" in text for text in told] == [False, True, False]


def test_a_conflict_after_sending_sends_nothing_twice(notices, smtp, conflicting):
    notices.submit()
    with conflicting:
        notices.round()
    notices.round(30)
    assert len(smtp.received) == 1
    assert notices.outbox.letters() == []


def test_a_letter_that_cannot_be_written_blocks_no_other(notices, smtp, caplog):
    notices.submit()
    notices.round(0)
    letter = notices.outbox.letters()[0]
    # As a later version of this package may leave it behind.
    notices.outbox.put(replace(letter, kind="unheard-of", key="0", first=letter.first - DAY))
    with caplog.at_level(logging.CRITICAL):
        notices.round()
    assert len(smtp.received) == 1
    assert [letter.kind for letter in notices.outbox.failed()] == ["unheard-of"]


def test_a_round_leaves_time_for_other_work(two_heads, smtp, monkeypatch):
    monkeypatch.setattr("hcmedu.portal.editorial.notify.clock.LONGEST_ROUND", -1)
    two_heads.submit()
    two_heads.round()
    assert smtp.received == []
    monkeypatch.setattr("hcmedu.portal.editorial.notify.clock.LONGEST_ROUND", 45)
    two_heads.round()
    assert len(smtp.received) == 2


def test_without_a_mail_server_what_happens_is_kept(notices, smtp):
    api.portal.set_registry_record("plone.smtp_host", "")
    notices.submit()
    notices.round()
    assert len(notices.outbox.letters()) == 1
    api.portal.set_registry_record("plone.smtp_host", "127.0.0.1")
    notices.round()
    assert len(smtp.received) == 1


def test_without_a_mail_server_for_days_it_is_given_up(notices):
    api.portal.set_registry_record("plone.email_from_address", "")
    notices.submit()
    notices.round(6 * 24 * 60)
    assert errors(notices.outbox.failed()) == ["no-mail-server"]
