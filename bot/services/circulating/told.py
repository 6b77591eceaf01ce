"""What the words of everything that goes round are made of: the council's own, and what the clause lets be said of the thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.ports import Rendered, Renderer
from bot.services.wording import Wording
from mailrules.council.model import Member, Officer
from mailrules.council.roll import Person
from mailrules.disclosure import Labelled, leaked, says_no_more
from mailrules.duties import Duty
from mailrules.evaluation.setting import Setting
from mailrules.rules.params import Circulate
from mailrules.vocabulary import Label

MORE = "it would say more than its clause lets it say"
SLIPPED = "it would carry words that it may not: {words}"
Paper = tuple[str, str, bytes]
"""(name, content type, bytes)."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told, before it is put into words.

    Attributes:
        labelled: the values, each with its label.
        papers: what is attached.
        doubts: why a person has to look before it leaves.
        names: those of the directory's people whom it names, as whom to ask.
    """

    labelled: Mapping[str, Labelled]
    papers: tuple[Paper, ...] = field(default=(), repr=False)
    doubts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def sayable(duty: Duty) -> frozenset[Label]:
    """What may be said: who may have the paper itself may be told that it is there, and its title."""
    return duty.say | {Label.FACT, Label.TOPIC} if Label.CONTENT in duty.say else duty.say


def plain(duty: Duty, rule: Circulate, people: Sequence[Person], setting: Setting) -> dict[str, object]:
    """The council's own words, public all of them."""
    clause = setting.protocol.clause(duty.clause)
    signs = _signatory(rule, setting)
    return {
        "council": setting.roll.council.name,
        "protocol_title": setting.protocol.protocol.title,
        "clause_words": f"paragraph {clause.clause.partition(',')[0]}" if clause else duty.clause,
        "salutation": salutation(people),
        "signatory_name": signs.name if signs else "",
        "signatory_post": signs.post if isinstance(signs, Officer) else "Chief Executive",
        "answer_to": setting.roll.council.bot_mailbox,
        "told": tuple(_means(role, setting) for role in rule.to),
    }


def salutation(people: Sequence[Person]) -> str:
    """To whom it speaks; without names, since who holds a post is asked once more right before it leaves."""
    if not people or not all(isinstance(person, Member) for person in people):
        return "Dear colleagues" if len(people) != 1 else "Dear colleague"
    return "Dear Councillor" if len(people) == 1 else "Dear Councillors"


def _means(role: str, setting: Setting) -> str:
    entry = setting.protocol.roles.get(role)
    return (entry.means.partition(";")[0] if entry else role.replace("-", " ")).rstrip(".")


def _signatory(rule: Circulate, setting: Setting) -> Person | None:
    """The officer whom the clause has send it, else the chief executive, for whom the service writes."""
    named = setting.roles.holders(rule.by) if rule.by else ()
    officer = next((person for person in named if isinstance(person, Officer)), None)
    return officer or next(iter(setting.roles.holders("chief-executive")), None)


def put_into_words(
    renderer: Renderer, template: str, values: Mapping[str, object], told: Told, duty: Duty
) -> tuple[Rendered, tuple[str, ...]]:
    """The letter, and why it must not leave as it is: the proof that it says no more than its clause lets it say."""
    say = sayable(duty)
    wording = Wording(labelled=told.labelled, plain=values, own_words=())

    def texts(given: object) -> tuple[str, str, str]:
        letter = renderer.letter(template, wording.permitted(given, say))
        return letter.subject, letter.text, letter.html

    subject, text, html = texts(told.labelled)
    doubts = list(told.doubts)
    if not says_no_more(texts, told.labelled, say):
        doubts.append(MORE)
    if Label.CONTENT not in duty.say:
        own = (duty.facts.topic or "", *told.names, *(str(value) for value in values.values()))
        if slipped := leaked((subject, text), duty.protected, own):
            doubts.append(SLIPPED.format(words=", ".join(slipped)))
    return Rendered(subject=subject, text=text, html=html), tuple(doubts)
