"""What `evenhand doctor` proves of the second app: what it reaches, what it is refused; and that the first reaches none of it."""

import time
from collections.abc import Iterator

from bot.adapters.graph.connection import GraphConnection
from bot.adapters.graph.probe import Found, is_refused
from bot.adapters.graph.probe_second import probe_second
from bot.compose.rulebook import Rulebook
from bot.compose.second import enrolled_today
from bot.errors import ConfigurationError, EvenhandError
from bot.ports import Clock
from bot.settings import GraphSettings, Settings

UNTRIED = "Whether other mailboxes are out of the second app's reach was not tried; name one in second.must_not_reach."


def second_app(settings: Settings, book: Rulebook, clock: Clock) -> Iterator[Found]:
    """What there is to say of the second app."""
    if settings.second is None or settings.second_graph is None:
        yield Found(
            well=True, sentence="There is no second app: no officer's Sent Items are read, and no message trace."
        )
        return
    try:
        addresses = [each.address for each in enrolled_today(settings, book, clock)]
    except ConfigurationError as error:
        yield from (Found(well=False, sentence=line) for line in str(error).splitlines())
        return
    own, other = book.council.bot_mailbox, settings.second.must_not_reach
    if other is None:
        yield Found(well=False, sentence=UNTRIED)
    refused = [own] if other is None else [other, own]
    yield from _proved(settings.second_graph, clock, addresses, refused, trace=settings.second.message_trace)
    yield from _first_app(settings.graph, clock, addresses)


def _proved(
    graph: GraphSettings, clock: Clock, addresses: list[str], refused: list[str], *, trace: bool
) -> Iterator[Found]:
    connection = GraphConnection(graph, clock=clock, pause=time.sleep)
    try:
        yield from probe_second(connection, addresses, refused=refused, trace=trace)
    except EvenhandError as error:
        yield Found(well=False, sentence=f"The second app did not reach Microsoft 365: {error}")
    finally:
        connection.close()


def _first_app(graph: GraphSettings, clock: Clock, addresses: list[str]) -> Iterator[Found]:
    """Each app has its own mailboxes: the one that may send reaches no officer's."""
    connection = GraphConnection(graph, clock=clock, pause=time.sleep)
    try:
        for address in addresses:
            yield is_refused(connection, address, app="the first app", where="second.officers")
    except EvenhandError as error:
        yield Found(well=False, sentence=f"Whether the first app reaches officers' mailboxes is not known: {error}")
    finally:
        connection.close()
