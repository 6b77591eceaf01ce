"""Decisions of officers in the register, each with its history."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot.adapters.store import tables
from bot.adapters.store.at_once import keep_as_they_stand, parts_of
from bot.adapters.store.mapping import from_json, to_json
from mailrules.decisions.history import Decision


class SqlDecisions:
    """`bot.ports.Decisions` over a session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, decision: Decision) -> None:
        """Keep a decision as it now stands, and which mails are about it."""
        self._session.merge(tables.DecisionRow(id=decision.id, value=to_json(decision)))
        self._session.flush()
        for version in decision.versions:
            self._session.merge(tables.DecisionMail(message_id=version.message_id, decision=decision.id))
        self._session.flush()

    def get(self, decision_id: str) -> Decision | None:
        """The decision of that id."""
        row = self._session.get(tables.DecisionRow, decision_id)
        return from_json(Decision, row.value) if row else None

    def of_mail(self, message_id: str) -> Decision | None:
        """The decision that a mail is about."""
        row = self._session.get(tables.DecisionMail, message_id)
        return self.get(row.decision) if row else None

    def of_mails(self, message_ids: Sequence[str]) -> dict[str, Decision]:
        """The decisions that mails are about."""
        found: dict[str, Decision] = {}
        for part in parts_of(message_ids):
            wanted = (
                select(tables.DecisionMail.message_id, tables.DecisionRow.value)
                .join(tables.DecisionRow, col(tables.DecisionRow.id) == col(tables.DecisionMail.decision))
                .where(col(tables.DecisionMail.message_id).in_(part))
            )
            found |= {message_id: from_json(Decision, value) for message_id, value in self._session.exec(wanted)}
        return found

    def keep_known(self, decisions: Sequence[Decision]) -> None:
        """Keep decisions that are kept already, as they now stand, in one go; no mail is added to them."""
        keep_as_they_stand(
            self._session, tables.DecisionRow, [{"id": each.id, "value": to_json(each)} for each in decisions]
        )
