"""What changed in a folder since it was last asked. https://learn.microsoft.com/graph/delta-query-messages.

A token names a state that is kept here, so that the same link can be followed twice, as Graph allows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from bot.sandbox import odata, views
from bot.sandbox.messages import folder_of
from bot.sandbox.people import User
from bot.sandbox.store import Change, ChangeKind, Folder
from bot.sandbox.tenant import Tenant
from bot.sandbox.wire import Answer, Asked, GraphError, as_json, bad_request

MOST_SINCE = 5000
"""Graph gives no more than this where a date is given."""
_PAGE = 10
_TAKEN = frozenset({"$select", "$filter", "$top", "$orderby", "$expand", "changetype"})


@dataclass(frozen=True, kw_only=True)
class _State:
    """Where a reader stands.

    Attributes:
        query: the first request's, which holds for all that follow.
        changes: what is still to be told in this round.
        mark: how much of the folder's log this round covers.
    """

    user: User
    folder: Folder
    query: Mapping[str, str]
    changes: tuple[Change, ...]
    mark: int
    between_rounds: bool = False


class DeltaFeed:
    """The delta queries of a tenant, and the ways in which they can be hard to read."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._states: dict[str, _State] = {}
        self._expired: tuple[HTTPStatus, str] = (HTTPStatus.GONE, "syncStateNotFound")
        self._empty = 0
        self._repeats = 0

    def expire(self, status: HTTPStatus = HTTPStatus.GONE, code: str = "syncStateNotFound") -> None:
        """Forget every state: each link that was given so far is answered so."""
        with self._tenant.lock:
            self._states.clear()
            self._expired = (status, code)

    def empty_pages(self, count: int) -> None:
        """The next pages carry nothing but a link to go on."""
        self._empty = count

    def repeat(self, count: int) -> None:
        """In the next pages every change is told twice."""
        self._repeats = count

    def answer(self, tenant: Tenant, user: User, asked: Asked, named: Mapping[str, str]) -> Answer:
        """One page.

        Raises:
            GraphError: the state is not known any more, or the query is not supported.
        """
        token = asked.query.get("$deltatoken") or asked.query.get("$skiptoken")
        state = self._resumed(token, asked, user) if token else self._begun(tenant, user, asked, named)
        return self._page(state, asked)

    def _begun(self, tenant: Tenant, user: User, asked: Asked, named: Mapping[str, str]) -> _State:
        """All that is in the folder now, newest first."""
        unsupported = [each for each in asked.query if each.lower() not in _TAKEN]
        if unsupported:
            raise bad_request(f"The query option {unsupported[0]} is not supported by delta.")
        folder = folder_of(user, named["folder"])
        since = _since(asked.query.get("$filter"))
        there = sorted(
            (item for item in user.store.items(folder) if not tenant.is_hidden(item)),
            key=lambda item: item.received,
            reverse=True,
        )
        changes = [Change(ChangeKind.CREATED, item.id, item.volatile) for item in there if since(item.received)]
        if "$filter" in asked.query:
            changes = changes[:MOST_SINCE]
        mark = len(user.store.log[folder])
        return _State(user=user, folder=folder, query=dict(asked.query), changes=tuple(changes), mark=mark)

    def _resumed(self, token: str, asked: Asked, user: User) -> _State:
        state = self._states.get(token)
        if state is None or state.user is not user:
            status, code = self._expired
            start = f"{asked.link().partition('?')[0]}?$deltatoken="
            raise GraphError(
                status, code, "The sync state generation is not found; start again.", headers={"Location": start}
            )
        if not state.between_rounds:
            return state
        log = state.user.store.log[state.folder]
        latest = {each.id: each for each in log[state.mark :]}
        born = {each.id for each in log[state.mark :] if each.kind is ChangeKind.CREATED}
        told = [replace(each, kind=ChangeKind.CREATED) if _is_new(each, born) else each for each in latest.values()]
        return replace(state, changes=tuple(told), mark=len(log), between_rounds=False)

    def _page(self, state: _State, asked: Asked) -> Answer:
        size = _size(asked, state.query)
        if self._empty:
            self._empty -= 1
            size = 0
        now, later = state.changes[:size], state.changes[size:]
        if self._repeats:
            self._repeats -= 1
            now = (*now, *now)
        onward = bool(later) or size == 0
        token = self._tenant.ids.new()
        self._states[token] = replace(state, changes=later, between_rounds=not onward)
        link = f"{asked.link().partition('?')[0]}?${'skip' if onward else 'delta'}token={token}"
        shown = [each for change in now if (each := self._shown(change, state, asked))]
        return as_json(
            {
                "@odata.context": f"{asked.base}/v1.0/$metadata#Collection(message)",
                "value": shown,
                "@odata.nextLink" if onward else "@odata.deltaLink": link,
            }
        )

    def _shown(self, change: Change, state: _State, asked: Asked) -> dict[str, object] | None:
        item = state.user.store.find(change.id)
        here = item is not None and item.folder is state.folder and not self._tenant.is_hidden(item)
        kind = change.kind if here else ChangeKind.DELETED
        if state.query.get("changeType", kind.value) != kind.value:
            return None
        if item is None or not here:
            # Told as removed even where the reader never saw it: Graph does that too.
            return {
                "@odata.type": "#microsoft.graph.message",
                "id": change.id if asked.immutable else change.volatile,
                "@removed": {"reason": "deleted"},
            }
        if not _since(state.query.get("$filter"))(item.received):
            return None
        first = Asked(method=asked.method, path=asked.path, query=state.query, headers=asked.headers, base=asked.base)
        return {"@odata.type": "#microsoft.graph.message", **views.message(first, state.user, item)}


def _is_new(change: Change, born: set[str]) -> bool:
    return change.kind is ChangeKind.UPDATED and change.id in born


def _size(asked: Asked, query: Mapping[str, str]) -> int:
    wished = asked.prefers("odata.maxpagesize") or query.get("$top") or str(_PAGE)
    if not wished.isascii() or not wished.isdigit() or int(wished) < 1:
        raise bad_request(f"The page size '{wished}' is no number above 0.")
    return int(wished)


class _Since:
    """Whether a mail is new enough."""

    def __init__(self, operator: str, when: datetime | None) -> None:
        self._operator, self._when = operator, when

    def __call__(self, received: datetime) -> bool:
        if self._when is None:
            return True
        return received > self._when if self._operator == "gt" else received >= self._when


def _since(text: str | None) -> _Since:
    """The only filter that delta takes: `receivedDateTime ge` or `gt` a moment.

    Raises:
        GraphError: it is another.
    """
    if not text:
        return _Since("ge", None)
    name, _, rest = text.partition(" ")
    operator, _, when = rest.partition(" ")
    if name != "receivedDateTime" or operator not in ("ge", "gt"):
        raise bad_request("Delta takes no filter but receivedDateTime ge or gt.", "ErrorInvalidUrlQueryFilter")
    return _Since(operator, odata.moment(when.strip()))
