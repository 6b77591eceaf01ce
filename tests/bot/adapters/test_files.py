"""Mail in files: a tree, an mbox, a Maildir; what was sent is told by its folder."""

import mailbox
from pathlib import Path

import pytest

from bot.adapters.files import mails_below
from bot.errors import ConfigurationError
from mailrules.vocabulary import Direction

MAIL = b"From: a@x.example\nSubject: Hello\n\nx\n"


def found(root: Path) -> list[tuple[str, Direction]]:
    return [(mail.name, mail.direction) for mail in mails_below(root)]


def test_a_folder_called_sent_items_holds_what_went_out(tmp_path: Path) -> None:
    for name in ("Inbox/a.eml", "Sent Items/b.eml", "sent/c.eml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(MAIL)
    assert found(tmp_path) == [
        ("Inbox/a.eml", Direction.IN),
        ("Sent Items/b.eml", Direction.OUT),
        ("sent/c.eml", Direction.OUT),
    ]


def test_an_mbox_gives_each_of_its_mails(tmp_path: Path) -> None:
    box = mailbox.mbox(str(tmp_path / "archive"))
    for text in (b"Subject: one\n\n1\n", b"Subject: two\n\n2\n"):
        box.add(text)
    box.close()
    mails = list(mails_below(tmp_path / "archive"))
    assert [mail.name for mail in mails] == ["archive#0", "archive#1"]
    assert b"Subject: two" in mails[1].read()


def test_a_maildir_gives_each_of_its_mails(tmp_path: Path) -> None:
    box = mailbox.Maildir(str(tmp_path / "Maildir"))
    box.add(MAIL)
    assert [direction for _, direction in found(tmp_path / "Maildir")] == [Direction.IN]


def test_notes_beside_the_mail_are_no_mail(tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_text("{}")
    (tmp_path / "readme").write_text("These are some words.")
    assert found(tmp_path) == []


def test_a_path_with_nothing_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="there is no such file or folder"):
        found(tmp_path / "nowhere")
