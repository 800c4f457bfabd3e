"""Draw the picture of docs/map.md: the sample reports, without a browser.

``python tools/still.py`` writes docs/picture.png; it needs the extra ``mawqi[pictures]``.
"""

from pathlib import Path

import geo
import maps

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Write docs/picture.png."""
    incidents = geo.extract(geo.read_reports(ROOT / "seeds" / "reports"))
    maps.snapshot(incidents, ROOT / "docs" / "picture.png", lines=True, dpi=96)


if __name__ == "__main__":
    main()
