"""What Exchange is asked to do about blind copies: the values of the mail-flow rule and of its probe, for one council."""

import re
from dataclasses import dataclass

from mailrules.council.model import Council

HEADER = "X-MS-Exchange-Organization-BCC"
"""Exchange's own header for blind copies, inside the organisation; Microsoft does not document it. Empty where there are none."""
NAME = "Evenhand: no blind copies"
PROBE_NAME = "Evenhand: probe of blind copies"
RULE_FILE, PROBE_FILE, RESULTS_FILE = "evenhand-flow-rule.ps1", "evenhand-flow-rule-probe.ps1", "evenhand-probe.csv"
REASON = (
    "This council sends no blind copies. Your mail has gone to nobody. Put everybody who is to have it in To or Cc, "
    "so that each reader sees who the others are, and send it again."
)
COMMENTS = "Made by evenhand flow-rule. The council's protocol on member/officer relations rules out hidden copies."
LONGEST_REASON = 1024
"""Characters that Exchange takes for a reason (New-TransportRule, RejectMessageReasonText)."""


@dataclass(frozen=True, kw_only=True)
class ProbeRow:
    """One mail of the probe.

    Attributes:
        to, bcc: PowerShell expressions of the probe's own parameters.
    """

    number: str
    program: str
    what: str
    to: str
    bcc: str
    expected: str


def rule_values(council: Council) -> dict[str, object]:
    """The values of the rule's script."""
    return {
        "council": council.name,
        "name": NAME,
        "file": RULE_FILE,
        "header": HEADER,
        "comments": COMMENTS,
        "reason": REASON,
        "report_to": council.bot_mailbox,
        "archives": [pattern for address in sorted(council.allowed_blind_copies) for pattern in _alone(address)],
    }


def probe_values(council: Council) -> dict[str, object]:
    """The values of the probe's script."""
    return {
        "council": council.name,
        "name": PROBE_NAME,
        "rule_file": RULE_FILE,
        "results": RESULTS_FILE,
        "header": HEADER,
        "comments": COMMENTS,
        "report_to": council.bot_mailbox,
        "rows": _rows(),
    }


def _alone(address: str) -> tuple[str, str]:
    """Patterns of a header that holds that address and no other, bare or in angle brackets."""
    exact = re.escape(address).replace(r"\-", "-").replace(r"\@", "@")
    return f"^{exact}$", f"^<{exact}>$"


_PROGRAMS = (
    "Outlook for Windows, classic",
    "Outlook for Windows, new",
    "Outlook on the web",
    "Outlook for iOS or Android",
)
_SHAPES = (
    ("to a colleague, blind copy to somebody outside", "@($Colleague)", "@($Outside)", "reported, with the address"),
    ("to a colleague, no blind copy", "@($Colleague)", "@()", "not reported"),
)


def _rows() -> tuple[ProbeRow, ...]:
    """Each program with a hidden copy and without; then the shapes that a single program is enough for."""
    shaped = [(program, *shape) for program in (*_PROGRAMS, "Graph") for shape in _SHAPES]
    shaped += [
        ("Graph", "blind copies alone", "@()", "@($Outside)", "reported, with the address"),
        ("Graph", "blind copy to a group", "@($Colleague)", "@($Group)", "reported, with the group's address"),
        ("Graph", "blind copies inside and outside", "@($Outside)", "@($Colleague, $Outside)", "reported, with both"),
        ("Graph, as MIME", "the same by a MIME body with a Bcc line", "@($Colleague)", "@($Outside)", "to be seen"),
        ("Exchange Web Services", "a program that uses EWS", "@($Colleague)", "@($Outside)", "to be seen"),
        (
            "SMTP AUTH",
            "a program that submits mail itself",
            "@($Colleague)",
            "@($Outside)",
            "to be seen: nobody has said",
        ),
        (
            "Calendar",
            "a meeting with a room",
            "@($Colleague)",
            "@()",
            "not reported: rooms are invited as blind copies",
        ),
    ]
    return tuple(
        ProbeRow(number=f"T0-{nth:02}", program=program, what=what, to=to, bcc=bcc, expected=expected)
        for nth, (program, what, to, bcc, expected) in enumerate(shaped, 1)
    )
