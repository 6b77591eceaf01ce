"""Each clause that the service carries, by cases: a mail that engages it, and one that nearly does."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.adapters.texts import read_protocol
from mailrules.calendar import Calendar
from mailrules.council.model import Council
from mailrules.council.roll import Roll
from mailrules.evaluation.evaluate import evaluate
from mailrules.evaluation.outcome import Outcome
from mailrules.evaluation.record import RememberedRecord
from mailrules.evaluation.setting import Setting
from mailrules.mime import parse
from mailrules.protocol.adoption import Adoption
from mailrules.protocol.roles import RoleBook
from mailrules.reading.model import Fields, Item, Reading, SenderReading, VisibleText
from mailrules.vocabulary import Direction, Flag, Kind
from tests.conftest import MONDAY, written

CASES = Path(__file__).parent / "cases"
BEFORE = {"member-officer-code": {"U04", "U05", "U06", "U07"}, "kent-2013": {"K09", "K10", "K25"}}
BEFORE |= {"broxtowe": {"B03", "B05", "B06", "B07", "B08"}, "member-employee-2007": {"M01", "M11"}}
BEFORE |= {"enfield": {"E04", "E05", "E06", "E07", "E08", "E10", "E11", "E33"}}
"""Clauses on groups, which the acceptance tests of the replay tell whole stories of; and copies, told with what is sent."""
ELSEWHERE = {"copies", "signatory"}
"""Mechanisms that are looked at as mail goes out, not as it is read."""


@dataclass(frozen=True)
class Told:
    """One case of the files."""

    protocol: str
    clause: str
    sentence: str
    mail: dict[str, Any]
    follows: tuple[str, ...]


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


def happening(council: Council, protocol: str, mail: dict[str, Any]) -> Outcome:
    """What follows from a mail that is told in a few words."""
    at = datetime.combine(mail["day"], MONDAY.timetz()) if "day" in mail else MONDAY
    roll = Roll(council, at.date())
    book = read_protocol(protocol)
    setting = Setting(
        roll=roll,
        roles=RoleBook(protocol=book, adoption=Adoption.default(), roll=roll),
        protocol=book,
        adoption=Adoption.default(),
        calendar=Calendar(zone=council.timezone, nation=council.nation),
    )
    record = RememberedRecord()
    if "group_before" in mail:
        asked = {**mail, "kind": mail["group_before"], "from": mail["asked_by"], "at": at - timedelta(days=2)}
        record.keep(_outcome(asked, setting, record, at - timedelta(days=2), "<before@mail.example>"))
    return _outcome(mail, setting, record, at, "<m1@mail.example>")


def _outcome(
    mail: dict[str, Any], setting: Setting, record: RememberedRecord, at: datetime, message_id: str
) -> Outcome:
    roll = setting.roll
    text = mail.get("text", "Good morning.")
    outbound = mail.get("direction") == "out"
    message = parse(
        written(
            address(roll, mail["from"]),
            text,
            to=", ".join(address(roll, who) for who in mail.get("to", ["o01"])),
            cc=", ".join(address(roll, who) for who in mail.get("cc", [])),
            subject=mail.get("subject", ""),
            at=at.astimezone(UTC),
            message_id=message_id,
        ),
        direction=Direction.OUT if outbound else Direction.IN,
    )
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
            wards=tuple(mail.get("wards", ())),
        ),
        flags=flags,
    )
    sits = roll.group_of(mail["from"]) if mail["from"].startswith("c") else None
    reading = Reading(
        sender=SenderReading(
            address=message.from_[0].address,
            person=person.id if person else None,
            group_of_member=sits,
            internal=person is not None,
        ),
        visible=VisibleText(written=text),
        items=(item,),
        flags=flags,
    )
    earlier = tuple(Item(kind=Kind(kind)) for kind in mail.get("earlier", ()))
    return evaluate(message, reading, setting, record, at=at, earlier=earlier)


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
    found.update(
        f"find {each.finding} {' '.join(each.addresses)}" for each in outcome.findings if each.clause == clause
    )
    for caution in outcome.warnings:
        if caution.clause == clause:
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


@pytest.mark.parametrize("protocol", [*BEFORE])
def test_each_carried_clause_has_a_case_that_engages_it_and_a_near_miss(protocol: str) -> None:
    cases = [case for case in told() if case.protocol == protocol]
    carried = {
        clause.id
        for clause in read_protocol(protocol).clauses
        if clause.rules and not clause.not_yet and not {rule.mechanism for rule in clause.rules} <= ELSEWHERE
    }
    needed = carried - BEFORE[protocol]
    assert needed - {case.clause for case in cases if case.follows} == set()
    assert needed - {case.clause for case in cases if not case.follows} == set()
