"""Compile the built-in gazetteer when the package is built, so that an installed one opens at once.

And put ``seeds/`` into the package, but for an editable install, which reads them where they lie. The hook runs for
wheels, for wheels built from the sdist, and for editable installs; the compiled file is a build artefact and is not
kept in version control. What it imports are the build requirements of pyproject.toml.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]  # generic only in its own stubs
    """Prepare ``gazetteer/data/base.mawqi`` and ``gazetteer/seeds/`` before a wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the base unless it is up to date; include the seeds."""
        if self.target_name != "wheel":
            return
        if version != "editable":
            build_data["force_include"]["seeds"] = "gazetteer/seeds"
        sys.path.insert(0, self.root)
        try:
            from gazetteer.compile import compile_base  # noqa: PLC0415  importable only from here on

            if compile_base(Path(self.root, "gazetteer", "data", "base.mawqi")):
                self.app.display_info("compiled gazetteer/data/base.mawqi")
        finally:
            sys.path.remove(self.root)
