"""Cases, duties and consents in the register: what a judgement needs to know, and what it leaves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from bot.adapters.store import tables
from bot.adapters.store.at_once import keep_as_they_stand, parts_of
from bot.adapters.store.history import SqlHistory
from bot.adapters.store.mails import earliest
from bot.adapters.store.mapping import case_row, duty_row, duty_values, from_json, to_json
from mailrules.cases import Case
from mailrules.duties import Duty
from mailrules.evaluation.outcome import Consent, Outcome
from mailrules.matching import LIFETIME
from mailrules.reading.model import Item
from mailrules.vocabulary import DutyState


class SqlRecord:
    """`mailrules.evaluation.record.Record` over a session, as of a moment."""

    def __init__(self, session: Session, *, as_of: datetime) -> None:
        self._session = session
        self._as_of = as_of

    def cases(self, thread: Sequence[str] = ()) -> tuple[Case, ...]:
        """Cases that moved not too long ago, and those of the thread, oldest first."""
        rows = self._session.exec(
            select(tables.CaseRow)
            .where(
                or_(
                    col(tables.CaseRow.changed) >= self._as_of - LIFETIME,
                    col(tables.CaseRow.id).in_(
                        select(tables.CaseMail.case).where(col(tables.CaseMail.message_id).in_(thread))
                    ),
                )
            )
            .order_by(col(tables.CaseRow.opened), col(tables.CaseRow.id))
        )
        return tuple(from_json(Case, row.value) for row in rows)

    def duties_of(self, case: str) -> tuple[Duty, ...]:
        """The duties of a case."""
        rows = self._session.exec(select(tables.DutyRow).where(tables.DutyRow.case == case))
        # Sorted here: databases put letters and signs in orders of their own, and a judgement must not depend on that.
        return tuple(sorted((from_json(Duty, row.value) for row in rows), key=lambda duty: duty.key))

    def consents_of(self, by: str) -> tuple[Consent, ...]:
        """What a group or member has consented to or refused, oldest first."""
        rows = self._session.exec(
            select(tables.ConsentRow).where(tables.ConsentRow.by == by).order_by(col(tables.ConsentRow.id))
        )
        return tuple(
            Consent(by=row.by, topic=row.topic or None, given=row.given, message_id=row.message_id) for row in rows
        )

    def kept_in(self, register: str) -> tuple[Mapping[str, str], ...]:
        """The fields of each entry of a register up to now, oldest first; what was only proposed is no entry."""
        rows = self._session.exec(
            select(tables.EntryRow.fields_)
            .where(
                tables.EntryRow.register_name == register,
                tables.EntryRow.provided == "",
                col(tables.EntryRow.at) <= self._as_of,
            )
            .order_by(col(tables.EntryRow.at), col(tables.EntryRow.nth))
        )
        return tuple(rows)

    @property
    def history(self) -> SqlHistory:
        """Earlier mail, for what is sent after it."""
        return SqlHistory(self._session, self.items_of)

    def keep(self, outcome: Outcome) -> None:
        """Keep what followed from a mail."""
        for case in outcome.cases:
            self.keep_case(case)
        for duty in outcome.duties:
            self.keep_duty(duty)
        for consent in outcome.consents:
            self._keep_consent(consent)
        if outcome.letter is not None and not outcome.minimal:
            self.history.remember(outcome.letter)
        self._session.flush()

    def keep_items(self, mail: str, items: Sequence[Item]) -> None:
        """Keep what a mail holds; a mail that is decided again is taken for what it is taken for now."""
        self._session.execute(delete(tables.ItemRow).where(col(tables.ItemRow.mail) == mail))
        for nth, item in enumerate(items):
            self._session.add(
                tables.ItemRow(
                    mail=mail,
                    nth=nth,
                    kind=item.kind,
                    group=item.group,
                    topic=item.topic,
                    confidence=item.confidence,
                    value=to_json(item),
                )
            )

    def items_of(self, message_id: str) -> tuple[Item, ...]:
        """What the earliest mail of that Message-ID was taken for, main item first."""
        mail = self._session.exec(
            select(tables.Mail.key).where(tables.Mail.message_id == message_id).order_by(*earliest()).limit(1)
        ).first()
        rows = self._session.exec(
            select(tables.ItemRow).where(tables.ItemRow.mail == (mail or "")).order_by(col(tables.ItemRow.nth))
        )
        return tuple(from_json(Item, row.value) for row in rows)

    def keep_case(self, case: Case) -> None:
        """Keep a case, and which mails belong to it."""
        self._session.merge(case_row(case))
        self._session.flush()
        for message_id in sorted(case.message_ids):
            self._session.merge(tables.CaseMail(message_id=message_id, case=case.id))

    def keep_duty(self, duty: Duty) -> None:
        """Keep a duty, and the local choices that shaped it."""
        self._session.merge(duty_row(duty))
        known = set(self._session.exec(select(tables.LocalChoice.words).where(tables.LocalChoice.duty == duty.key)))
        for words in dict.fromkeys(duty.local_choice):
            if words not in known:
                self._session.add(tables.LocalChoice(duty=duty.key, words=words))

    def _keep_consent(self, consent: Consent) -> None:
        known = self._session.exec(
            select(tables.ConsentRow).where(
                tables.ConsentRow.message_id == consent.message_id,
                tables.ConsentRow.by == consent.by,
                tables.ConsentRow.topic == (consent.topic or ""),
            )
        ).first()
        if known is None:
            self._session.add(
                tables.ConsentRow(
                    by=consent.by, topic=consent.topic or "", given=consent.given, message_id=consent.message_id
                )
            )

    def case(self, case_id: str) -> Case | None:
        """The case of that id."""
        row = self._session.get(tables.CaseRow, case_id)
        return from_json(Case, row.value) if row else None

    def case_of_mail(self, message_id: str) -> tuple[str, ...]:
        """The ids of the cases that a mail belongs to."""
        return tuple(
            self._session.exec(
                select(tables.CaseMail.case)
                .where(tables.CaseMail.message_id == message_id)
                .order_by(col(tables.CaseMail.case))
            )
        )

    def duty(self, key: str) -> Duty | None:
        """The duty of that key."""
        row = self._session.get(tables.DutyRow, key)
        return from_json(Duty, row.value) if row else None

    def named(self, keys: Sequence[str]) -> Sequence[Duty]:
        """The duties of these keys, in that order."""
        found: dict[str, Duty] = {}
        for part in parts_of(keys):
            wanted = select(tables.DutyRow.key, tables.DutyRow.value).where(col(tables.DutyRow.key).in_(part))
            found |= {key: from_json(Duty, value) for key, value in self._session.exec(wanted)}
        return [found[key] for key in keys if key in found]

    def keep_known(self, duties: Sequence[Duty]) -> None:
        """Keep duties that are kept already, as they now stand, in one go; their local choices stay as they are."""
        keep_as_they_stand(self._session, tables.DutyRow, [duty_values(duty) for duty in duties])

    def duties(self, *states: DutyState) -> Sequence[Duty]:
        """Duties in these states (all where none is given), by deadline; those without one last."""
        wanted = select(tables.DutyRow.value).order_by(col(tables.DutyRow.due).nulls_last(), col(tables.DutyRow.key))
        if states:
            wanted = wanted.where(col(tables.DutyRow.state).in_([state.value for state in states]))
        return [from_json(Duty, value) for value in self._session.exec(wanted)]

    def all_cases(self) -> Iterator[Case]:
        """Every case, oldest first."""
        rows = self._session.exec(select(tables.CaseRow).order_by(col(tables.CaseRow.opened), col(tables.CaseRow.id)))
        return (from_json(Case, row.value) for row in rows)
