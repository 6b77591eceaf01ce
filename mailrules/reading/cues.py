"""The words by which people ask a group's officers for something, and officers answer and report.

Each cue is a pattern with the name that a person sees beside the words that it lit up. No cue knows a council.
"""

import re

_I = re.IGNORECASE

ASKS = re.compile(
    r"\b(?:could|can|would|will|may|might)\s+(?:you|we|i|she|he|they|somebody|someone|it|the|one|(?-i:[A-Z][\w'’]+)|[a-z]+(?= (?:come|do|pop|join|attend|spare|let|give|talk|speak)))\b"
    r"|\b(?:please|pls|plz|kindly)\b|\b(?:we|i|she|he|they|group|members|\w+)(?:['’]d| would| should|['’]ll)\s+(?:really |also |very much |all |both )?(?:like|love|value|welcome|appreciate|be (?:glad|grateful|interested))\b"
    r"|\b(?:we|group|she|he|members|they|\w+) (?:wants?|needs?|asks?|is asking|are asking|has asked|have asked|would like)\b|\bgrateful (?:if|for)\b|\b(?:i|we) (?:am |are |hereby )?(?:request(?:ing)?|ask(?:ing)?)\b|\bany chance\b|\b(?:would|it will) (?:help|let us|allow us|enable us)\b"
    r"|\bwonder(?:ed|ing)? (?:if|whether)\b|\bis (?:it|there) (?:possible|any)\b|\bhow about\b|\bare (?:you|they) able\b|\blooking for\b|\bi(?:['’]m| am) after\b|\bit['’]s \w+ (?:i['’]m|we['’]re) after\b"
    r"|\brequest (?:for|from|that|a|an)\b|\bwould it be (?:possible|ok|all right)\b|\bok(?:ay)? (?:if|for|to)\b|\blet us have\b|\bwe['’]?(?:re| are) (?:after|hoping|keen)\b|\b(?:i|we) want\b|\bi need\b|\bshould be (?:glad|grateful)\b",
    _I,
)

COMES = re.compile(
    r"\b(?:join us|join (?:our|the group)|come (?:along|over|in|by|down|round|and|to|with)|came to|pop (?:along|in|over|by|down|round)|attend(?:s|ing|ance)?\b|speak (?:to|at|with) (?:us|our|the group|group|members|my)|"
    r"talk (?:to|at|with) (?:us|our|the group|group)|address (?:us|our|the group)|present (?:to|at|it to) (?:us|our|the|group)|give (?:us |our group |the group )?(?:a |an )?(?:short |brief |quick )?(?:talk|presentation|session|update in person)|"
    r"do (?:about |just )?(?:\d{1,2}|ten|fifteen|twenty|thirty|half an hour|an hour|a slot|a session|a turn)\b|take (?:us|the group|members|them|our \w+) through|talk (?:us|the group|members) through|walk (?:us|the group|members) through|run (?:us|the group|members) through|"
    r"(?:spare|give) (?:us|the group) (?:\d+|half|an|ten|twenty|a few)|sit down with (?:us|the group)|meet (?:us|with us|the group|with the group|our group)|drop (?:in|by) (?:on|to|at)|be (?:with|at) (?:us|ours|our|the group)|"
    r"on our agenda|be there|stop by|visit (?:our|the) group|appear before|brief (?:us|the group|our group|members) in person|bring \w+ along|on (?:teams|zoom)|send (?:someone|somebody|an officer|one of your)|an officer|some(?:one|body) (?:from|in|to))\b",
    _I,
)
"""That an officer comes."""

HAVE_PERSON = re.compile(r"\b(?:have|borrow|get|lend us|love|like|want|invite|inviting|book)\s+(?:the\s+)?$", _I)
PERSON_FOR = re.compile(
    r"^\s*(?:to come|to join|to attend|to speak|along|over|for (?:about )?(?:a|an|\d+|ten|twenty|half|fifteen|thirty)|please\)|next|on (?:mon|tues|wednes|thurs|fri|satur|sun|the)|at (?:group|our)|too\b|back\b)",
    _I,
)
"""That an officer's presence is what is wanted: the words before, and after, a name."""

BRIEFS = re.compile(r"\b(?:brief|briefing)\b", _I)

PAPERS = re.compile(
    r"\b(?:briefings?(?: notes?| papers?| packs?)?|notes?|papers?|reports?|page|one-pager|two-pager|sides?(?: of a4)?|a4|something (?:short |brief |simple )?(?:in writing|written|on paper)|fact ?sheets?|in writing|write[- ]?ups?|summary|figures|"
    r"numbers|data|breakdown|slides|pack|presentation|first cut|costings?|options|workings|schedule|stats|statistics|table|q&a|timeline|list of|analysis|draft)\b",
    _I,
)
"""A paper, or what stands in one."""

