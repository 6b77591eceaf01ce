"""Each clause that the service carries, by cases: a mail that engages it, and one that nearly does."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.adapters.texts import library_names, read_protocol
from mailrules.calendar import Calendar
from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.evaluation.evaluate import evaluate, evaluate_happening
from mailrules.evaluation.outcome import Entry, Outcome
from mailrules.evaluation.record import RememberedRecord
from mailrules.evaluation.setting import Setting
from mailrules.message import Message
from mailrules.mime import parse
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.model import Protocol
from mailrules.protocol.roles import RoleBook
from mailrules.reading.marking import markings
from mailrules.reading.model import Fields, Item, Reading, SenderReading, VisibleText
from mailrules.reading.past import RememberedPast
from mailrules.reading.read import read
from mailrules.rules.situation import Happening
from mailrules.vocabulary import Direction, Disposition, DutyState, Flag, Kind
from tests.conftest import MONDAY, written

ALL = 132
CASES = Path(__file__).parent / "cases"
CLAUSES: dict[str, list[str]] = YAML(typ="safe").load(Path(__file__).parents[1] / "protocol" / "clauses.yaml")


@dataclass(frozen=True)
class Told:
    """One case of the files."""

    protocol: str
    clause: str
    sentence: str
    mail: dict[str, Any]
    follows: tuple[str, ...]


@cache
def book_of(name: str) -> Protocol:
    """A protocol of the library, loaded once."""
    return read_protocol(name)


@cache
def told() -> list[Told]:
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        for clause, cases in YAML(typ="safe").load(file).items():
            found.extend(
                Told(file.stem, clause, each["a"], each["mail"], tuple(each.get("follows", ()))) for each in cases
            )
    return found


def address(roll: Roll, who: str) -> str:
    person = roll.person(who)
    return person.email if person else who


def setting_of(council: Council, protocol: str, at: datetime) -> Setting:
    """The council on that day, with a protocol of the library and nothing chosen."""
    roll, book = Roll(council, at.date()), book_of(protocol)
    return Setting(
        roll=roll,
        roles=RoleBook(protocol=book, adoption=Adoption.default(), roll=roll),
        protocol=book,
        adoption=Adoption.default(),
        calendar=Calendar(zone=council.timezone, nation=council.nation),
    )


def happening(council: Council, protocol: str, mail: dict[str, Any]) -> Outcome:
    """What follows from a mail that is told in a few words."""
    at = datetime.combine(mail["day"], MONDAY.timetz()) if "day" in mail else MONDAY
    setting = setting_of(council, protocol, at)
    record, past = RememberedRecord(), RememberedPast()
    for register, entries in mail.get("kept", {}).items():
        kept = tuple(Entry(register=register, clause="", fields=tuple(each.items())) for each in entries)
        record.keep(Outcome(disposition=Disposition.NONE, entries=kept))
    if "happens" in mail:
        fields = {name: str(value) for name, value in mail.items() if name not in {"happens", "kept", "day"}}
        return evaluate_happening(Happening(what=mail["happens"], fields=fields), setting, record, at=at)
    earlier = list(mail.get("before", ()))
    if "group_before" in mail:
        earlier.append({**mail, "kind": mail["group_before"], "from": mail["asked_by"]})
    for nth, each in enumerate(earlier):
        when = at - timedelta(days=2 * (len(earlier) - nth))
        _outcome(each, setting, record, past, when, f"<before{nth}@mail.example>")
    return _outcome(mail, setting, record, past, at, "<m1@mail.example>")


def _outcome(
    mail: dict[str, Any],
    setting: Setting,
    record: RememberedRecord,
    past: RememberedPast,
    at: datetime,
    message_id: str,
) -> Outcome:
    """What follows from one mail: read from its bytes, where the case does not say what it is."""
    roll = setting.roll
    headers = {"Bcc": ", ".join(address(roll, who) for who in mail["bcc"])} if "bcc" in mail else {}
    if "answers" in mail:
        headers |= {"In-Reply-To": f"<{mail['answers']}@mail.example>"}
    attached = mail.get("attached")
    data = written(
        address(roll, mail["from"]),
        mail.get("text", "Good morning."),
        to=", ".join(address(roll, who) for who in mail.get("to", ["o01"])),
        cc=", ".join(address(roll, who) for who in mail.get("cc", [])),
        subject=mail.get("subject", ""),
        at=at.astimezone(UTC),
        message_id=message_id,
        headers=headers,
        attached=(attached[0], attached[1].encode()) if attached else None,
    )
    message = parse(data, direction=Direction.OUT if mail.get("direction") == "out" else Direction.IN)
    reading = read(message, roll, past) if "kind" not in mail else _told_as(mail, message, roll)
    earlier = tuple(Item(kind=Kind(kind)) for kind in mail.get("earlier", ()))
    outcome = evaluate(message, reading, setting, record, at=at, earlier=earlier)
    record.keep(outcome)
    past.remember(message, reading, case=outcome.case)
    return outcome


def _told_as(mail: dict[str, Any], message: Message, roll: Roll) -> Reading:
    """The reading of a mail of which the case says what it is."""
    text = mail.get("text", "Good morning.")
    person = roll.person(mail["from"])
    flags = frozenset(Flag(flag) for flag in mail.get("flags", ()))
    item = Item(
        kind=Kind(mail["kind"]),
        group=mail.get("group"),
        topic=mail.get("topic"),
        fields=Fields(
            officer=mail.get("officer"),
            member=mail.get("member"),
            reference=mail.get("reference"),
            title=mail.get("title"),
            date=mail.get("date"),
            wards=tuple(mail.get("wards", ())),
        ),
        flags=flags,
        labels=frozenset(each.label for each in markings(message, text, roll)),
    )
    sits = roll.group_of(mail["from"]) if mail["from"].startswith("c") else None
    return Reading(
        sender=SenderReading(
            address=message.from_[0].address,
            person=person.id if person else None,
            group_of_member=sits,
            internal=person is not None,
            outside=body.id if (body := roll.outside_body(message.from_[0].address)) else None,
        ),
        visible=VisibleText(written=text),
        items=(item,),
        flags=flags,
    )


def words_of(outcome: Outcome, clause: str, roll: Roll) -> set[str]:  # noqa: C901 - a phrase for each thing
    """What follows from one clause, a phrase for each thing."""
    ids = {person.email: person.id for person in roll.people()}
    found = set()
    for route in outcome.routes:
        if route.clause == clause:
            found.add(("perhaps " if route.provided else "") + f"route {' '.join(route.to)}")
            found.update([f"then {' '.join(route.then)}"] if route.then else [])
    for duty in outcome.duties:
        if duty.clause == clause:
            people = [ids[each] for each in duty.tell]
            found.add(f"{duty.rule} {duty.state} {' '.join(people) if len(people) < 9 else len(people)}".strip())
            found.update([f"say {' '.join(sorted(duty.say))}"] if duty.say else [])
            found.update([f"{duty.release_at:%Y-%m-%d %H:%M}"] if duty.release_at else [])
            found.update(["barred"] if duty.state is DutyState.BARRED else [])
    found.update(
        f"find {each.finding} {' '.join(each.addresses)}" for each in outcome.findings if each.clause == clause
    )
    for caution in outcome.warnings:
        if caution.clause == clause:
            found.update([f"about {' '.join(caution.people)}"] if caution.people else [])
            found.add(("perhaps " if caution.provided else "") + f"warn {caution.words}")
    for paragraph in outcome.paragraphs:
        if paragraph.clause == clause:
            found.add(("perhaps " if paragraph.provided else "") + f"{paragraph.into} {paragraph.template}")
    for entry in outcome.entries:
        if entry.clause == clause:
            found.add(("perhaps " if entry.provided else "") + f"register {entry.register}")
            found.update(f"{name}: {value}" for name, value in entry.fields if value)
    found.update([f"only {' '.join(outcome.closed_to)}"] if outcome.closed_to is not None else [])
    found.update(["held"] if any(reason.startswith(f"{clause}:") for reason in outcome.held_because) else [])
    found.update(["permit"] if any((h.clause, h.rule) == (clause, "permit") for h in outcome.hits) else [])
    return found


@pytest.mark.parametrize("case", told(), ids=lambda case: f"{case.clause}: {case.sentence}")
def test_the_clause_does_what_it_says(council: Council, roll: Roll, case: Told) -> None:
    outcome = happening(council, case.protocol, case.mail)
    if case.follows:
        found = words_of(outcome, case.clause, roll)
        assert set(case.follows) <= found, found
    else:
        assert [hit for hit in outcome.hits if hit.clause == case.clause] == []


@pytest.mark.parametrize("protocol", library_names())
def test_each_clause_has_a_case_that_engages_it_and_a_near_miss(protocol: str) -> None:
    cases = [case for case in told() if case.protocol == protocol]
    needed = set(CLAUSES[protocol])
    assert needed - {case.clause for case in cases if case.follows} == set()
    assert needed - {case.clause for case in cases if not case.follows} == set()


def test_none_of_the_clauses_is_exempt() -> None:
    assert sum(len(ids) for ids in CLAUSES.values()) == ALL
    assert set(CLAUSES) == set(library_names())
