"""From a request to what answers it: routes, sign-in, scope, faults. It knows nothing of sockets."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from http import HTTPStatus

from starlette.routing import compile_path

from bot.sandbox import faults as misbehaving
from bot.sandbox import messages, tracing
from bot.sandbox.batch import run_batch
from bot.sandbox.delta import DeltaFeed
from bot.sandbox.faults import Fault, Faults, Misbehaviour, Record, Records
from bot.sandbox.people import User
from bot.sandbox.signin import App, SignIn
from bot.sandbox.tenant import Tenant
from bot.sandbox.wire import Answer, Asked, GraphError, as_error, as_json

ROOT = "/v1.0"
Handler = Callable[[Tenant, User, Asked, Mapping[str, str]], Answer]

_MAILS = "/users/{user}/messages"
_FOLDERS = "/users/{user}/mailFolders"
_IN_FOLDER = _FOLDERS + "/{folder}/messages"


class Graph:
    """Graph v1.0 of one tenant, as far as mail goes."""

    def __init__(self, tenant: Tenant, signin: SignIn) -> None:
        self.tenant = tenant
        self.signin = signin
        self.delta = DeltaFeed(tenant)
        self.faults = Faults()
        self.records = Records()
        self._routes = tuple(
            (method, re.compile(compile_path(ROOT + path)[0].pattern, re.IGNORECASE), handler)
            for method, path, handler in _routes(self.delta)
        )

    def answer(self, asked: Asked, fault: Fault | None) -> Answer:
        """The answer to one request; `fault` is the one that `faults.take` gave for it.

        Raises:
            DroppedError: the connection is to be cut; what was asked may have been done.
        """
        with self.tenant.lock:
            try:
                answer = self._answer(asked, fault)
            except misbehaving.DroppedError:
                self.records.add(Record(asked=asked, answer=None))
                raise
            self.records.add(Record(asked=asked, answer=answer))
            return answer

    def _answer(self, asked: Asked, fault: Fault | None, *, batched_by: App | None = None) -> Answer:
        request_id = self.tenant.ids.guid()
        try:
            if fault:
                misbehaving.before(fault)
            self.tenant.settle()
            answer = self._signed_in(batched_by, asked) if batched_by else self._at_the_door(asked)
            if fault:
                misbehaving.after(fault)
        except GraphError as error:
            answer = as_error(error, request_id)
        return replace(answer, headers={"request-id": request_id, **answer.headers})

    def _at_the_door(self, asked: Asked) -> Answer:
        tenant = f"/{self.tenant.id}"
        if (asked.method, asked.path) == ("GET", f"{tenant}/v2.0/.well-known/openid-configuration"):
            return self.signin.discovery(asked)
        if (asked.method, asked.path) == ("POST", f"{tenant}/oauth2/v2.0/token"):
            return self.signin.token(asked)
        app = self.signin.check(asked)
        if (asked.method, asked.path.lower()) == ("POST", f"{ROOT}/$batch"):
            return run_batch(asked, ROOT, partial(self._batched, app))
        return self._signed_in(app, asked)

    def _batched(self, app: App, asked: Asked) -> Answer:
        """One request of a batch: it can go wrong by itself."""
        fault = self.faults.take(asked)
        if fault and fault.kind is Misbehaviour.HELD:
            fault = None  # a batch is answered as one
        answer = self._answer(asked, fault, batched_by=app)
        self.records.add(Record(asked=asked, answer=answer, batched=True))
        return answer

    def _signed_in(self, app: App, asked: Asked) -> Answer:
        if (asked.method, asked.path.lower()) == ("GET", f"{ROOT}{tracing.PATH}".lower()):
            return tracing.list_traces(self.tenant, app, asked)
        allowed = False
        for method, pattern, handler in self._routes:
            match = pattern.match(asked.path)
            if match and method == asked.method:
                named = match.groupdict()
                return handler(self.tenant, self._user(app, asked, named["user"]), asked, named)
            allowed = allowed or bool(match)
        if allowed:
            raise GraphError(HTTPStatus.METHOD_NOT_ALLOWED, "BadRequest", "The method is not allowed here.")
        raise GraphError(HTTPStatus.BAD_REQUEST, "BadRequest", "Resource not found for the segment.")

    def _user(self, app: App, asked: Asked, name: str) -> User:
        user = self.tenant.user(name)
        if user is None:
            raise GraphError(HTTPStatus.NOT_FOUND, "ErrorInvalidUser", f"The requested user '{name}' is invalid.")
        in_reach = user.in_scope if app.reaches is None else user.address in app.reaches
        if not in_reach or not (app.may_write or asked.method == "GET"):
            raise GraphError(HTTPStatus.FORBIDDEN, "ErrorAccessDenied", "Access to OData is disabled.")
        return user


def _show_user(_tenant: Tenant, user: User, _asked: Asked, _named: Mapping[str, str]) -> Answer:
    return as_json({"id": user.id, "displayName": user.name, "mail": user.address, "userPrincipalName": user.address})


def _routes(delta: DeltaFeed) -> tuple[tuple[str, str, Handler], ...]:
    """Method, path and what answers; what is named before what is matched by any name."""
    return (
        ("GET", "/users/{user}", _show_user),
        ("POST", "/users/{user}/sendMail", messages.send_at_once),
        ("GET", _FOLDERS, messages.list_folders),
        ("GET", _FOLDERS + "/{folder}", messages.get_folder),
        ("GET", _IN_FOLDER + "/delta", delta.answer),
        *((method, under + path, handler) for under in (_MAILS, _IN_FOLDER) for method, path, handler in _OF_MAILS),
    )


_OF_MAILS: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "", messages.list_messages),
    ("POST", "", messages.create_draft),
    ("GET", "/$count", messages.count_messages),
    ("GET", "/{message}", messages.get_message),
    ("PATCH", "/{message}", messages.change_message),
    ("DELETE", "/{message}", messages.delete_message),
    ("GET", "/{message}/$value", messages.get_mime),
    ("POST", "/{message}/send", messages.send_message),
    ("POST", "/{message}/move", messages.move_message),
    ("GET", "/{message}/attachments", messages.list_attachments),
    ("POST", "/{message}/attachments", messages.add_attachment),
    ("GET", "/{message}/attachments/{attachment}", messages.get_attachment),
    ("GET", "/{message}/attachments/{attachment}/$value", messages.get_attachment_value),
)
