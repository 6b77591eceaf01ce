"""The duties over time, as one picture: when each arose, when its notice may leave, and by when it is owed."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MARKS: Mapping[str, tuple[str, str]] = {
    "due": ("o", "#0b5394"),
    "held": ("s", "#a64d00"),
    "waiting": ("d", "#595959"),
    "barred": ("X", "#8b0000"),
    "met": ("^", "#256b2a"),
    "waived": ("v", "#5b2c83"),
}
"""State to marker and colour: no state is told by its colour alone (WCAG 1.4.1), each colour is 4.5:1 on white."""

_ROW_INCHES = 0.3
_SALT = "evenhand"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One duty in the picture."""

    label: str
    state: str
    arose: datetime
    release_at: datetime | None
    due: datetime | None


def rows_of(mails: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The duties of a replay, in the order in which they arose; of one that changed, its last state."""
    found: dict[tuple[str, str], Row] = {}
    for mail in mails:
        for duty in mail["duties"]:
            key = (str(mail["case"]), duty["clause"])
            earlier = found.get(key)
            found[key] = Row(
                label=f"{duty['clause']}  {mail['group'] or ''}",
                state=duty["state"],
                arose=earlier.arose if earlier else datetime.fromisoformat(mail["_view"]["date"]),
                release_at=_moment(duty["release_at"]),
                due=_moment(duty["due"]),
            )
    return list(found.values())


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def picture(rows: Sequence[Row]) -> str:
    """The picture as SVG, the same bytes for the same rows; an empty string where there is no duty."""
    if not rows:
        return ""
    # drawn only when a report is asked for: it takes longer to import than a small replay takes
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context({"svg.hashsalt": _SALT, "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}):
        figure = Figure(figsize=(9.5, 1.2 + _ROW_INCHES * len(rows)), layout="constrained")
        axes = figure.subplots()
        shown: set[str] = set()
        for height, row in enumerate(reversed(rows)):
            _draw(axes, height, row, first=row.state not in shown)
            shown.add(row.state)
        axes.set_yticks(range(len(rows)), [row.label for row in reversed(rows)])
        axes.set_ylim(-0.8, len(rows) - 0.2)
        axes.xaxis_date(tz=rows[0].arose.tzinfo)
        axes.grid(visible=True, axis="x", color="#d0d0d0", linewidth=0.6)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.0 + 0.5 / len(rows)), ncols=6, frameon=False)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    whole = drawn.getvalue()
    return whole[whole.index("<svg") :]


def _draw(axes: Any, height: int, row: Row, *, first: bool) -> None:  # noqa: ANN401 - matplotlib's own, untyped at its edges
    marker, colour = MARKS[row.state]
    at = row.release_at or row.arose
    if row.due is not None:
        axes.plot([row.arose, row.due], [height, height], color=colour, linewidth=2, solid_capstyle="butt", alpha=0.45)
        axes.plot([row.due], [height], marker="|", markersize=9, color=colour)
    label = row.state if first else "_nolegend_"
    axes.plot([at], [height], marker=marker, markersize=7, color=colour, linestyle="none", label=label)
