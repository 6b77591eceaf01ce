"""What was said inside a group's meeting, told outside it."""

import re
from collections.abc import Iterator

from mailrules.council.roll import Roll
from mailrules.reading.groups import groups_in
from mailrules.reading.people import people_in

_I = re.IGNORECASE
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n{2,}")
_THERE = re.compile(
    r"\b(?:i|we|callum|paul|\w+)?\s*(?:was|were|been|went|had|did|saw|met|attended|spoke|talked|presented|sat in|came away|briefed|took|done|came back)\b[^.!?\n]{0,50}$",
    _I,
)
_MEETING = re.compile(
    r"\b(?:at|to|in|from|with|of|after|before|during) (?:their|the|that|your|his|her|its)? ?(?:own )?(?:\w+ ){0,3}group(?:['’]s)?(?: meeting)?\b|\b(?:their|the) (?:group|meeting|side|room)\b|\bgroup meeting\b|"
    r"\b(?:last night|the other night|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|this evening|this week|last week)\b",
    _I,
)
_SAID = re.compile(
    r"\b(?:said|says|told (?:me|us|them|the room|everyone)|want(?:s|ed)? (?:it|to|rid|this|that|the|more|a)\b|(?:are|were|was|is|['’]re|seem(?:ed|s)?|sounded|came across(?: as)?|felt) (?:(?:very|quite|really|pretty|rather|all|mostly|deeply|badly|a good deal|much|far more|not|less|more) )*(?:for|against|split|closer|divided|keen|worried|minded|nervous|unhappy|cross|furious|cool|warm|lukewarm|hostile|relaxed|opposed|in favour|on board|sold|convinced|surprised|uneasy|open to|sympathetic|dead set|content)|"
    r"split (?:down|on|over|about)|divided (?:on|over)|(?:isn['’]?t|not) a done deal|the loudest|pushed (?:hard|for|back)|argued|objected|the mood|the feeling|gave me a (?:hard|rough)|grilled|won['’]?t (?:back|vote|support|whip|oppose)|would(?:n['’]?t| not)? (?:whip|vote|support|back|oppose|wear)|will(?: not)? (?:whip|vote against|back|move an amendment)|leaning|plan(?:ning|s)? to (?:move|vote|oppose|amend|abstain)|going to (?:vote|oppose|move|abstain)|(?:at least |about |half |most |some |two |three |four |five |several |a few )(?:of )?(?:them|their|the group)|in two minds|hadn['’]?t made up|no appetite|they['’]?(?:d| would)(?: ever)? say|their (?:worry|view|line|concern|position|objection|thinking|plan|main)|asked (?:me )?(?:about|whether|why|a lot)|raised|complained|admitted|conceded|laughed|shouted|walked out)\b",
    _I,
)
_KEPT = re.compile(
    r"\b(?:can['’]?t|cannot|won['’]?t|couldn['’]?t|wouldn['’]?t|not going to|not able to|unable to|not for me to|may not|must not|mustn['’]?t|don['’]?t|do not|shan['’]?t|nothing)\b[^.\n]{0,40}\b(?:tell|say|repeat|pass on|share|discuss|speak|go into|comment|report|disclose)|\bstays? (?:there|in the room|with)\b|\bconfiden(?:ce|tial)\b",
    _I,
)
_PUBLIC = re.compile(
    r"\b(?:at|in) (?:full |the )?(?:council|cabinet|committee|public|scrutiny|planning|licensing|press|gazette|media|chamber|webcast|minutes)\b(?! (?:room|office|meeting room))",
    _I,
)
_EVER = re.compile(r"\bever say\b", _I)

_FAR = 4
"""How many sentences on a confidence may follow the one that names its group."""


def heard_in(text: str, roll: Roll, *, not_of: frozenset[str], known: frozenset[str] = frozenset()) -> tuple[str, str]:
    """The group whose meeting the text tells of, and the words that do; two empty strings where it tells of none.

    Args:
        text: what an officer writes.
        roll: the council on the day.
        not_of: the groups of those who read it: what was said in their own meeting is theirs.
        known: groups at whose meetings the writer is known to have been.
    """
    sentences = [each for each in _SENTENCE.split(text) if each.strip()]
    for nth, group in _spoken_of(sentences, roll, not_of, known):
        for sentence in sentences[nth : nth + _FAR]:
            hit = _SAID.search(sentence)
            in_public = _PUBLIC.search(sentence) and not _EVER.search(sentence)
            if hit is not None and not in_public and not _KEPT.search(sentence):
                return group, " ".join(hit.group().split())
    return "", ""


def _spoken_of(
    sentences: list[str], roll: Roll, not_of: frozenset[str], known: frozenset[str]
) -> Iterator[tuple[int, str]]:
    """The sentences that speak of having been with a group, with the group."""
    for nth, sentence in enumerate(sentences):
        for hit in groups_in(sentence, roll):
            before, own = sentence[max(0, hit.start - 60) : hit.start], sentence[hit.start : hit.end + 60]
            there = _THERE.search(before) or re.search(r"\bgroup\b", sentence[hit.start : hit.end + 8], _I)
            if hit.group not in not_of and there and _MEETING.search(before + own):
                yield nth, hit.group
        if known and _MEETING.search(sentence):
            for named in people_in(sentence, roll):
                group = roll.group_of(named.person.id)
                if group is not None and group in known - not_of:
                    yield nth, group
