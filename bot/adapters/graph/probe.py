"""What the app can reach, and what it is refused: for `evenhand doctor`.

Grants of Entra reach every mailbox; only a scope of Exchange's role-based access narrows them, and the two add up.
https://learn.microsoft.com/exchange/permissions-exo/application-rbac
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.adapters.graph import paths
from bot.adapters.graph.answers import DeniedError, GoneError
from bot.adapters.graph.connection import GraphConnection
from bot.errors import EvenhandError

CLOCK_AT_MOST = timedelta(seconds=90)
"""A clock that is further off is to be mended."""
_GRANT = "Grant the app Application Mail.ReadWrite on it in Exchange; a new grant can take two hours to work."


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing that was tried."""

    well: bool
    sentence: str
    """What was found, and what to do where it is not well."""


def probe(connection: GraphConnection, addresses: Iterable[str], *, must_not_reach: str | None) -> tuple[Found, ...]:
    """Read one id in each mailbox's Inbox; then try the one that has to be refused. Nothing is written.

    Raises:
        ConfigurationError: the sign-in itself is refused.
    """
    found = [reads(connection, each) for each in addresses]
    if must_not_reach is None:
        found.append(
            Found(
                well=False,
                sentence="Whether other mailboxes are out of reach was not tried; name one in graph.must_not_reach.",
            )
        )
    else:
        found.append(is_refused(connection, must_not_reach))
    return tuple(found)


def clock_told(connection: GraphConnection) -> Found:
    """How this machine's clock stands against the moment that the last answer told."""
    ahead = connection.ahead()
    if ahead is None:
        return Found(
            well=False, sentence="Microsoft 365 did not say what time it is; compare this machine's clock yourself."
        )
    seconds = round(abs(ahead.total_seconds()))
    if seconds <= CLOCK_AT_MOST.total_seconds():
        return Found(well=True, sentence="This machine's clock agrees with Microsoft's.")
    where = "fast" if ahead > timedelta(0) else "slow"
    return Found(
        well=False,
        sentence=f"This machine's clock is {seconds} seconds {where}: sign-in and deadlines go by it; let it be set by NTP.",
    )


def reads(
    connection: GraphConnection, address: str, *, folder: str = "inbox", app: str = "the app", grant: str = _GRANT
) -> Found:
    """Whether a folder of a mailbox can be read."""
    try:
        _touch(connection, address, folder)
    except GoneError:
        return Found(well=False, sentence=f"There is no mailbox {address}; correct the address.")
    except DeniedError as error:
        return Found(well=False, sentence=f"{address} cannot be read: {error}. {grant}")
    except EvenhandError as error:
        return Found(well=False, sentence=f"Whether {address} can be read is not known: {error}.")
    return Found(well=True, sentence=f"{address} can be read" + (f" by {app}." if app != "the app" else "."))


def is_refused(
    connection: GraphConnection, address: str, *, app: str = "the app", where: str = "graph.must_not_reach"
) -> Found:
    """Whether a mailbox is out of reach, as it has to be."""
    try:
        _touch(connection, address, "inbox")
    except GoneError:
        return Found(
            well=False,
            sentence=f"There is no mailbox {address}, so it proves nothing; name a real one in {where}.",
        )
    except DeniedError:
        return Found(well=True, sentence=f"{address} is refused to {app}, as it has to be.")
    except EvenhandError as error:
        return Found(well=False, sentence=f"Whether {address} is out of reach is not known: {error}.")
    return Found(
        well=False,
        sentence=f"{address} can be read, and must not be: {app} reaches mailboxes that are not its business. "
        f"Remove {'the app' if app == 'the app' else 'that app'}'s mail permissions in Entra and grant them in Exchange "
        "for its own mailboxes alone.",
    )


def _touch(connection: GraphConnection, address: str, folder: str) -> None:
    connection.get(
        f"{paths.folder(address, folder)}/messages",
        what="reading the Inbox" if folder == "inbox" else "reading Sent Items",
        params={"$select": "id", "$top": "1"},
    )
