"""What a mail says beside its kinds: that something is off, that it wants the very same paper, that it probes a confidence.

A signal never makes a notice. It can only stop one, move a case to its end, or bring a boundary into play.
"""

import re

from mailrules.reading.model import Evidence, Signalled
from mailrules.vocabulary import Signal

_MEETING = r"(?:meeting|session|briefing|visit|talk|presentation|slot|it|that|this|group|awayday|evening)"

_CUES: tuple[tuple[Signal, str, re.Pattern[str]], ...] = tuple(
    (signal, cue, re.compile(pattern, re.IGNORECASE))
    for signal, cue, pattern in (
        (
            Signal.CALLED_OFF,
            "called off",
            r"\b(?:was|is|has been|been|got|had to be|were)\s+(?:called off|cancelled|abandoned|scrapped|postponed)\b",
        ),
        (
            Signal.CALLED_OFF,
            "cancels",
            rf"\b(?:cancel|call off|calling off|cancelling|postpone|scrap)\s+(?:the|our|your|my|this|that)?\s*\w{{0,20}}\s*{_MEETING}\b",
        ),
        (
            Signal.CALLED_OFF,
            "not needed now",
            r"\b(?:no longer (?:need|want|require)|don'?t need \w+ (?:to come )?(?:after all|any ?more|now)|not needed after all|withdraw (?:our|the|my) request)\b",
        ),
        (
            Signal.CALLED_OFF,
            "did not happen",
            r"\b(?:did(?:n'?t| not) (?:happen|go ahead|take place|attend|go in the end)|never (?:happened|went ahead|took place)|wasn'?t quorate|inquorate)\b",
        ),
        (
            Signal.SAME_DOCUMENT,
            "word for word",
            r"\b(?:word for word|the (?:very )?same (?:paper|note|briefing|document|report|slides)|(?:exactly )?what (?:the )?\w+(?: \w+)? (?:had|got|were given|was given|received)|identical (?:paper|note|report))\b",
        ),
        (
            Signal.SAME_DOCUMENT,
            "a sight of it",
            r"\b(?:sight|a copy|copies) of the (?:paper|note|briefing|document|report|slides|page)\b",
        ),
        (
            Signal.LEADERSHIP_DISCUSSION,
            "what was said",
            r"\bwhat (?:did |has |have )?(?:the leader|the cabinet|the administration|their leader|the leadership|cllr \w+|councillor \w+|\w+) (?:and you |and yourself )?(?:say|said|says|tell|told|discuss(?:ed)?|agree(?:d)?|ask(?:ed)?|want(?:ed)?)\b(?=[^.?!]{0,80}\b(?:you|to you|with you|between you)\b)",
        ),
        (
            Signal.LEADERSHIP_DISCUSSION,
            "your talks with",
            r"\b(?:your|you had|you have had) (?:talks?|discussions?|conversations?|meetings?) with (?:the leader|the cabinet|the administration|the leadership|cllr|councillor)\b",
        ),
        (
            Signal.LEADERSHIP_DISCUSSION,
            "what you and they discussed",
            r"\bwhat (?:you and|was (?:said|discussed|agreed) (?:between you and|with)) (?:the leader|the cabinet|the administration|the leadership|cllr|councillor|\w+)\b",
        ),
    )
)


def signals_in(written: str) -> tuple[Signalled, ...]:
    """The signals in what the sender now writes, each with the words that give it, in order of standing."""
    found = [
        Signalled(
            signal=signal,
            evidence=Evidence(where="body", text=hit.group(), start=hit.start(), end=hit.end(), cue=cue),
        )
        for signal, cue, pattern in _CUES
        for hit in pattern.finditer(written)
    ]
    return tuple(sorted(found, key=lambda each: (each.evidence.start, each.signal)))