PRODUCES = re.compile(
    r"\b(?:let (?:us|the group|my group|our group) have|let us|have|prepare|produce|provide|send|do us|do|write|put together|get|give|draw up|pull together|knock up|supply|share|see|work (?:with us|up|on)|help (?:us|the group)|would do|ready|brief)\b",
    _I,
)

FOR_GROUP = re.compile(
    r"\b(?:us|we|our|ours|(?:the|our|my|this|their|whole) group(?:['’]s)?|for group|at group|to group|in group|group meeting|group room|group of|group would|group wants?|political group|(?:all|both) (?:of us|\w+ of us)|the (?:two|three|four|five|six|seven|eight|nine|ten|\d+) of us|colleagues|our members|group members|our lot)\b",
    _I,
)
"""That it is for the group, not for the writer alone."""

FOR_THE_GROUP = re.compile(
    r"\b(?:for (?:the |our |my )?group|for us|for our|for members|for (?:the |our )?(?:group )?meeting|to (?:us|the group|our group))\b",
    _I,
)
"""That it is for the group, in so many words."""

PAPERS_TO = re.compile(r"\b(?:papers?|notes?|reports?|agendas?) (?:to|for) (?:her|him|them|me)\b", _I)
"""Where papers are to go; nobody asks for one."""

FOR_ME = re.compile(
    r"\b(?:(?:let|send|give|get|tell|show|copy|email|drop) me|for me\b|my ward|my division|my patch|ward hat|ward (?:councillor|member|business|work|casework|capacity)|as (?:the |a )?(?:ward|local|divisional) (?:councillor|member)|"
    r"my (?:own )?(?:casework|constituents?|residents?|surgery|shadow brief|portfolio)|in my own right|for myself|could i (?:have|see|get|ask)|can i (?:have|see|get)|may i (?:have|see)|a constituent|"
    r"not (?:for|on behalf of) (?:the )?group|nothing to do with (?:the )?group|personally|as (?:cabinet member|portfolio holder|chair|leader of the council))\b",
    _I,
)
"""That a councillor asks for themselves."""

NOT_FOR_PORTFOLIO = re.compile(
    r"\b(?:nothing to do with my portfolio|not (?:for|in) my portfolio|with my group hat|as group leader|for (?:the )?group)\b",
    _I,
)

TAKES_UP = re.compile(
    r"\b(?:same (?:for|again|please|here|thing|briefing|offer|session|note|paper)|us too|(?:so|and) (?:would|should|do|could|may) we|we['’]?(?:d| would| should)? (?:also |too )?(?:like|love|want|have|appreciate) (?:one|that|it|the same|something similar|a similar|likewise|this|to take)|"
    r"(?:like|have|want|get) (?:one|the same|it|that) too|yes,? (?:please|pls)|take (?:you )?up|likewise|ditto|count us in|me too|borrow|what (?:the )?[\w ]{2,30} (?:had|got|have had|received|were given|was given)|similar (?:for us|facility|briefing|session|one|note)|"
    r"accept (?:the|your|that) (?:kind )?offer|the (?:very )?same (?:paper|note|briefing|report|document|facility|treatment|slides)|(?:could|can|may) (?:we|ours) (?:too|also)|as well please|we['’]ll have|with thanks,? yes)\b",
    _I,
)
"""That a group wants what another had."""

NOTICE_NAMED = re.compile(
    r"\b(?:your|the|this|that) (?:notice|letter|e-?mail|message|note) (?:of|dated|from|about|on|saying|telling|under)\b|\bthank(?:s| you) for (?:letting|telling|the notice|your notice)\b|\byour notice\b|\bi have your\b|\byour offer\b|\bthe offer\b",
    _I,
)

NOTICE_TEXT = re.compile(
    r"\battended (?:a|the|our|their)? ?(?:group )?meeting of\b|\bhas been prepared for\b|\bwas prepared for\b|\bprepared (?:a|an)? ?[\w ]{0,40} for the [\w ]{2,40}group\b|\bsimilar facility\b|\bofficer attendance\b|\bequal[- ]access\b|\bnotice under\b|"
    r"\bother groups (?:know|are)\b|\bmay ask for the same\b|\boffer(?:ing)? (?:yours|your group|the same|a similar|something similar)\b",
    _I,
)
"""What a notice to the other groups says."""

