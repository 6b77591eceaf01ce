"""Microsoft's clouds: where each signs in and where its Graph is.

https://learn.microsoft.com/graph/deployments
"""

from dataclasses import dataclass
from types import MappingProxyType

from bot.settings import GraphSettings


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """Two hosts, each `https://…` without a slash at the end."""

    graph: str
    authority: str

    @property
    def scope(self) -> str:
        """What an app asks for when it signs in as itself: all that it has been granted."""
        return f"{self.graph}/.default"


CLOUDS = MappingProxyType(
    {
        "global": Cloud(graph="https://graph.microsoft.com", authority="https://login.microsoftonline.com"),
        "us-gov": Cloud(graph="https://graph.microsoft.us", authority="https://login.microsoftonline.us"),
        "us-gov-dod": Cloud(graph="https://dod-graph.microsoft.us", authority="https://login.microsoftonline.us"),
        "china": Cloud(
            graph="https://microsoftgraph.chinacloudapi.cn", authority="https://login.partner.microsoftonline.cn"
        ),
    }
)


def base_url(settings: GraphSettings) -> str:
    """Graph's own address, with a slash at the end, as O365 wants it."""
    return (settings.base_url or CLOUDS[settings.cloud].graph).rstrip("/") + "/"


def authority(settings: GraphSettings) -> str:
    """Where this tenant signs in."""
    return f"{(settings.authority or CLOUDS[settings.cloud].authority).rstrip('/')}/{settings.tenant_id}"
