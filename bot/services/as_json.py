"""A decision as JSON: one object a mail, the same from the replay and from the service."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.services.decide import Decision
from mailrules.duties import Duty
from mailrules.evaluation.outcome import Route
from mailrules.reading.model import Evidence, Fields, Item
from mailrules.vocabulary import DutyState


def _moment(value: datetime | None, zone: ZoneInfo) -> str | None:
    return value.astimezone(zone).isoformat() if value else None


def _fields(fields: Fields) -> dict[str, Any]:
    return {
        "officer": fields.officer,
        "member": fields.member,
        "date": fields.date.isoformat() if fields.date else None,
        "reference": fields.reference,
        "title": fields.title,
        "wards": list(fields.wards),
    }


def _evidence(each: Evidence) -> dict[str, Any]:
    return {"where": each.where, "start": each.start, "end": each.end, "text": each.text, "cue": each.cue}


def _sorted(words: Iterable[str]) -> list[str]:
    return sorted(str(word) for word in words)


def _item(item: Item) -> dict[str, Any]:
    return {
        "kind": str(item.kind),
        "group": item.group,
        "topic": item.topic,
        "fields": _fields(item.fields),
        "flags": _sorted(item.flags),
        "confidence": round(item.confidence, 4),
        "evidence": [_evidence(each) for each in item.evidence],
    }


def _duty(duty: Duty, decision: Decision, zone: ZoneInfo) -> dict[str, Any]:
    words = decision.words.get(duty.key)
    return {
        "clause": duty.clause,
        "rule": duty.rule,
        "tell": [each for each in duty.tell if each not in duty.had] if duty.state is not DutyState.BARRED else [],
        "say": _sorted(duty.say),
        "due": _moment(duty.due, zone),
        "release_at": _moment(duty.release_at, zone),
        "state": str(duty.state),
        "subject": words.subject if words else None,
        "text": words.text if words else None,
        "local_choice": list(duty.local_choice),
    }


def _route(route: Route) -> dict[str, Any]:
    """With whom a matter belongs; what the clause says beyond that only where it says it."""
    more = {"then": list(route.then), "provided": route.provided, "never": list(route.never)}
    return {"clause": route.clause, "to": list(route.to), **{name: value for name, value in more.items() if value}}


def as_json(decision: Decision, *, file: str, zone: ZoneInfo) -> dict[str, Any]:
    """The object that stands for one mail; times are in the council's own zone."""
    reading, outcome, main = decision.reading, decision.outcome, decision.reading.main
    return {
        "file": file,
        "message_id": decision.message.message_id,
        "direction": str(decision.message.direction),
        "kinds": [str(kind) for kind in reading.kinds],
        "flags": _sorted(reading.flags),
        "group": main.group,
        "topic": main.topic,
        "fields": _fields(main.fields),
        "items": [_item(item) for item in reading.items],
        "confidence": round(reading.confidence, 4),
        "case": outcome.case,
        "disposition": str(outcome.disposition),
        "held_because": list(outcome.held_because),
        "duties": [_duty(duty, decision, zone) for duty in outcome.duties],
        "routes": [_route(route) for route in outcome.routes],
        "findings": [
            {"finding": str(found.finding), "clause": found.clause, "addresses": list(found.addresses)}
            for found in outcome.findings
        ],
        "warnings": [
            {"clause": each.clause, "words": each.words, "who": list(each.who), "provided": each.provided}
            for each in outcome.warnings
        ],
        "paragraphs": [
            {"clause": each.clause, "into": each.into, "words": each.words, "provided": each.provided}
            for each in outcome.paragraphs
        ],
        "closed_to": list(outcome.closed_to) if outcome.closed_to is not None else None,
        **({"not_for": list(outcome.not_for)} if outcome.not_for else {}),
    }
