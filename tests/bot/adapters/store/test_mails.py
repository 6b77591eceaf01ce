"""What the register knows of mails: each once, decided once, and its body no longer than it must be."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.adapters.store.store import Store
from bot.ports import RecordedMail
from mailrules.vocabulary import Disposition


def a_mail(nth: int, at: datetime) -> RecordedMail:
    return RecordedMail(
        key=f"m-{nth}",
        message_id=f"<{nth}@group.example>",
        direction="in",
        mailbox="chief@council.example",
        folder="inbox",
        arrival_id=f"a{nth}",
        received=at + timedelta(minutes=nth),
        recorded=at + timedelta(minutes=nth),
        raw=b"Subject: \xff\x00 anything at all",
        bcc=("hidden@council.example",),
    )


def decided(store: Store, mail: RecordedMail, disposition: Disposition, at: datetime) -> None:
    with store.work(as_of=at) as work:
        work.mails.record(mail)
        work.mails.decide(mail.key, at=at, disposition=disposition, decision="{}", retention="case")


def test_a_mail_comes_back_as_it_was_kept(store: Store, monday: datetime) -> None:
    with store.work(as_of=monday) as work:
        assert work.mails.record(a_mail(1, monday))
    with store.work(as_of=monday) as work:
        assert work.mails.undecided(9) == [a_mail(1, monday)]
        assert work.mails.by_key("m-1") == work.mails.get("<1@group.example>") == a_mail(1, monday)


def test_another_copy_is_known_by_its_place_and_is_no_new_mail(store: Store, monday: datetime) -> None:
    mail = a_mail(1, monday)
    copy = replace(mail, mailbox="notices@council.example", arrival_id="b1")
    with store.work(as_of=monday) as work:
        assert [work.mails.record(each) for each in (mail, mail, copy, copy)] == [True, False, False, False]
    with store.work(as_of=monday) as work:
        assert len(work.mails.undecided(9)) == 1
        assert work.mails.known_arrivals("notices@council.example", ["a1", "b1"]) == {"b1"}


def test_a_mail_that_is_decided_cannot_be_taken(store: Store, monday: datetime) -> None:
    with store.work(as_of=monday) as work:
        work.mails.record(a_mail(1, monday))
        assert work.mails.take("m-1")
    decided(store, a_mail(1, monday), Disposition.NONE, monday)
    with store.work(as_of=monday) as work:
        assert not work.mails.take("m-1")
        assert not work.mails.take("m-2")
        assert [mail.key for mail in work.mails.decided_since(monday)] == ["m-1"]


def test_a_held_mail_is_listed_until_somebody_has_looked(store: Store, monday: datetime) -> None:
    for nth, disposition in ((3, Disposition.HOLD), (2, Disposition.ACT), (1, Disposition.HOLD)):
        decided(store, a_mail(nth, monday), disposition, monday)
    with store.work(as_of=monday) as work:
        assert [mail.key for mail in work.mails.held()] == ["m-1", "m-3"]
        work.mails.settle("m-1", at=monday)
    with store.work(as_of=monday) as work:
        assert [mail.key for mail in work.mails.held()] == ["m-3"]
        assert [(body.key, body.held) for body in work.mails.bodies()] == [
            ("m-1", False),
            ("m-2", False),
            ("m-3", True),
        ]


def test_a_body_that_is_erased_is_no_longer_there(store: Store, monday: datetime) -> None:
    decided(store, a_mail(1, monday), Disposition.NONE, monday)
    with store.work(as_of=monday) as work:
        work.mails.record(a_mail(2, monday))
        assert [body.key for body in work.mails.bodies()] == ["m-1"]
        assert [work.mails.erase(["m-1", "m-9"], at=monday), work.mails.erase(["m-1"], at=monday)] == [1, 0]
    with store.work(as_of=monday) as work:
        kept = work.mails.by_key("m-1")
        assert kept is not None
        assert kept.raw is None
        assert work.mails.bodies() == []
