"""How incidents are shown: a folium map over time. folium is loaded when a map is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .timemap import timeline

__all__ = ["timeline"]


def __getattr__(name: str) -> object:
    if name != "timeline":
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value = import_module(".timemap", __name__).timeline
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
