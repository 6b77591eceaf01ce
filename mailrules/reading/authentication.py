"""What the receiving server found out about a mail's sender (RFC 8601)."""

import re

import authres

from mailrules.message import Message

_PAIR = re.compile(r"(?:^|;)\s*(spf|dkim|dmarc|compauth|arc)\s*=\s*([a-z]+)", re.IGNORECASE)


def results_of(message: Message) -> dict[str, str]:
    """Method to result, lower case, from the topmost Authentication-Results: those below may be the sender's own.

    Exchange leaves out the server's name, which RFC 8601 asks for; its header is then read pair by pair.
    """
    header = message.header("authentication-results")[:4000]
    if not header:
        return {}
    try:
        parsed = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {header}")
        found = {str(each.method).lower(): str(each.result).lower() for each in reversed(parsed.results)}
    except authres.AuthResError:
        found = {}
    return found or {method.lower(): result.lower() for method, result in reversed(_PAIR.findall(header))}
