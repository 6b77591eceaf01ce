"""A mail on which the rules themselves fail: kept, shown to a person, and no hindrance to the mails behind it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.compose.trying import World
from bot.errors import ConfigurationError
from bot.ports import OutboxState, Rendered
from tests.conftest import MONDAY, written

LEADER = "Saoirse Byrne <cllr.saoirse.byrne@wychmere.gov.example>"
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Broken:
    """A renderer that nobody has foreseen to fail so."""

    def __init__(self, renderer: object, error: Exception) -> None:
        self._renderer, self._error = renderer, error

    def letter(self, template: str, values: Mapping[str, object]) -> Rendered:
        if template == "briefing-prepared":
            raise self._error
        rendered: Rendered = self._renderer.letter(template, values)  # type: ignore[attr-defined]
        return rendered


def _lived(tmp_path: Path, error: Exception) -> tuple[list[tuple[str, str]], list[str]]:
    """What was decided about a paper that cannot be judged and the mail behind it, and who was told."""
    with World(tmp_path, start=MONDAY) as world, world.running() as (here, service):
        broken = replace(service.judging.deciding, renderer=Broken(service.judging.deciding.renderer, error))
        living = replace(service, judging=replace(service.judging, deciding=broken))
        world.tenant.clock.advance(timedelta(minutes=5))
        now = world.tenant.clock.now()
        chief = world.council.chief_executive_mailbox
        paper = "The briefing note on the leisure contract that your group asked for is attached.\n\nKind regards"
        mail = written(
            f"Chief Executive <{chief}>",
            f"Dear Saoirse,\n\n{paper}",
            to="cllr.saoirse.byrne@wychmere.gov.example",
            subject="Briefing note for the Green Group: the leisure contract",
            at=now,
            message_id="<paper@x.example>",
            attached=("Leisure.txt", b"The facts."),
        )
        world.tenant.file_sent(mail, chief)
        world.tenant.deliver(written(LEADER, "Thank you.", at=now, message_id="<behind@x.example>"), chief)
        living.minute()
        with here.store.work(as_of=now) as work:
            found = [(each.message_id, each.disposition) for each in work.mails.decided_since(BEGINNING)]
            told = [row.key for row in work.outbox.by_state(*OutboxState) if row.purpose == "held"]
            assert work.journal.verify() is None
    return sorted(found), told


def test_it_is_set_aside_and_the_line_goes_on(tmp_path: Path) -> None:
    found, told = _lived(tmp_path, RuntimeError("nobody has foreseen this"))
    assert found == [("<behind@x.example>", "none"), ("<paper@x.example>", "hold")]
    assert len(told) == 1


def test_a_template_of_the_council_that_is_wrong_is_no_mail_s_fault(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        _lived(tmp_path, ConfigurationError("templates: body.txt, line 3"))
