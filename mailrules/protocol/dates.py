"""Days on which something in a protocol file holds."""

from datetime import date, timedelta

from pydantic import Field

from mailrules.rules.params import Parameters


class Dates(Parameters):
    """From one day to another, both inclusive; an absent end is open."""

    from_: date | None = Field(default=None, alias="from")
    """The first day."""
    to: date | None = None
    """The last day."""

    def hold(self, day: date) -> bool:
        """Whether the day is within."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)

    @property
    def turns(self) -> tuple[date, ...]:
        """The days from which on the answer of `hold` is another: the first day, and the day after the last."""
        after = (self.to + timedelta(days=1),) if self.to and self.to < date.max else ()
        return (*((self.from_,) if self.from_ else ()), *after)
