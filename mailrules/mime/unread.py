"""Why an attachment's text cannot be told, in words for the person who will look at it."""

LONGEST = 200_000
UNREADABLE = "it could not be read"
LOCKED = "it is locked with a password"
TOO_LARGE = "it is too large to be read"
UNPACKED_TOO_LARGE = "it is too large once unpacked"
PICTURES = "it holds pictures of pages, and no text"
ARCHIVE = "it is an archive, and what is in it is not read"


class UnreadError(Exception):
    """Why an attachment's text cannot be told, in plain words."""
