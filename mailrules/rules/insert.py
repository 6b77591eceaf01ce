"""Words that belong into an answer, an acceptance, a notice or a letter.

Called by `mechanism: insert`. It proposes the paragraph to the one who writes; it writes into nobody's mail.
"""

from mailrules.rules.conditions import provided, unmet
from mailrules.rules.consequences import Inserted
from mailrules.rules.params import Insert
from mailrules.rules.situation import Situation
from mailrules.rules.verdict import Verdict, miss


def insert(params: Insert, situation: Situation) -> Verdict:
    """Whether an answer to the item is to carry the clause's words."""
    if params.into == "notice" and not params.kinds and not situation.tells:
        return miss("no notice follows, into which the words would go")
    if params.kinds and situation.item.kind not in params.kinds:
        return miss(f"the clause puts no words into an answer to {situation.item.kind}")
    if not params.kinds and params.into != "notice" and params.when is None:
        return miss("the clause does not say of which letters it speaks")
    if reason := unmet(params.when, situation):
        return miss(reason)
    inserted = Inserted(into=params.into, words=params.words, template=params.template)
    return Verdict(
        reason=f"the {params.into} carries the clause's words", follows=(inserted,), provided=provided(params.when)
    )
