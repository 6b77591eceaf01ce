"""Settings: from `evenhand.toml` and the environment, checked once, frozen, secrets masked.

The environment wins: `EVENHAND_GRAPH__CLIENT_SECRET`, `EVENHAND_DATABASE_URL` …
"""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import ConfigurationError


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GraphSettings(_Frozen):
    """How Microsoft 365 is reached. Base URL, authority, CA and discovery are settings, so that any Graph will do."""

    cloud: Literal["global", "us-gov", "us-gov-dod", "china"] = "global"
    base_url: str | None = None
    authority: str | None = None
    ca_file: Path | None = None
    instance_discovery: bool = True
    tenant_id: str
    client_id: str
    client_secret: SecretStr | None = None
    certificate_file: Path | None = None
    """PEM with the private key and the certificate."""
    must_not_reach: str | None = None
    """A mailbox that the app must be refused: `doctor` tries it."""

    @model_validator(mode="after")
    def _one_credential(self) -> "GraphSettings":
        _check_credential(self.client_secret, self.certificate_file)
        return self


class SecondSettings(_Frozen):
    """A second app, which only reads: what enrolled officers and shared mailboxes have sent, and Exchange's message trace.

    It signs in where the first one does, as itself.
    """

    client_id: str
    client_secret: SecretStr | None = None
    certificate_file: Path | None = None
    """PEM with the private key and the certificate."""
    must_not_reach: str | None = None
    """A mailbox that this app must be refused: `doctor` tries it."""
    officers: tuple[str, ...] = ()
    """Ids of officers, as the directory has them, whose Sent Items are read."""
    shared_mailboxes: tuple[str, ...] = ()
    """Addresses of shared mailboxes, as the directory has them, whose Sent Items are read."""
    message_trace: bool = False
    """Whether the message trace is read each night."""

    @model_validator(mode="after")
    def _one_credential(self) -> "SecondSettings":
        _check_credential(self.client_secret, self.certificate_file)
        return self


def _check_credential(secret: SecretStr | None, certificate: Path | None) -> None:
    if (secret is None) == (certificate is None):
        raise ValueError("give client_secret or certificate_file, and not both; a certificate is better")


class RetentionSettings(_Frozen):
    """Days that a mail's body is kept after nothing is held and no case is open; 0 erases it then."""

    nothing: int = Field(default=30, ge=0)
    """Mails that no duty, case or register needs: while an answer may still come, which is read together with them."""
    case: int = Field(default=90, ge=0)
    """Mails of a case, after it is over."""
    record: int = Field(default=365, ge=0)
    """Mails that a register points to."""
    officers: int = Field(default=7, ge=0)
    """What enrolled officers have sent, and nothing is wrong with."""


class Settings(BaseSettings):
    """All settings of one installation."""

    model_config = SettingsConfigDict(
        env_prefix="EVENHAND_",
        env_nested_delimiter="__",
        frozen=True,
        extra="forbid",
        nested_model_default_partial_update=True,
    )

    data_dir: Path
    council: Path
    protocol: str
    """A name of the library, or a file."""
    adoption: Path | None = None
    templates: tuple[Path, ...] = ()
    """Folders whose notices stand before the shipped ones."""
    weights: Path | None = None
    """The reading's weights, as `evenhand train` wrote them; None is those that are shipped."""
    database_url: str | None = None
    """None is SQLite in the data folder."""
    mode: Literal["observe", "act"] = "observe"
    graph: GraphSettings
    second: SecondSettings | None = None
    """Absent unless the council has decided on it."""
    incident_reports_from: tuple[str, ...] = ()
    """The address from which Exchange sends its incident reports here; none, and they are not taken for such."""
    retention: RetentionSettings = RetentionSettings()
    notices_a_day: int = Field(default=40, ge=1)
    """More than that in a day, and sending stops until a person has looked: a loop is impossible by count."""
    health_port: int = Field(default=8787, ge=0, le=65535)
    tick_seconds: int = Field(default=60, ge=1)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic-settings' own signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then the file."""
        return env_settings, init_settings

    @model_validator(mode="after")
    def _two_apps(self) -> "Settings":
        if self.second is None:
            return self
        if self.second.client_id == self.graph.client_id:
            raise ValueError("second.client_id: this is the first app; the second needs a registration of its own")
        if self.second.message_trace and self.graph.cloud != "global":
            raise ValueError(
                "second.message_trace: Graph has the message trace in the global cloud alone; leave it out"
            )
        return self

    @property
    def second_graph(self) -> GraphSettings | None:
        """How the second app reaches Microsoft 365: as the first does, under its own name."""
        if self.second is None:
            return None
        own = self.second.model_dump(include={"client_id", "client_secret", "certificate_file", "must_not_reach"})
        return self.graph.model_copy(update=own)

    @property
    def database(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data_dir / 'register.db'}"


def read_settings(file: Path) -> Settings:
    """The settings in a TOML file; paths in it are from the file's own folder.

    Raises:
        ConfigurationError: file, key and what to write instead.
    """
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(f"{file}: there are no settings yet; run `evenhand init`") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: this is not TOML: {error}") from error
    try:
        return Settings(**_from_folder(data, file.parent.resolve()))
    except ValidationError as error:
        lines = [
            f"{file}: {'.'.join(str(part) for part in each['loc']) or 'settings'}: {each['msg']}"
            for each in error.errors(include_input=False, include_url=False)
        ]
        raise ConfigurationError("\n".join(lines)) from None


def _from_folder(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    placed = dict(data)
    for key in ("data_dir", "council", "adoption", "weights"):
        if isinstance(placed.get(key), str):
            placed[key] = folder / placed[key]
    if isinstance(placed.get("templates"), list):
        placed["templates"] = [folder / each for each in placed["templates"]]
    protocol = placed.get("protocol")
    if isinstance(protocol, str) and protocol.endswith((".yaml", ".yml")):
        placed["protocol"] = str(folder / protocol)
    for name in ("graph", "second"):
        app = placed.get(name)
        if isinstance(app, dict):
            placed[name] = {
                key: folder / value if key in {"ca_file", "certificate_file"} and isinstance(value, str) else value
                for key, value in app.items()
            }
    return placed
