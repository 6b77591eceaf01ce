"""What the second app can reach, and what it is refused: for `evenhand doctor`. Nothing is sent, and nothing changed."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.adapters.graph import paths
from bot.adapters.graph.answers import DeniedError, GoneError
from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.probe import Found, is_refused, reads
from bot.adapters.graph.trace import GraphMessageTrace
from bot.errors import EvenhandError

_GRANT = "Grant the second app Application Mail.Read on it in Exchange; a new grant can take two hours to work."
_ONLY_READ = "The second app needs Application Mail.Read and nothing else: take its other mail roles away."


def probe_second(
    connection: GraphConnection, addresses: Sequence[str], *, refused: Sequence[str], trace: bool
) -> Iterator[Found]:
    """Read what it has to read; then try what has to be refused: other mailboxes, sending, changing.

    Args:
        connection: signs in as the second app.
        addresses: the enrolled mailboxes.
        refused: mailboxes that are not its business.
        trace: whether it has to read the message trace.

    Raises:
        ConfigurationError: the sign-in itself is refused.
    """
    for address in addresses:
        yield reads(connection, address, folder="sentitems", app="the second app", grant=_GRANT)
    for address in refused:
        yield is_refused(connection, address, app="the second app", where="second.must_not_reach")
    for address in addresses[:1]:
        yield _cannot_send(connection, address)
        yield _cannot_change(connection, address)
    if trace:
        yield _traces(connection)


def _cannot_send(connection: GraphConnection, address: str) -> Found:
    """A mail to nobody, which cannot leave: whoever may send hears that it has no recipient, whoever may not is refused."""
    empty = {"message": {"subject": "", "toRecipients": []}, "saveToSentItems": False}
    try:
        connection.post_once(f"{paths.user(address)}/sendMail", empty, what="trying whether it may send")
    except DeniedError:
        return Found(well=True, sentence=f"The second app cannot send as {address}.")
    except EvenhandError as error:
        if "ErrorInvalidRecipients" not in str(error):
            return Found(well=False, sentence=f"Whether the second app could send as {address} is not known: {error}.")
    return Found(well=False, sentence=f"The second app could send as {address}. {_ONLY_READ}")


def _cannot_change(connection: GraphConnection, address: str) -> Found:
    """A change of a mail that is not there: whoever may change hears that it is not there."""
    nothing = paths.message(address, "there-is-no-such-mail")
    try:
        connection.patch(nothing, {"isRead": True}, what="trying whether it may change mails")
    except DeniedError:
        return Found(well=True, sentence=f"The second app cannot change anything in {address}.")
    except GoneError:
        return Found(well=False, sentence=f"The second app could change mails of {address}. {_ONLY_READ}")
    except EvenhandError as error:
        known = "ErrorInvalidIdMalformed" in str(error)
        told = f"The second app could change mails of {address}. {_ONLY_READ}"
        return Found(
            well=False, sentence=told if known else f"Whether it could change {address} is not known: {error}."
        )
    return Found(well=False, sentence=f"The second app could change mails of {address}. {_ONLY_READ}")


def _traces(connection: GraphConnection) -> Found:
    now = connection.now()
    try:
        next(
            GraphMessageTrace(connection).rows("nobody@example.invalid", since=now - timedelta(hours=1), until=now),
            None,
        )
    except EvenhandError as error:
        return Found(
            well=False,
            sentence=f"The message trace cannot be read: {error}. Grant the second app ExchangeMessageTrace.Read.All in Entra, "
            "and see docs/second-identity.md: the tenant needs Microsoft's own service principal for it.",
        )
    return Found(well=True, sentence="The second app can read the message trace.")
