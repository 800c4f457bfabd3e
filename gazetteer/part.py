"""What there is of a file that is being fetched, and of which version of it that is."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Part", "mark_of"]


@dataclass(slots=True)
class Part:
    """What there is of a file, beside its place, and a note of which version of it that is."""

    target: Path
    path: Path = field(init=False)
    note: Path = field(init=False)

    def __post_init__(self) -> None:
        self.path = self.target.with_name(f"{self.target.name}.part")
        self.note = self.target.with_name(f"{self.target.name}.part.json")

    @property
    def size(self) -> int:
        """Bytes that are there."""
        return self.path.stat().st_size if self.path.exists() else 0

    def mark(self, url: str) -> str | None:
        """Return what tells this version of the file from others; without it nothing can be resumed."""
        try:
            told = json.loads(self.note.read_text(encoding="utf-8"))
            return str(told["mark"]) if told["url"] == url and told["mark"] else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def begin(self, url: str, mark: str | None) -> None:
        """Start with nothing of a version."""
        self.path.write_bytes(b"")
        self.note.write_text(json.dumps({"url": url, "mark": mark}), encoding="utf-8")

    def discard(self) -> None:
        """Throw away what there is."""
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)

    def finish(self) -> None:
        """Put it in its place."""
        self.path.replace(self.target)
        self.note.unlink(missing_ok=True)

    def goes_on(self, url: str, headers: Mapping[str, str]) -> bool:
        """Tell whether an answer begins where this ends, and is of the same version."""
        start = re.match(r"bytes (\d+)-", headers.get("Content-Range", ""))
        mark = self.mark(url) or ""
        told = headers.get("ETag" if mark.startswith('"') else "Last-Modified", mark)
        return start is not None and int(start[1]) == self.size and told == mark


def mark_of(headers: Mapping[str, str]) -> str | None:
    """Return a strong validator: the entity tag unless it is a weak one, else the date."""
    tag = headers.get("ETag")
    return tag if tag and not tag.startswith("W/") else headers.get("Last-Modified")
