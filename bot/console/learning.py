"""`evenhand train` and `evenhand evaluate`: how the reading learns from labelled letters, and how good it is."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.adapters.clock import SystemClock
from bot.adapters.files import mails_below
from bot.adapters.texts import read_council
from bot.compose.rulebook import rulebook
from bot.console.common import DEFAULT_SETTINGS, SettingsFile, opened
from bot.console.replaying import parsed, views
from bot.errors import ConfigurationError
from bot.services.evaluating import evaluated, told
from bot.services.precedents import precedents as kept
from mailrules.council.roll import Roll
from mailrules.reading.learning.lettered import Labelled
from mailrules.reading.learning.nameless import laid_bare
from mailrules.vocabulary import Kind

_LABELS = "labels.jsonl"
SAMPLE = Path(__file__).parent.parent / "sandbox" / "sample"
PRECEDENTS = "precedents"
HEARD = 3
"""So often is a precedent taught."""
SAMPLE_VOICE = "sample"
"""The sample council's mail is taught as well, as one more writer."""


def train(
    out: Annotated[Path, typer.Option("--out", help="Write the weights to this file.")],
    also: Annotated[
        list[Path] | None,
        typer.Option(
            "--also", help="A folder with council.yaml, labels.jsonl and the mail: corrections, for instance."
        ),
    ] = None,
    settings: SettingsFile = DEFAULT_SETTINGS,
    *,
    precedents: Annotated[
        bool, typer.Option("--precedents", help="Learn from the installation's precedents too.")
    ] = False,
) -> None:
    """Learn from the labelled letters that are shipped, and write the weights with date, corpus and scores."""
    from bot.adapters.training import corpus, train, write_weights  # noqa: PLC0415 - its library is slow to import

    letters, hashed = corpus()
    for voice, given in ((SAMPLE_VOICE, SAMPLE), *((each.name, each) for each in also or [])):
        letters += _from_mail(given, voice)
    if precedents:
        letters += _from_precedents(settings)
    weights = train(letters, hashed=hashed, on=SystemClock().now().date())
    write_weights(weights, out)
    for key, value in weights.about.items():
        typer.echo(f"{key}: {value}")


def evaluate(
    folder: Annotated[Path, typer.Argument(help="A folder of mail with its labels.jsonl.")],
    council: Annotated[
        Path | None, typer.Option("--council", help="The directory file; council.yaml in the folder where left out.")
    ] = None,
    protocol: Annotated[str, typer.Option("--protocol", help="A name of the library, or a file.")] = "enfield",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read labelled mail and say how well: by kind and flag, what would be wrongly done, missed and held."""
    labels = _labels(folder / _LABELS)
    mails = views(mails_below(folder), rulebook(council or folder / "council.yaml", protocol, None))
    figures = evaluated(mails, labels)
    if as_json:
        typer.echo(json.dumps(figures, indent=1))
        return
    console = Console()
    for line in told(figures):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _from_precedents(settings: Path) -> list[Labelled]:
    """What people have said of mails in an installation: each counts as often as it takes to be heard beside the letters."""
    with opened(settings) as here, here.store.work(as_of=here.clock.now()) as work:
        found = kept(work)
    return [Labelled(voice=PRECEDENTS, mail=each.mail, kinds=each.kinds) for each in found for _ in range(HEARD)]


def _from_mail(folder: Path, voice: str) -> list[Labelled]:
    """Labelled mail of a council, as letters to learn from."""
    council = read_council(folder / "council.yaml")
    mail = folder / "mail" if (folder / "mail").is_dir() else folder
    labels = {each["file"]: each for each in _labels(mail / _LABELS)}
    found = []
    for each in mails_below(mail):
        label = labels.get(each.name)
        if label is None:
            continue
        message = parsed(each.read(), each.direction)
        day = (message.date or SystemClock().now()).astimezone(council.timezone).date()
        kinds = frozenset(Kind(kind) for kind in label["kinds"])
        found.append(Labelled(voice=voice, mail=laid_bare(message, Roll(council, day)), kinds=kinds))
    return found


def _labels(file: Path) -> list[dict[str, Any]]:
    if not file.is_file():
        raise ConfigurationError(f"{file}: there is no such file; give a folder of mail with its {_LABELS}")
    found = []
    for nth, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise ConfigurationError(
                f"{file}, line {nth}: this is no JSON object ({error.msg}); mend the line"
            ) from None
    return found
