"""How incidents are shown: a folium map over time, pictures, counts in cells. Each is loaded when first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .cells.densitymap import density
    from .pictures.moving import animate
    from .pictures.still import snapshot
    from .timemap import timeline

__all__ = ["animate", "density", "snapshot", "timeline"]

_ROOMS = {
    "animate": ".pictures.moving",
    "density": ".cells.densitymap",
    "snapshot": ".pictures.still",
    "timeline": ".timemap",
}


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(_ROOMS[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
