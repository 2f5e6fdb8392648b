"""Puts the web app into the wheel, and beside the sources where they are installed to be edited."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebApp(BuildHookInterface):
    """Builds the app before the wheel is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build it; `version` is "standard" or "editable"."""
        del version
        runpy.run_path(str(Path(self.root) / "webapp" / "build.py"))["build"]()
        build_data["artifacts"].append("/src/casemate/web/static/**")
