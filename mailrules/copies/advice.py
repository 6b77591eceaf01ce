"""An officer's report to a group holds facts, options, merits: it recommends nothing and weighs no politics."""

import re

_I = re.IGNORECASE
_RECOMMENDS = re.compile(
    r"\b(?:is|are|be|would be|group is|you are) (?:strongly |therefore )?(?:recommended|advised) (?:to|that)\b"
    r"|\b(?:i|we|officers)(?:['’]d| would|['’]ll| will|['’]m| am| do)?(?: therefore| strongly| personally| certainly| probably| still| really)? (?:recommend|urge|favour|go for|choose|opt for|plump for|pick|lean towards?|come down (?:on|in favour)|advise (?:you|the group|going|taking|that you))\b"
    r"|\bmy (?:own |personal |clear |strong |firm )?(?:recommendation|preference|choice|pick|vote|money|advice) (?:is|would be|goes)\b"
    r"|\b(?:our|the) recommendation (?:is|would be)\b|^\W*(?:\d+[.)]?\s*)?recommendations?\s*:?\s*$|\brecommendation\s*:"
    r"|\b(?:best|strongest|preferred|right|wisest|most sensible|only sensible|only real|obvious) (?:option|course|choice|way forward|answer|one) (?:is|would be|here|for (?:you|the group))\b"
    r"|\boption \w+ (?:is|looks|seems|comes out|would be)(?: to me)? (?:clearly |by far |easily )?(?:the )?(?:best|preferred|preferable|strongest|wisest|obvious|clear (?:choice|winner)|right|one to (?:go|back|take))\b"
    r"|\b(?:the|your) group (?:should|ought to|would do well|would be (?:wise|better|well advised|right))\b"
    r"|\byou (?:should|ought to|would do well to|['’]d do well to|would be wise to|['’]d be (?:wise|better|mad|right)|would be better)\b[^.\n]{0,40}\b(?:go for|choose|take option|back|adopt|press for|vote|move|support|oppose|resist|option|amend)\b"
    r"|\bif i (?:were|was) you\b|\bin your (?:place|shoes)\b|\bi[’']d (?:put|have) my money\b",
    _I | re.MULTILINE,
)
_POLITICS = re.compile(
    r"\b(?:(?:your|their|our|marginal|safe|target) (?:marginal )?seats?|marginal wards?|(?:win|lose|cost|gain|pick up|shed)\w* (?:you |them |us )?(?:votes?|seats?)|"
    r"voters?|(?:at|before|by|in|after) (?:the|next|this) (?:\w+ )?(?:local |borough |county )?elections?|electoral (?:cost|gain|risk|effect|damage|advantage)|electorally|"
    r"(?:would|will|could|might) (?:land|play|go down|sell) (?:badly|well)|politically|political (?:risk|cost|gain|advantage|damage|capital|implications?|price|cover|dividend)|"
    r"(?:embarrass\w*|wrong-?foot\w*|outflank\w*) (?:for )?(?:the )?(?:administration|opposition|labour|conservatives?|tories|lib dems?|liberal democrats?|greens?|leader|cabinet|them)|"
    r"(?:hard(?:er|est)?|difficult) (?:for (?:them|the \w+) )?to (?:vote|argue|speak) against|the (?:administration|opposition|other side|tories|labour|greens|lib dems) (?:would|will|might|could|can)(?:n['’]?t| not)? (?:find|struggle|hate|be|have|look|vote|oppose|attack|say)|"
    r"manifesto|the landlords there vote|on the doorstep|attack line|wedge issue|your (?:core )?vote)\b",
    _I,
)
_NOT = re.compile(
    r"\b(?:no|not|never|nor|isn['’]?t|don['’]?t|doesn['’]?t|can['’]?t|cannot|won['’]?t|without|neither|whether|which option)\b[^.\n]{0,40}$",
    _I,
)
_OTHERS = re.compile(
    r"\b(?:inspector|auditors?|ombudsman|panel|commission|government|guidance|nice|committee|cabinet|consultants?|regulator|review|scrutiny|task group)\b[^.\n]{0,40}$|\brecommended by\b",
    _I,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n{2,}")


def recommends(text: str) -> str:
    """The words in which a report recommends, or weighs politics; empty where it does neither."""
    for sentence in _SENTENCE.split(text):
        for pattern in (_RECOMMENDS, _POLITICS):
            for hit in pattern.finditer(sentence):
                before = sentence[: hit.start()]
                if not _NOT.search(before) and not _OTHERS.search(before):
                    return " ".join(hit.group().split())
    return ""
