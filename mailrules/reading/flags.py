"""What a mail carries beside its kinds: confidence, personal matters, budget, party business, other people in the room."""

import re

from mailrules.reading.material import Material, lit
from mailrules.reading.model import Evidence
from mailrules.vocabulary import Flag

_I = re.IGNORECASE

_BODY: dict[Flag, tuple[tuple[str, re.Pattern[str]], ...]] = {
    Flag.CONFIDENTIAL: (
        (
            "it asks for confidence",
            re.compile(
                r"\b(?:in (?:strict |the strictest |complete )?confidence|strictly confidential|please keep (?:this|it) (?:to (?:yourself|the|your)|confidential|between)|keep (?:this|it) (?:to yourself|to the \w+ of you|off the|out of the open|between (?:us|ourselves|you))|stay(?:s|ed)? between (?:us|ourselves|you and me)|(?:not|\w+n['’]t) (?:to )?go (?:round|to anybody|past|beyond|any further)|(?:don['’]t|do not) let (?:this|it) go|(?:to|for) you (?:and nobody else|alone)|(?:like|want) it kept (?:that way|quiet|between)|for (?:you|your eyes) (?:alone|only)|don['’]?t (?:try and |try to )?(?:find out who|send it to anyone|say who|name me)|"
                r"nobody (?:else |outside (?:our|the) group )?(?:is )?to know|no ?one (?:else )?(?:is )?to know|not (?:for|to be) (?:sharing|shared|copied|circulated|forwarded|repeated)|(?:go|goes|going) no further|"
                r"don['’]?t (?:tell|share|forward|repeat|copy)|do not (?:share|forward|repeat|copy|circulate)|treat (?:this )?as confidential|stays? (?:with|between) (?:you and me|us|you)|off the record|(?:my|your) name (?:out of|kept out|is not)|confidential(?:ly)? (?:please|from|advice|to)|without .{1,30} knowing)\b",
                _I,
            ),
        ),
    ),
    Flag.PERSONAL_MATTER: (
        (
            "it is about a personal matter",
            re.compile(
                r"\b(?:my (?:own )?(?:health|illness|diagnosis|cancer|operation|treatment|divorce|marriage|pregnancy|bereavement|finances|debts?|mortgage|grievance|sick leave|depression|mental health|grade|grading|regrading|pay|salary|appraisal|redundancy|son['’]s|daughter['’]s (?:illness|arrest)|arrest)|"
                r"purely personal|been seeing each other|moving in(?:to)? (?:with|hers|his)|my (?:mother|father|mum|dad|wife|husband|partner|son|daughter|sister|brother) (?:came|is ill|has been|died|was taken|needs)|[Oo]ur \w+ went on the|personal matter|a private matter|family matter|compassionate leave)\b",
                _I,
            ),
        ),
    ),
    Flag.BUDGET: (
        (
            "it is about options for the budget",
            re.compile(
                r"\b(?:budget (?:options?|proposals?|gap|papers?|reports?|setting|amendments?|alternatives?|savings|round|strategy|work|process)|alternative budget|draft budget|savings (?:options?|proposals?|schedule|targets?|plan)|draft savings|council tax (?:options?|rise|increase|level|workings|at)|on the council tax|"
                r"\d(?:\.\d+)? ?(?:%|per ?cent|points?)[^.\n]{0,40}council tax|council tax[^.\n]{0,40}\d(?:\.\d+)? ?(?:%|per ?cent|points?)|(?:earmarked |general )?reserves\b(?= and| that| for|[^.\n]{0,60}(?:saved|spoken|rise|budget))|the gap (?:for|in) \d\d|medium[- ]term financial|MTF[SP]\b|precept (?:rise|options?))",
                _I,
            ),
        ),
    ),
    Flag.NON_COUNCILLORS_PRESENT: (
        (
            "others than councillors will be there",
            re.compile(
                r"\b(?:candidates?|agents?|constituency (?:secretar\w+|officers?|people|chair\w*|party)|association (?:officers?|chair\w*|members)|branch (?:officers?|secretar\w+|members|chair\w*)|party (?:members|organisers?|staff|officials?)|the MP|our MP|organisers?|activists?|campaigners|(?:co-?opted|lay) members|supporters|residents|volunteers|spouses|partners|guests)\b"
                r"(?=[^.!?\n]{0,90}\b(?:join(?:ing)?|in the room|present|there|attend(?:ing)?|sit(?:ting)? in|come|coming|along|with us|invited|be at)\b)"
                r"|\b(?:join(?:ed|ing)?|with|invited|sitting in|along with|together with|plus)\b[^.!?\n]{0,40}\b(?:candidates?|constituency (?:secretar\w+|officers?|people|party)|association officers|branch (?:officers|members|chair\w*)|party (?:members|organisers?|staff)|activists|our MP|the MP)\b",
                _I,
            ),
        ),
    ),
    Flag.PARTY_POLITICAL: (
        (
            "it is party business",
            re.compile(
                r"\b(?:leaflets?|campaign(?:ing)? (?:material|leaflet|literature|team|lines?)|canvass\w*|attack lines?|door[- ]knock\w*|polling day|before polling|(?:by-?election|election) (?:leaflet|campaign|literature|address|material|work)|manifesto (?:line|pledge|costing|draft)s?|party conference|party (?:broadcast|newsletter|website|press release)|"
                r"to use against|make (?:them|labour|the tories|the administration) look|lines? to attack|focus leaflet|in ?touch leaflet|the worse the better)\b",
                _I,
            ),
        ),
    ),
}

