"""Exchange's message trace. https://learn.microsoft.com/graph/api/messagetracingroot-list-messagetraces."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus

from bot.sandbox import odata
from bot.sandbox.people import TraceEntry
from bot.sandbox.signin import App
from bot.sandbox.tenant import Tenant
from bot.sandbox.wire import Answer, Asked, GraphError, as_json, bad_request

PATH = "/admin/exchange/tracing/messageTraces"
PAGE, LARGEST_PAGE = 1000, 5000
LONGEST, OLDEST, USUAL = timedelta(days=10), timedelta(days=90), timedelta(days=2)
_TERM = re.compile(r"(\w+) (eq|ge|le) (?:'((?:[^']|'')*)'|(\S+))")
_TEXTS = {"senderAddress": "sender", "recipientAddress": "recipient", "messageId": "message_id", "status": "status"}


def list_traces(tenant: Tenant, app: App, asked: Asked) -> Answer:
    """One page of the trace, newest first: one recipient a row.

    Raises:
        GraphError: the program may not, or the question is none that Exchange takes.
    """
    if not app.may_trace:
        raise GraphError(HTTPStatus.FORBIDDEN, "Forbidden", "The application lacks ExchangeMessageTrace.Read.All.")
    size = odata.number(asked, "$top", PAGE)
    if not 1 <= size <= LARGEST_PAGE:
        raise bad_request(f"The value of $top has to be between 1 and {LARGEST_PAGE}.")
    rows = sorted(_wanted(tenant, asked.query.get("$filter", "")), key=lambda row: row.at, reverse=True)
    skip = odata.number(asked, "$skiptoken", 0)
    page: dict[str, object] = {"value": [_shown(row) for row in rows[skip : skip + size]]}
    if skip + size < len(rows):
        page["@odata.nextLink"] = asked.link(skiptoken=str(skip + size))
    return as_json(page)


def _wanted(tenant: Tenant, text: str) -> Iterator[TraceEntry]:
    now = tenant.clock.now()
    since, until, texts = now - USUAL, now, {}
    for term in filter(None, text.split(" and ")):
        match = _TERM.fullmatch(term.strip())
        if match is None:
            raise bad_request(f"Invalid filter clause: {term}")
        name, operator = match[1], match[2]
        if name == "receivedDateTime" and operator in ("ge", "le") and match[4]:
            since, until = (odata.moment(match[4]), until) if operator == "ge" else (since, odata.moment(match[4]))
        elif name in _TEXTS and operator == "eq" and match[3] is not None:
            texts[_TEXTS[name]] = match[3].replace("''", "'").lower()
        else:
            raise bad_request(f"The property '{name}' cannot be filtered so.")
    _check(since, until, now)
    for row in tenant.trace:
        if since <= row.at <= until and all(getattr(row, name).lower() == value for name, value in texts.items()):
            yield row


def _check(since: datetime, until: datetime, now: datetime) -> None:
    if until - since > LONGEST:
        raise bad_request("Ten days are asked for at most.")
    if since < now - OLDEST:
        raise bad_request("The trace goes back ninety days.")


def _shown(row: TraceEntry) -> dict[str, object]:
    return {
        "id": f"{row.message_id}/{row.recipient}",
        "messageId": row.message_id,
        "senderAddress": row.sender,
        "recipientAddress": row.recipient,
        "receivedDateTime": row.at.isoformat().replace("+00:00", "Z"),
        "status": row.status,
        "subject": row.subject,
        "size": 1,
    }