TELLS = re.compile(
    r"\b(?:let(?:ting)? (?:you|the other|all|other|each|your) ?(?:groups?|leaders?)?(?: know)?|to (?:inform|advise|notify|tell) (?:you|the other)|writing to (?:let|inform|tell|advise|say)|am (?:informing|advising|telling|letting)|"
    r"under (?:the|our) (?:protocol|convention|code)|as (?:the|our) (?:protocol|convention|code)|(?:protocol|convention|code) (?:asks|requires|says)|for (?:your )?information|please note|i write to|this is to (?:let|tell|inform|notify)|wish to (?:inform|advise|let)|would be (?:glad|happy) to offer|"
    r"(?:happy|glad) to (?:offer|do|arrange) (?:the same|yours|something similar|a similar))\b",
    _I,
)

SERVED = re.compile(
    r"\b(?:attended|was at|were at|went to|spoke (?:to|at)|advised|addressed|presented to|briefed|met|gave (?:a|an) (?:talk|presentation|briefing))\b|\b(?:prepared|provided|written|produced|given|supplied|drawn up|done)\b[^.?!\n]{0,60}\bfor\b|\bhas (?:had|received|been given)\b",
    _I,
)

ATTENDED = re.compile(
    r"\b(?:did|done|do(?:ing)? (?=.{0,20}last night)|had|saw|met|attended|spoke (?:to|at|with)|talked to|went (?:to|along|down|over|through)|presented (?:to|at)|briefed|was (?:at|with|up before)|were at|been (?:to|at|with|along)|took|gave|addressed|finished with|back from|came (?:out|away|back)|sat in|stood in|dropped in|popped (?:in|along)|turned up|report(?:ing)? back|survived|enjoyed|got through|all done)\b",
    _I,
)

NOT_YET = re.compile(
    r"\b(?:will|['’]ll|shall|going to|due to|is to|are to|would|could|can|should|may|might|plan(?:ning)? to|about to|tomorrow|next (?:week|month|mon|tues|wednes|thurs|fri)|hope to|ready (?:for|to)|if (?:he|she|they|we|you))\b",
    _I,
)

PAST_TIME = re.compile(
    r"\b(?:last night|yesterday|this morning|this evening|earlier|tonight|last (?:week|mon|tues|wednes|thurs|fri|satur|sun)\w*|on (?:mon|tues|wednes|thurs|fri|satur|sun)\w*(?: (?:night|evening))?|(?:mon|tues|wednes|thurs|fri)day(?:['’]s| night| evening)|on (?:the )?\d{1,2}(?:st|nd|rd|th)?\b|the other (?:night|evening|day)|just (?:back|now|been)|for about|for \d+ min|forty minutes|half an hour|an hour|as arranged|as (?:agreed|planned))",
    _I,
)

DELIVERED = re.compile(
    r"\b(?:went (?:across|over|out|off|up|round|to)|gone (?:across|over|out|off|to)|sent|gave|given to|passed|handed|delivered|attached|enclosed|herewith|as (?:promised|asked|requested|agreed)|here(?:['’]s| is| are)|is with|are with|has (?:it|them)|have (?:it|them) now|prepared|produced|(?:i['’]ve|we['’]ve|have) (?:done|written|put|sent|given|finished|let)|was done|has been done|for (?:monday|tuesday|wednesday|thursday|friday|the \d)|you asked (?:for|about)|promised|to (?:have|keep) (?:this|it)|have this|emailed|e-mailed|dropped off|supplied|provided|issued to|let (?:them|the \w+) have)\b",
    _I,
)

AGREES = re.compile(
    r"(?:^|[.!?]\s+|\n|\d[.)]\s*)\W*(?:yes|yep|of course|certainly|by all means|happy (?:with|to)|very happy|fine\b|gladly|delighted|no problem|absolutely|agreed|ok(?:ay)?\b|sure|with pleasure|that(?:['’]s| is) fine|that works)\b"
    r"|\b(?:will|['’]ll|can|shall) (?:be (?:with you|there|along|happy|glad)|come|attend|join|do (?:that|it|this|the)|make it|send|ask \w+ to (?:come|attend|go))\b|\b(?:\d{1,2}(?:[.:]\d\d)?|\w+day|the \d+\w*)\b[^.?!\n]{0,30}\bit is\b|\bcount me in\b|\bput (?:it|me|that) in (?:the|your|my) diary\b|\bi have (?:asked|agreed)\b|\b(?:am|is|are) (?:content|happy|glad|pleased|free|available)\b",
    _I,
)