_MARKED_TEXT = re.compile(
    r"^\W*(?:strictly )?(?:personal|private)(?: (?:and|&) (?:confidential|personal|private))?\W*$", _I | re.MULTILINE
)
_MARKED_CONFIDENTIAL = re.compile(
    r"(?:^|\W)(?:strictly )?(?:confidential|in confidence|private and confidential|official[- ]sensitive|for \w+ only|not for publication)(?:\W|$)",
    _I,
)
_NEGATED = re.compile(r"\b(?:not|nothing|no longer|isn['’]t|never|without any)\s+(?:\w+\s+){0,2}$", _I)


def flags_of(mail: Material) -> dict[Flag, Evidence]:
    """The flags of the whole mail, each with the words that set it; a legal footer sets none."""
    found: dict[Flag, Evidence] = {}
    budget = _BODY[Flag.BUDGET][0]
    in_subject = budget[1].search(mail.message.subject)
    if in_subject:
        found[Flag.BUDGET] = Evidence(where="subject", text=in_subject.group(), cue=budget[0])
    for _, sentence in mail.sentences():
        for flag, looks in _BODY.items():
            for cue, pattern in looks:
                hit = pattern.search(sentence.text)
                if flag is Flag.PARTY_POLITICAL and mail.from_officer:
                    continue
                if hit and flag not in found and not _NEGATED.search(sentence.text[: hit.start()]):
                    found[flag] = lit(sentence, hit.start(), hit.end(), cue)
    found.update(_marks(mail))
    if not mail.sender.authentic:
        found[Flag.SPOOFED] = Evidence(
            where="header:from", text=mail.sender.address, cue="; ".join(mail.sender.reasons)
        )
    return found


def _marks(mail: Material) -> dict[Flag, Evidence]:
    subject, sensitivity = mail.message.subject, mail.message.header("sensitivity").strip().lower()
    found: dict[Flag, Evidence] = {}
    if sensitivity in {"personal", "private"}:
        found[Flag.MARKED_PERSONAL] = Evidence(where="header:sensitivity", text=sensitivity, cue="marked personal")
    if sensitivity == "company-confidential":
        found[Flag.CONFIDENTIAL] = Evidence(where="header:sensitivity", text=sensitivity, cue="marked confidential")
    marked = re.search(r"^\W*(?:strictly )?(?:personal|private)\b", subject, _I)
    if marked:
        found[Flag.MARKED_PERSONAL] = Evidence(where="subject", text=marked.group(), cue="marked personal")
    if _MARKED_TEXT.search(mail.visible.written[:400]):
        found.setdefault(Flag.MARKED_PERSONAL, Evidence(where="body", text="personal", cue="marked personal"))
    confidential = _MARKED_CONFIDENTIAL.search(subject)
    if confidential:
        found[Flag.CONFIDENTIAL] = Evidence(
            where="subject", text=confidential.group().strip(), cue="marked confidential"
        )
    return found
