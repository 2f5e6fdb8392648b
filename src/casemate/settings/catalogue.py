"""The settings as data: what each is called, what it may be, what it means. For the loader and for `docs/settings.md`."""

import types
from collections.abc import Iterator
from typing import Annotated, Any, Final, NamedTuple, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from casemate.settings.schema import Component, Settings
from casemate.settings.units import write

COMPONENTS: Final = "components"
"""The one part of the file that is a list of tables, not a section."""


class Setting(NamedTuple):
    """One setting."""

    section: str
    key: str
    unit: str
    """`duration`, `size`, or empty."""
    type: Any
    low: float | None
    high: float | None
    pattern: str
    default: Any
    description: str

    @property
    def name(self) -> str:
        """`section.key`."""
        return f"{self.section}.{self.key}"

    @property
    def variable(self) -> str:
        """The environment variable that overrides it."""
        return f"CASEMATE_{self.section}_{self.key}".upper()

    def of(self, settings: Settings) -> Any:
        """Its value."""
        return getattr(getattr(settings, self.section), self.key)

    def show(self, value: Any) -> str:
        """A value as it is written in the file."""
        if self.unit and value is not None:
            return f'"{write(self.unit, value)}"'
        if isinstance(value, bool):
            return str(value).lower()
        # Texts, numbers and lists of texts look the same in JSON and in TOML.
        return msgspec.json.encode(value).decode()


def catalogue() -> list[Setting]:
    """Every setting, in the order of the file."""
    return list(_settings())


def sections() -> dict[str, tuple[type[Any], str]]:
    """Section -> its class and its description."""
    hints = get_type_hints(Settings)
    return {name: (kind, (kind.__doc__ or "").strip()) for name, kind in hints.items() if name != COMPONENTS}


def component_keys() -> dict[str, str]:
    """What a component of the settings has, and what it means."""
    hints = get_type_hints(Component, include_extras=True)
    return {key: next(m.description or "" for m in _unwrap(hint)[1]) for key, hint in hints.items()}


def _settings() -> Iterator[Setting]:
    for section, (kind, _) in sections().items():
        hints = get_type_hints(kind, include_extras=True)
        defaults = kind()
        for key, hint in hints.items():
            base, metas = _unwrap(hint)
            unit = next((m.extra["unit"] for m in metas if m.extra and "unit" in m.extra), "")
            yield Setting(
                section,
                key,
                unit,
                base,
                next((m.ge for m in metas if m.ge is not None), None),
                next((m.le for m in metas if m.le is not None), None),
                next((m.pattern for m in metas if m.pattern), ""),
                getattr(defaults, key),
                next((m.description for m in metas if m.description), ""),
            )


def _unwrap(hint: Any) -> tuple[Any, list[Meta]]:
    if get_origin(hint) is Annotated:
        base, *rest = get_args(hint)
        return base, [meta for meta in rest if isinstance(meta, Meta)]
    return hint, []


def type_word(setting: Setting) -> str:
    """The type in words."""
    if setting.unit:
        return setting.unit
    if get_origin(setting.type) is tuple:
        return "list of texts"
    if get_origin(setting.type) is dict or isinstance(setting.type, types.GenericAlias):
        return "table"
    return {str: "text", bool: "true or false", int: "whole number", float: "number"}.get(setting.type, "text")
