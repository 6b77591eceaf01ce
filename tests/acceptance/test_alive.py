"""Once a working day the service says that it is alive; where it does not, it has stopped."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from bot.services.alive import ALIVE
from bot.services.decide import Deciding
from mailrules.protocol.adoption import Adoption
from tests.acceptance.town import addresses, town

MEMBER = "Cllr Hannah Whitlock <cllr.hannah.whitlock@wychmere.gov.example>"


def test_the_office_hears_each_working_day_that_the_service_is_alive(
    tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    def told(deciding: Deciding) -> Deciding:
        return replace(deciding, adoption=Adoption(source="adoption.yaml", alive_told=True))

    with town(tmp_path, with_=told) as here:
        here.to_chief(MEMBER, "Dear Margaret,\n\nThank you for yesterday.\n\nHannah", subject="Thanks")
        here.rest(datetime(2026, 10, 12, 9, 2, tzinfo=UTC))
        (first,) = here.sent_once(ALIVE)
        assert addresses(first) == ["lewis.carmichael@wychmere.gov.example"]
        assert first.letter.text == snapshot
        here.rest(datetime(2026, 10, 19, 9, 2, tzinfo=UTC))
        assert [row.key for row in here.sent_once(ALIVE)] == [
            f"alive/2026-10-{day}" for day in (12, 13, 14, 15, 16, 19)
        ], "not at the weekend"


def test_a_council_can_do_without(tmp_path: Path) -> None:
    with town(tmp_path) as here:
        here.rest(datetime(2026, 10, 13, 9, 2, tzinfo=UTC))
        assert here.rows(ALIVE) == []
