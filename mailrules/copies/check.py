"""The one checker of outbound mail: what is wrong with it, whatever the protocol says of it."""

from itertools import chain

from mailrules.copies.forwards import forwarded
from mailrules.copies.in_name import in_members_name
from mailrules.copies.outgoing import Outgoing
from mailrules.copies.to_groups import advice, documents, meetings
from mailrules.copies.to_others import hidden_copies, visible_copies
from mailrules.copies.wrong import Checked, Copy, Sent, Wrong


def check(sent: Sent) -> Checked:
    """Everything that is wrong with a mail that goes out: that it says a machine wrote it excuses it from nothing."""
    mail = Outgoing(sent)
    first, by_officer = mail.first, mail.letters.from_officer
    found = tuple(
        chain(
            hidden_copies(mail, first),
            visible_copies(mail, first) if by_officer and first is not None else (),
            forwarded(mail, first) if by_officer else (),
            documents(mail) if by_officer else (),
            meetings(mail) if by_officer else (),
            advice(mail) if by_officer else (),
            in_members_name(mail),
        )
    )
    return Checked(
        wrong=tuple(dict.fromkeys(each for each in found if isinstance(each, Wrong))),
        copies=tuple(each for each in found if isinstance(each, Copy)),
        doubts=mail.seen.doubts,
    )
