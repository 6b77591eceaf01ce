"""Places shared out between groups by their strength: whole shares first, then the largest remainders."""

from mailrules.council.roll import Roll


def shares(places: int, roll: Roll) -> dict[str, int]:
    """How many places each group has, the larger group first where two are owed the same remainder."""
    strength = {group.id: len(roll.members(group.id)) for group in roll.groups()}
    whole = sum(strength.values())
    if not whole:
        return {}
    owed = {group: places * members // whole for group, members in strength.items()}
    by_remainder = sorted(strength, key=lambda group: (-(places * strength[group] % whole), -strength[group], group))
    for group in by_remainder[: places - sum(owed.values())]:
        owed[group] += 1
    return owed


def split(places: int, roll: Roll) -> str:
    """The shares in words."""
    return ", ".join(f"{group} {count}" for group, count in shares(places, roll).items())
