"""A hand-made thesaurus: the ideas that the kinds turn on, each by the beginnings of the words that say it.

It carries what is learnt from some writers over to others. A word ends in `$` where it stands only for itself; others
stand for every word that begins so. Two words stand for the pair.
"""

_WORDS = {
    "ask": "please could would can$ grateful obliged wonder request ask asks asked asking appreciate kindly possible hoping hope like$ want wants wish need needs wanting arrange may$ might",
    "want": "want wanted wants wish wishing like$ love$ keen need require seek seeking after$ hoping",
    "give": "give gives provide send sends supply let$ share sharing circulate forward furnish get$ have$ obtain receive",
    "paper": "paper papers briefing briefings brief$ note$ notes$ report reports document slides slide deck handout summary sheet memo memorandum presentation appreciation factsheet page$ pages$ sides$ outline aide digest run-down rundown write-up digest explainer pack appendix",
    "figures": "figure figures number numbers statistics stats data breakdown list$ lists$ copy copies correspondence minutes email emails contract spreadsheet invoice cost$ costs$ costings",
    "come": "come comes coming attend attends attendance join joins visit present$ presenting speak along$ drop$ sit$ talk$ talks$ address$ walk$ slot appear spare lend second$ borrow",
    "went": "attended attending went came spoke presented joined sat$ visited addressed briefed was$ were$",
    "delivered": "gave given sent provided prepared delivered briefed supplied attached attach enclosed enclose herewith drafted produced drew$ issued handed furnished",
    "group": "zzown zzothergroup group groups$ colleagues caucus members$ our$ ours$ us$ we$ team lot$",
    "meeting": "meeting meetings session sessions evening seminar gathering awayday away-day sitting room$ meet meets agenda tonight monday tuesday wednesday thursday friday",
    "us": "us$ we$ our$ ours$ ourselves",
    "me": "i$ me$ my$ mine$ myself i'd$ i've$ i'm$",
    "them": "they$ them$ their$ theirs$",
    "same": "same$ similar like$ likewise equally ditto too$ also$ identical equivalent offer offered facility avail taking take",
    "notice": "notice notification notified circular informing telling advising told",
    "other-groups": "all$ every other$ others$ equal equally access inform entitled available equivalent offered extend extended",
    "advice": "advice advise advisable view$ opinion guidance guide standing-orders lawful legal legally procedure procedurally constitutional interest interests declare disclosable pecuniary predetermination predetermined quorum vote$ voting rules rule$ allowed entitled permitted proper$ able$ whether should$",
    "complain": "complain complaint complaints complaining dissatisfied unhappy unacceptable appalled dismayed disappointed rude rudeness ignored dismissive incompetent attitude manner treated shouted patronis curt discourteous unprofessional disgrac poor$ failed failure failing fobbed unhelpful sarcastic late$ repeatedly hung$ brushed useless tone$ behaved behaviour behavior conduct unreturned unanswered abrupt insolent apology apologise",
    "breach": "breach breached broken broke$ breaks code standards contrary bullying bullied harass harassed threatened threatening shouted abusive abuse demanded pressured pressure leaned intimidat disrespect swore sworn belittl humiliat instructed ordered conduct behaviour improper improperly unreasonable undermine",
    "officer": "zzofficer zzpost zzce officer officers$ staff director head$ manager assistant surveyor planner clerk case-officer employee team",
    "member": "zzcouncillor zzleader councillor councillors$ member cllr chairman chair$ portfolio",
    "decision": "decision decisions$ decided determined approved authorised authorise delegated delegation scheme record recorded exercise exercised granted award awarded signed taken$ powers key$ executive notice-of-decision ref",
    "planned": "intend intends intending propose proposes proposing minded shall$ will$ due$ plan planned planning forthcoming forward before$ expect going$ upcoming unless call-in earliest",
    "press": "press release statement media journalist reporter gazette newspaper news editor editors radio quote quotes quoted spokesman spokesperson comment story deadline publish publication headline interview paper's correspondent coverage",
    "draft": "draft drafts drafted comments comment proposed version first-draft text$ amend amends approve approval sign-off signoff look$ suggestions corrections wording happy$ ok$ before$",
    "issued": "issued issue immediate released release live$ published out$ gone$ website now$ embargo went today",
    "conference": "conference conferences seminar course event programme delegate delegates symposium summit webinar workshop speakers booking book$ booked places$ registration register early-bird fee annual expo masterclass",
    "going": "going attend attended attending delegates delegate representing represent represented nominated cost$ costs$ fee$ fees$ train$ hotel accommodation expenses rail travelled stayed nights$",
    "consultation": "consultation consult consulting consultations responses response respond white$ green-paper call evidence proposals views closing closes invites invitation guidance published stakeholder government department ministry secretary",
    "amendment": "amendment amendments motion motions move moves moved moving seconded seconder second$ seconding recorded vote$ votes$ speaker speakers speaking speak nominate nominating nomination nominations nominees council full$ budget order-paper nominate",
    "date-change": "moved move postponed postpone cancelled cancel cancelling rearranged rearrange rescheduled reschedule brought forward$ adjourned adjourn put-back instead arrange arranging arranged extra extraordinary special date$ dates$ clash shift shifted shifting called-off stood-down calendar diary new$",
    "committee": "zzcommittee committee panel scrutiny cabinet board sub-committee subcommittee working-party council commission",
    "governance": "elected elect officers rules standing constitution amended office-holders officeholders treasurer secretary agm annual re-elected whip deputy leader chairman agent constituency allowed observers observer non-councillors non-members appointed appoint stands stood stepped stepping changes registered register takes replaced replaces",
    "ombudsman": "ombudsman investigation investigator investigate investigating maladministration injustice remedy enquiries enquiry case complaint decision final provisional statement fault jurisdiction complainant",
    "petition": "petition petitions petitioners signatures signature signed sign signatories names$ petitioning lead hand$ handed handing present$",
    "local": "ward wards zzplace residents local$ neighbourhood street streets road village estate parish town area community division locally",
    "event": "exhibition drop-in public$ meeting event consultation exercise visit visiting visits tour walkabout hall$ display launch roadshow engagement inspection works$ closure minister",
    "object": "object objection objecting objects oppose opposed opposing against reject refuse refused wrong$ overbearing harm unacceptable proposed proposal proposals application scheme plans strongly dangerous resist cannot",
    "visit": "visit visits visiting see$ look$ round$ tour walk call calling premises site depot centre school home$ offices shown around in-person facility station plant",
    "training": "training train trained course courses development qualification workshop coaching skills learn learning e-learning mentoring certificate diploma refresher induction session",
    "agenda": "agenda item items speak speaking address$ permission allow raise raised place$ placed put$ tabled committee not-a-member tabling add$ added include included",
    "report-draft": "report draft drafts comments attached cabinet committee recommendation recommendations executive paper deadline despatch dispatch clearance clear track",
    "edit": "edit edits edited amend amended change changes changed delete deleted remove removed strike struck withdraw withdrawn pulled pull rewrite rewritten reword reworded redraft replace paragraph paragraphs wording softened soften tone$ track tracked line$ sentence insert take-out",
    "fraud": "fraud fraudulent corrupt corruption bribe bribery launder laundering money theft stealing stolen false falsified falsifying invoice invoices kickback backhander safeguarding irregular irregularity irregularities wrongdoing cash$ whistle whistleblowing forged overtime claims claiming claimed tender bid$ bids$ rigged pocketing neglect hitting bruises unlawful concealed cover-up duplicate contractor contractors supplier brother-in-law",
    "relation": "relationship relation related partner wife husband married marry engaged seeing dating daughter son$ brother sister cousin friend friends friendship couple together declare declaration declaring disclose personally close$ family in-law nephew niece living",
    "facility": "facilities facility parking car$ printing printer printers laptop laptops tablets phones room$ rooms$ office allowance allowances postage stationery support secretarial pigeon kitchen lounge library building refurbish login equipment ipad devices device mailbox wi-fi passes pass$ courier tea$ members'",
    "conclusion": "decided agreed resolved voted conclusion conclude settled go-ahead proceed implement instruct instructed instruction accordingly therefore stop$ start$ press-on act$ acting action behalf basis chair's mandate line$ treat",
    "member-meeting": "meet meeting sit$ coffee chat informal informally lunch half-hour privately discuss catch discussion talk one-to-one call teams leave$ permission consent diary",
    "grievance": "grievance upheld uphold upholds outcome panel hearing investigation finding findings found$ substantiated concluded investigating appeal dignity",
    "inspect": "inspect inspection register registers look$ see$ view$ viewing copy open$ kept published permitted",
    "register": "register registers registered",
    "leak": "leak leaked leaking leaks got$ out$ confidential exempt pink facebook twitter social newspaper gazette word appeared quoted verbatim reporter somebody disclosed published public$ seen$ blog private pinks",
    "protocol": "protocol protocols rule rules apply applies applied applying interpretation interpret interpreted paragraph clause cover covers covered mean$ means$ meaning unclear doubt doubts unsure sure$ allowed equal advice difficulty awkward code",
    "ceremony": "opening open$ opened unveil unveiling ribbon plaque ceremony ceremonies civic mayor cut$ cutting stone$ dedication invited royal lord-lieutenant officially topping turf naming commemorat inaugurat celebrat",
    "appeal": "appeal appealing appeals refused refusal refuse decision reconsider review overturn rejected turned unfair disagree dissatisfied application challenge wrong$ panel blue$ badge banding housing grant permit penalty officer's unjust",
    "consent": "consent consents permission allow allows allowed agree agreed agreeable agreeing happy$ content$ may$ can$ free$ objection show shown share shared see$ seen$ release released mind$ freely",
    "refuse": "not$ no$ don't$ cannot can't$ unable won't$ mustn't refuse refuses refused refusing decline declined declines never$ nobody withhold object rather$ unwilling isn't$ nor$ regret afraid sorry",
    "yes": "yes yep agreed happy glad pleased certainly gladly delighted sure$ confirm confirmed fine$ absolutely accept course$ willing shall will$ ok$ okay pleasure available free$ diary",
    "confidence": "confidence confidential confidentially secret private privately quiet between strictly discreet sensitive restricted",
    "thanks": "thank thanks thankyou grateful cheers appreciated congratulations well-done congrats",
    "chat": "lunch holiday weekend weather coffee cake birthday retirement leaving card raffle lost$ keys football trip",
    "sell": "offer discount demo demonstration product products solution solutions free$ trial software platform quote pricing savings buy limited webinar unsubscribe brochure catalogue account supplier supply sales",
    "auto": "automatic out-of-office undeliverable delivery subscribe unsubscribe recall accepted tentative newsletter read: delivered",
    "past": "was$ were$ had$ been$ did$ gave went attended yesterday last$ happened took$ earlier recently",
    "future": "will$ shall next$ tomorrow forthcoming soon$ coming going$ before$ by$",
    "question": "what$ when$ where$ why$ who$ how$ which$ whether",
    "budget": "budget savings reserves tax$ precept council-tax medium-term",
    "party": "party leaflet campaign election canvass manifesto candidate doorstep",
    "hold": "cannot until wait$ pending later$",
}
_PAIRS = {
    "come": "talk to|come to|come along|come and|speak to|join us|sit in|walk us|take us|be there|present to|be spared|in front of|pop in|pop along|drop in",
    "ask": "would like|could you|can you|would you|can we|could we|may we|may i|could i|can i|i should like|we should like|is there|any chance|let me|let us|send me|send us|i want|we want|i need|we need|happy to|do you|would it|please send",
    "went": "went to|spoke to|was at|was with|were at|came to|sat with",
    "same": "same for|same please|same again|for us|us too|yes please|take up|take you|taken up|what they|as them|you offered|your offer|count us|our turn",
    "notice": "your notice|your letter|your email|your note|equal access",
    "breach": "code of|of conduct|the code",
    "conference": "save the|the date|book now|early bird",
    "date-change": "called off|put back|brought forward|moved to|will now|new date|in place|instead of|not now|takes place|bring forward",
    "issued": "for immediate|immediate release|press release|for release|news release|notes to|to editors",
    "draft": "for comment|any comments|your comments|before it|draft for|first draft|by noon|goes out|happy with|draft press|draft release|draft statement",
    "decision": "under delegated|delegated powers|delegated authority|i have|officer decision|decision notice|record of|scheme of",
    "planned": "intend to|propose to|proposes to|intends to|will be|to be|minded to|i shall|am minded|going to|about to",
    "member-meeting": "meet with|to meet|meet you|sit down|half an|have a|a coffee|meet the|see you",
    "visit": "have a|look round|look around|call in|show me|come and|go and|see for|walk round",
    "leak": "got out|gone out|been leaked|out there|in the|found its|how did|ended up|word for",
    "agenda": "the agenda|an item|to speak|speak at|not a|on to|address the",
    "consent": "may be|can be|be shown|be shared|happy for|no objection|show it|share it|let them|pass it|have it|see it",
    "refuse": "do not|did not|may not|must not|should not|would not|not be|rather not|not happy|not able|no one|not to|not for|not want",
    "conclusion": "group has|chair has|has decided|have decided|group decided|group agreed|has agreed|we decided|has said|so please|go ahead",
    "complain": "not good|good enough|not acceptable|never replied|no reply|let down|spoke to",
    "protocol": "does the|the protocol|under the|is it|does it|how the|am i|are we",
    "appeal": "turned down|my application|your decision|to appeal|the decision|refused my|decision to",
    "relation": "in a|close friend|old friend|my partner|my wife|my husband|going out|seeing each|moved in|married to|is my|am the",
    "ceremony": "cut the|the ribbon|official opening|formally open|the mayor|unveil the",
    "fraud": "blow the|in cash|on the|have reason|not been",
    "attached": "is attached|are attached|attached is|please find|find attached|i attach|i enclose",
    "me": "for me|my own|for my",
    "us": "for us|our group|for our|to us|the group|our meeting",
}


def _index() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    whole: dict[str, list[str]] = {}
    begins: dict[str, list[str]] = {}
    pairs: dict[str, list[str]] = {}
    for concept, words in _WORDS.items():
        for word in words.split():
            (whole if word.endswith("$") else begins).setdefault(word.rstrip("$"), []).append(concept)
    for concept, listed in _PAIRS.items():
        for pair in listed.split("|"):
            pairs.setdefault(pair, []).append(concept)
    return tuple({key: tuple(dict.fromkeys(value)) for key, value in each.items()} for each in (whole, begins, pairs))  # type: ignore[return-value]


_WHOLE, _BEGINS, _BY_PAIR = _index()
_SHORTEST = 3
_ENDINGS = 4
"""A word is a form of one in the list where at most so many letters follow it."""


def concepts_of(word: str, before: str) -> tuple[str, ...]:
    """The concepts that a word, or the pair that it ends, stands for."""
    found = [*_WHOLE.get(word, ()), *_BY_PAIR.get(f"{before} {word}", ())]
    for length in range(max(_SHORTEST, len(word) - _ENDINGS), len(word) + 1):
        found.extend(_BEGINS.get(word[:length], ()))
    return tuple(dict.fromkeys(found))
