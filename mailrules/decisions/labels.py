"""The names that councils' forms give to the parts of a record; the first that fits counts."""

import re

LABELS: dict[str, str] = {
    "reference": r"(?:decision |our |file |record )?ref(?:erence)?(?: (?:no|number))?\.?|decision (?:no|number)\.?|record (?:no|number)\.?",
    "title": r"title(?: of (?:the )?(?:decision|report))?|subject(?: of (?:the )?decision)?|matter|heading",
    "recorded": r"(?:date )?(?:recorded|of (?:record|recording|publication)|record made|published)(?: on)?",
    "day": r"(?:date|day)(?: (?:of (?:the )?decision|(?:decision )?(?:was )?(?:taken|made)|decided))?|when|(?:taken|decided|made) on|decision date",
    "decision_maker": r"decision[- ]?(?:maker|taker)|(?:name of )?(?:officer|decision) (?:taking|making)(?: the)? ?(?:decision)?|(?:taken|made|decided) by|who(?: decided)?|officer|delegat(?:ed officer|ee)|proper officer",
    "decision": r"decision(?: (?:taken|made))?|what(?: (?:was|has been) decided| is decided)?|resolution|it (?:was|is) (?:decided|resolved)|action(?: taken)?",
    "reasons": r"reasons?(?: for (?:the )?decision)?|why|rationale|justification|grounds?",
    "options": r"(?:alternative )?options?(?: (?:considered|rejected|looked at|considered and rejected))*|alternatives?(?: (?:options|considered|rejected|considered and rejected))*|other options?(?: .{0,30})?|rejected",
    "concurrence": r"concurrence(?: of)?|with (?:the )?(?:concurrence|agreement|consent) of|agreed (?:by|with)|(?:member|cabinet member|leader|portfolio holder|lead member)(?:'s|s)? (?:concurrence|agreement|consent)",
    "consulted": r"consult(?:ed|ation|ees?)(?: with)?|who i spoke to|views of .{2,30}|members? consulted|ward members?",
    "conflicts": r"(?:declar(?:ed|ations?) )?(?:of )?(?:conflicts?|interests?)(?: of interests?)?(?: declared)?|conflicts? of interest(?: and dispensations?)?|dispensations?|declarations?",
    "exempt": r"exempt(?:ion|ions|\?| information| under)?(?: paragraphs?)?|confidential(?:ity)?(?: or exempt)?|public or (?:exempt|private)|schedule 12a",
    "other": r"cost|authority|powers?|wards?(?: affected)?|budget|implications?|legal .{0,20}|financial .{0,20}|call-?in|background(?: papers)?|contact|starts?|scheme of delegation|signed|appendi(?:x|ces)",
}
"""Field to its labels, as one alternative of a regular expression each; `other` ends a value and is not kept."""

LINE = re.compile(
    "|".join(rf"(?P<{field}>{words})" for field, words in LABELS.items()),
    re.IGNORECASE,
)
NOTHING = re.compile(r"^\W*(?:none|nil|n/?a|not applicable|no|-+|nobody)\W*$", re.IGNORECASE)
"""What stands where there is nothing to say."""