DECLINES = re.compile(
    r"(?:^|[.!?]\s+|\n|\d[.)]\s*)\W*(?:no\b(?! problem|body|thing)|sorry,? (?:but )?(?:no|i|we)|i(?:['’]m| am) afraid (?:not|no|i|we|that|this|the answer|it)|regret(?:tably)?|unfortunately)"
    r"|\b(?:can(?:['’]t|not)|could(?:n['’]t| not)|unable to|won['’]t be (?:able|coming|attending)|not able to|not be able|must decline|have to (?:say no|decline|refuse|pass)|decline(?:d)?\b|say no|would(?:n['’]t| not) be (?:right|appropriate|proper)|isn['’]t (?:something|appropriate|one)|is not (?:something|appropriate|one)|not (?:appropriate|proper|something)|too political|don['’]t think (?:i|we|he|she|it) (?:can|should)|shouldn['’]t|should not)\b",
    _I,
)

CONSENT_ASKED = re.compile(
    r"\b(?:ok(?:ay)? with|happy (?:for|with|if)|mind (?:if)?|may it be|may (?:i|we) (?:share|show|copy|pass|let|give|forward)|(?:can|could) (?:i|we|they) (?:share|show|copy|pass|forward|have|see|use)|unless you agree|do you (?:agree|consent|object|mind)|your (?:consent|agreement|permission|ok|blessing)|would .{2,40} mind|be shared|any objection|content (?:for|with|if)|object (?:to|if)|agree to)\b",
    _I,
)
"""That somebody asks for consent."""

SHARES = re.compile(
    r"\b(?:share[ds]?|sharing|show(?:n|ing)?|pass(?:ed|ing)?|copy|copied|copying|see|sight|forward(?:ed|ing)?|have (?:it|this|the|our)|use[ds]?|give[n]?|circulate[d]?|let .{1,30} have|go to|tell|publish(?:ed)?|disclose[d]?)\b",
    _I,
)

CONSENTS = re.compile(
    r"(?:^|[.!?]\s+|\n)\W*(?:fine\b|yes\b|yep\b|of course\b|no objections?\b|ok(?:ay)?\b|happy (?:for|with|to)|go ahead|by all means|agreed\b|certainly\b|sure\b|feel free|no problem|not at all|don['’]t mind|content\b|absolutely\b|please do|i (?:consent|agree)|we (?:consent|agree))"
    r"|\b(?:no objection|(?:i|we)(?:['’]re| are|['’]m| am) (?:quite |very |perfectly )?(?:happy|content|fine|ok(?:ay)?) (?:for|with|to)|pass it (?:to|on)|you (?:may|can) (?:share|show|copy|pass|let|give|forward)|(?:i|we) (?:give|have given) (?:my|our|you) (?:consent|permission|agreement)|(?:i|we) (?:do not|don['’]t) (?:mind|object)|consent to)\b",
    _I,
)

REFUSES = re.compile(
    r"(?:^|[.!?]\s+|\n)\W*(?:no\b(?! objection| problem)|nope\b|sorry,? (?:but )?no|absolutely not|certainly not|i(?:['’]d| would) rather (?:you |they |it |we )?(?:did ?n[o'’]t|not)|rather not|please (?:do not|don['’]t)|i(?:['’]m| am) afraid (?:not|no|we|i))"
    r"|\b(?:stays? (?:with|between) (?:you|us)|(?:i|we) (?:do not|don['’]t|cannot|can['’]t) (?:consent|agree|want .{1,40} (?:shared|shown|copied|passed|seen))|(?:i|we) (?:object|refuse|withdraw|am withdrawing)|not (?:to be|be) (?:shared|copied|shown|passed|forwarded)|must not (?:go|be (?:shared|shown|copied))|they can have their own|not without|that(?:['’]s| is) the end of that|keep it (?:to yourself|between))\b",
    _I,
)

NOT_WANTED = re.compile(
    r"\b(?:not needed|no need|don['’]t need|do not need|not required|no thank(?:s| you)|won['’]t (?:need|be needing|be taking)|not (?:this time|for us)|happy without|can do without|nothing (?:needed|required)|we['’]ll pass|will pass on|noted,? (?:with )?thanks)\b",
    _I,
)
"""That a group wants nothing."""

NARRATIVE = re.compile(
    r"\b(?:(?:told|asked|wondered|said|wrote|heard|mentioned|remember(?:ed)?|used|thought)\b[^.?!\n]{0,60}\b(?:whether|that|if|they|he|she|us|we)\b|at the (?:induction|last)\b|another council)",
    _I,
)
"""That somebody tells of what was asked before; it is not what they ask now."""
