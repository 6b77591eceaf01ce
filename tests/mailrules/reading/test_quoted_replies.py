"""The visible text of quoted replies that other projects collected is what their authors expect, each set by itself."""

import sys
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.mailrules.reading.replies import NOT_OURS, fixtures, sets_in

AT_LEAST = 0.95
FOLDER = SHARED / "mail" / "third-party"
SETS = sets_in(FOLDER)


@pytest.mark.skipif(not SETS, reason="other people's mail is not at hand beside the project")
@pytest.mark.parametrize("name", SETS)
def test_the_visible_text_is_what_the_authors_of_a_set_expect(name: str) -> None:
    ours = [each for each in fixtures(FOLDER, name) if not each.not_ours]
    wrong = [f"{each.id}: {said}" for each in ours if (said := each.wrong())]
    right = len(ours) - len(wrong)
    sys.stdout.write(f"{name}: {right} of {len(ours)}\n")
    assert ours
    assert right / len(ours) >= AT_LEAST, "\n".join(wrong)


def test_each_exception_is_one_of_a_set_and_is_still_one(third_party: Path) -> None:
    excepted = [each for name in sets_in(third_party) for each in fixtures(third_party, name) if each.not_ours]
    assert len(excepted) == len(NOT_OURS)
    assert all(each.wrong() for each in excepted)
