"""Entries of the registers are added, each once, and the database refuses to change one."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from bot.adapters.store.store import Store
from mailrules.evaluation.registers import RegisterEntry, standing


def consent(at: datetime, answer: str, matter: str = "the leisure contract", by: str = "green") -> RegisterEntry:
    return RegisterEntry(
        register="consents",
        clause="",
        at=at,
        mail=f"m-{at:%d%H}",
        message_id=f"<{at:%d%H}@mail.example>",
        subject=by,
        fields=(("answer", answer), ("matter", matter), ("thread", f"<{at:%d%H}@mail.example>")),
    )


def test_the_same_mail_enters_the_same_thing_once(store: Store, monday: datetime) -> None:
    entry = consent(monday, "given")
    with store.work(as_of=monday) as work:
        assert work.registers.enter([entry, entry], at=monday) == 1
    with store.work(as_of=monday) as work:
        assert work.registers.enter([replace(entry, provided="somebody looked")], at=monday) == 0
        assert list(work.registers.entries()) == [entry]
        assert work.registers.get(entry.key) == entry


def test_a_register_is_read_as_it_stood(store: Store, monday: datetime) -> None:
    later = monday + timedelta(days=2)
    given, withdrawn = consent(monday, "given"), consent(later, "withdrawn")
    other = replace(given, register="petitions")
    with store.work(as_of=monday) as work:
        work.registers.enter([withdrawn, given, other], at=later)
    with store.work(as_of=monday) as work:
        assert list(work.registers.entries("consents")) == [given, withdrawn]
        assert list(work.registers.entries("consents", until=later)) == [given]
        assert len(list(work.registers.entries())) == 3


def test_of_the_consents_the_newest_on_each_matter_holds(monday: datetime) -> None:
    given = consent(monday, "given")
    elsewhere = consent(monday + timedelta(hours=1), "given", matter="the library roof")
    of_others = consent(monday + timedelta(hours=2), "given", by="labour")
    withdrawn = consent(monday + timedelta(days=1), "withdrawn", matter="leisure contract")
    assert standing([given, elsewhere, of_others]) == (given, elsewhere, of_others)
    assert standing([given, elsewhere, of_others, withdrawn]) == (elsewhere, of_others, withdrawn)


def test_where_no_matter_is_named_the_thread_says_of_what_and_a_no_out_of_the_blue_is_about_all(
    monday: datetime,
) -> None:
    given = consent(monday, "given", matter="")
    unasked = consent(monday + timedelta(hours=1), "given", matter="")
    of_that = replace(
        consent(monday + timedelta(hours=2), "refused", matter=""), fields=(("answer", "refused"), given.fields[2])
    )
    of_all = consent(monday + timedelta(hours=3), "refused", matter="")
    assert standing([given, unasked]) == (given, unasked)
    assert standing([given, unasked, of_that]) == (unasked, of_that)
    assert standing([given, unasked, of_that, of_all]) == (of_all,)


@pytest.mark.parametrize("change", ["UPDATE register_entry SET subject = 'labour'", "DELETE FROM register_entry"])
def test_an_entry_is_neither_changed_nor_taken_away(
    store: Store, engine: Engine, monday: datetime, change: str
) -> None:
    with store.work(as_of=monday) as work:
        work.registers.enter([consent(monday, "given")], at=monday)
    with pytest.raises(DBAPIError, match="never changed"), engine.begin() as connection:
        connection.execute(text(change))
    with store.work(as_of=monday) as work:
        assert [each.subject for each in work.registers.entries()] == ["green"]
