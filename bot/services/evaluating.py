"""How good the reading is, on mail whose labels are known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_HARMLESS = {"other", "automatic"}
_ACTING = {
    "group-briefing-request", "group-attendance-request", "group-briefing-delivered", "group-attendance-reported",
    "press-release-issued", "press-release-draft",
}  # fmt: skip


def evaluated(mails: Iterable[dict[str, Any]], labels: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Figures by kind and flag, and of what would be done.

    Args:
        mails: the replay's view of each mail.
        labels: one for each mail, by `file`.
    """
    read = {each["file"]: each for each in mails}
    pairs = [(each, read[each["file"]]) for each in labels if each["file"] in read]
    kinds = _by_word(pairs, "kinds")
    confusion = Counter[tuple[str, str]]()
    for label, mail in pairs:
        for wanted in set(label["kinds"]) - set(mail["kinds"]):
            for found in sorted(set(mail["kinds"]) - set(label["kinds"])) or ["(nothing)"]:
                confusion[wanted, found] += 1
    total = [sum(each[key] for each in kinds.values()) for key in ("right", "too_many", "too_few")]
    wrong = [label["file"] for label, mail in pairs if _acts(mail) and not _may_act(label, mail)]
    missed = [label["file"] for label, mail in pairs if _missed(label, mail)]
    idle = [mail for label, mail in pairs if set(label["kinds"]) <= _HARMLESS]
    leaks = [
        label["file"]
        for label, mail in pairs
        for duty in mail["duties"]
        if duty["state"] == "due"
        and any(word.lower() in (duty.get("topic") or "").lower() for word in label.get("topic_never", ()))
    ]
    return {
        "mails": len(pairs),
        "not_there": len(labels) - len(pairs),
        "micro": _f1(*total),
        "macro": sum(each["f1"] for each in kinds.values()) / max(1, len(kinds)),
        "held": _share(mail["disposition"] == "hold" for _, mail in pairs),
        "held_idle": _share(mail["disposition"] == "hold" for mail in idle),
        "wrong": wrong,
        "missed": missed,
        "leaks": leaks,
        "kinds": kinds,
        "flags": _by_word(pairs, "flags"),
        "confusion": [[*pair, count] for pair, count in confusion.most_common()],
        "curve": _curve(pairs),
        "fields": {
            name: _share(label.get(name) == _field(mail, name) for label, mail in pairs if label.get(name))
            for name in ("group", "officer", "member", "date", "reference", "title", "wards")
        },
    }


def _field(mail: dict[str, Any], name: str) -> object:
    main = mail["items"][0]
    return main.get(name, main.get("fields", {}).get(name))


def _by_word(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]], key: str) -> dict[str, dict[str, Any]]:
    right, many, few = Counter[str](), Counter[str](), Counter[str]()
    for label, mail in pairs:
        wanted, found = set(label[key]), set(mail[key])
        right.update(wanted & found)
        many.update(found - wanted)
        few.update(wanted - found)
    return {
        word: {
            "right": right[word],
            "too_many": many[word],
            "too_few": few[word],
            "precision": right[word] / max(1, right[word] + many[word]),
            "recall": right[word] / max(1, right[word] + few[word]),
            "f1": _f1(right[word], many[word], few[word]),
        }
        for word in sorted({*right, *many, *few})
    }


def _f1(right: int, many: int, few: int) -> float:
    return 2 * right / max(1, 2 * right + many + few)


def _share(found: Iterable[bool]) -> float:
    listed = list(found)
    return sum(listed) / max(1, len(listed))


def _acts(mail: dict[str, Any]) -> bool:
    return bool(mail["disposition"] == "act")


def _may_act(label: dict[str, Any], mail: dict[str, Any]) -> bool:
    acting = (set(mail["kinds"]) - _HARMLESS) & (_ACTING | set(label["kinds"]))
    same_group = label.get("group") is None or label["group"] == mail["items"][0].get("group")
    return bool(acting) and acting <= set(label["kinds"]) and same_group and "spoofed" not in label["flags"]


def _missed(label: dict[str, Any], mail: dict[str, Any]) -> bool:
    return bool(set(label["kinds"]) - _HARMLESS) and set(mail["kinds"]) <= _HARMLESS and mail["disposition"] != "hold"


def _curve(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> list[tuple[float, float]]:
    """Share held against the error of what is not held, were the least certain mails held first."""
    ordered = sorted(pairs, key=lambda pair: pair[1]["confidence"])
    wrong = [set(label["kinds"]) != set(mail["kinds"]) for label, mail in ordered]
    points = []
    for tenth in range(10):
        start = len(wrong) * tenth // 10
        points.append((tenth / 10, _share(wrong[start:])))
    return points


def told(figures: dict[str, Any]) -> Iterator[str]:
    """The figures in lines."""
    yield f"mails: {figures['mails']}" + (
        f" ({figures['not_there']} labels have no mail)" if figures["not_there"] else ""
    )
    yield f"F1 over kinds: macro {figures['macro']:.3f}, micro {figures['micro']:.3f}"
    yield f"wrong acts: {len(figures['wrong'])} {' '.join(figures['wrong'])}".rstrip()
    missed = figures["missed"]
    yield f"missed: {len(missed)} ({len(missed) / max(1, figures['mails']):.1%}) {' '.join(missed)}".rstrip()
    yield f"held: {figures['held']:.1%} of all, {figures['held_idle']:.1%} of other and automatic"
    yield f"notices with a protected word: {len(figures['leaks'])}"
    for name in ("kinds", "flags"):
        yield ""
        yield f"{name:<30}{'right':>6}{'many':>6}{'few':>6}{'prec.':>8}{'recall':>8}{'F1':>8}"
        for word, each in figures[name].items():
            yield (
                f"{word:<30}{each['right']:>6}{each['too_many']:>6}{each['too_few']:>6}"
                f"{each['precision']:>8.2f}{each['recall']:>8.2f}{each['f1']:>8.2f}"
            )
    yield ""
    yield "fields right where one is labelled: " + ", ".join(
        f"{key} {value:.2f}" for key, value in figures["fields"].items()
    )
    yield "held share and error of the rest: " + ", ".join(
        f"{held:.0%} {error:.2f}" for held, error in figures["curve"]
    )
    yield "confusion (wanted, read, times):"
    yield from (f"  {wanted} -> {found}: {count}" for wanted, found, count in figures["confusion"])
