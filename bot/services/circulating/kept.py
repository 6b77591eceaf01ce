"""What goes round out of the council's registers: a table of their entries, each reader seeing what is open to them."""

import csv
import io
from dataclasses import dataclass

from bot.ports import Work
from bot.services.circulating.told import Told
from mailrules.disclosure import Labelled
from mailrules.duties import Duty
from mailrules.evaluation.registers import RegisterEntry
from mailrules.evaluation.setting import Setting
from mailrules.rules.params import Circulate, Register
from mailrules.vocabulary import Label

CSV = "text/csv"
_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Table:
    """One register, as its template sees it."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def told_of(work: Work, duty: Duty, rule: Circulate, setting: Setting) -> Told | str:
    """The registers as tables, and as CSV beside them."""
    tables = tuple(_table(work, name, duty, setting) for name in rule.registers)
    papers = tuple((f"{each.name.replace(' ', '-')}.csv", CSV, as_csv(each)) for each in tables if each.rows)
    return Told(labelled={"tables": Labelled(value=tables, label=Label.CONTENT)}, papers=papers)


def _table(work: Work, register: str, duty: Duty, setting: Setting) -> Table:
    entries = [each for each in work.registers.entries(register) if not each.provided and not each.closed]
    shown = _open_fields(register, duty, setting)
    names = dict.fromkeys(name for each in entries for name, _ in each.fields if shown is None or name in shown)
    columns = tuple(names)
    rows = tuple(_row(each, columns, setting) for each in entries)
    return Table(name=register.replace("-", " "), columns=tuple(name.replace("-", " ") for name in columns), rows=rows)


def _row(entry: RegisterEntry, columns: tuple[str, ...], setting: Setting) -> tuple[str, ...]:
    fields = dict(entry.fields)
    return tuple(_named(fields.get(name, ""), setting) for name in columns)


def _named(value: str, setting: Setting) -> str:
    """A person or a group by name, where the value is the directory's id of one."""
    known = setting.roll.person(value) or setting.roll.group(value)
    return known.name if known else value


def _open_fields(register: str, duty: Duty, setting: Setting) -> frozenset[str] | None:
    """The fields that may be shown: all of them to the council's own people; else those that the protocol makes public."""
    asker = [setting.roll.whose(address) for address in duty.tell]
    if asker and all(person is not None for person in asker):
        return None
    rules = (rule for clause in setting.protocol.clauses for rule in clause.rules if isinstance(rule, Register))
    return frozenset(str(name) for rule in rules if rule.what == register for name in rule.public)


def as_csv(table: Table) -> bytes:
    """The table for a spreadsheet: UTF-8 with its mark, and no cell that a spreadsheet would take for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([cell(value) for value in row] for row in table.rows)
    return (_BOM + out.getvalue()).encode()


def cell(value: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value
