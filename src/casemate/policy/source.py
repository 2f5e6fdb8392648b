"""A policy file as text: its rules, and where in it something stands, so that every refusal names the line."""

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from typing import Any, Final, NoReturn, cast

import msgspec

from casemate.model.errors import ConfigurationError
from casemate.policy.rules import Hours, Rule, Then, When

MAX_RULES: Final = 1_000
MAX_CHARACTERS: Final = 1_000_000
"""Of a policy file: a thousand rules of a thousand characters."""
_RULE: Final = re.compile(r"^[ \t]*\[\[[ \t]*(?:rule|\"rule\"|'rule')[ \t]*\]\][ \t]*(?:#.*)?$", re.MULTILINE)
_LONG_TEXT: Final = re.compile(r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'', re.DOTALL)
_POSITION: Final = re.compile(r"^(.*?) \(at (?:line (\d+), column \d+|end of document)\)$", re.DOTALL)
_HINTED: Final = 20
"""Names told when none is near."""


class Source:
    """A policy file. Errors are `ConfigurationError`s with file, line and reason."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._lines = text.splitlines()
        # What stands in a long text is no header, whatever it looks like.
        bare = _LONG_TEXT.sub(lambda found: "\n" * found[0].count("\n"), text)
        self._starts = [bare.count("\n", 0, found.start()) + 1 for found in _RULE.finditer(bare)]
        self._rows = self._read(text)

    def rules(self) -> list[Rule]:
        """The rules as written.

        Raises:
            ConfigurationError: if one has an unknown key, lacks one, or has a value of the wrong kind.
        """
        return [self._rule(index, row) for index, row in enumerate(self._rows)]

    def refuse(self, index: int, reason: str, *, at: str = "") -> NoReturn:
        """Refuse rule `index` (from 0), pointing at the line of the rule that holds `at`.

        Raises:
            ConfigurationError: always.
        """
        name = self._rows[index].get("name")
        raise ConfigurationError(
            f"{self.name}:{self._line(index, at)}: {f'rule {name!r}' if isinstance(name, str) else 'the rule'} {reason}"
        )

    def require_known(self, index: int, names: Collection[str], known: Collection[str], what: str) -> None:
        """Refuse rule `index` if one of `names` is not known, with the nearest that is."""
        for name in names:
            if name not in known:
                self.refuse(index, f"names the {what} '{name}', which does not exist{_nearest(name, known)}", at=name)

    def _read(self, text: str) -> list[dict[str, Any]]:
        if len(text) > MAX_CHARACTERS:
            raise ConfigurationError(f"{self.name}: the policy has over {MAX_CHARACTERS} characters")
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = _POSITION.match(str(error))
            reason, line = (found[1], found[2] or len(self._lines)) if found else (str(error), 1)
            raise ConfigurationError(f"{self.name}:{line}: not TOML: {reason}") from error
        for key in data:
            if key != "rule":
                raise ConfigurationError(f"{self.name}: a policy has rules ([[rule]]) only, no '{key}'")
        given = data.get("rule")
        rows = cast("list[Any]", given) if isinstance(given, list) else []
        if not rows or len(rows) != len(self._starts):
            raise ConfigurationError(f"{self.name}: there are no rules; begin each with a line [[rule]]")
        if len(rows) > MAX_RULES:
            raise ConfigurationError(f"{self.name}: there are {len(rows)} rules; a policy has at most {MAX_RULES}")
        return cast("list[dict[str, Any]]", rows)

    def _rule(self, index: int, row: Mapping[str, Any]) -> Rule:
        self._check_keys(index, row, Rule, "")
        for part, kind in (("when", When), ("then", Then)):
            table = row.get(part)
            if isinstance(table, dict):
                self._check_keys(index, cast("dict[str, Any]", table), kind, f"{part}.")
        self._check_when(index, row.get("when"))
        try:
            return msgspec.convert(row, Rule)
        except msgspec.ValidationError as error:
            reason, _, where = str(error).partition(" - at `$.")
            key = where.rstrip("`")
            self.refuse(index, f"is wrong{f' in {key}' if key else ''}: {reason}", at=key.rpartition(".")[2])

    def _check_when(self, index: int, table: Any) -> None:
        if not isinstance(table, dict):
            return
        when = cast("dict[str, Any]", table)
        for key, value in when.items():
            if value == []:
                self.refuse(index, f"has an empty list in when.{key}: it would match nothing; leave it out", at=key)
        if isinstance(hours := when.get("hours"), dict):
            self._check_keys(index, cast("dict[str, Any]", hours), Hours, "when.hours.")

    def _check_keys(self, index: int, table: Mapping[str, Any], kind: type[msgspec.Struct], path: str) -> None:
        known = [field.encode_name for field in msgspec.structs.fields(kind)]
        for key in table:
            if key not in known:
                self.refuse(index, f"has the unknown key '{path}{key}'{_nearest(key, known)}", at=key)

    def _line(self, index: int, needle: str) -> int:
        start = self._starts[index]
        end = self._starts[index + 1] - 1 if index + 1 < len(self._starts) else len(self._lines)
        if needle:
            word = re.compile(rf"(?<![\w.-]){re.escape(needle)}(?![\w.-])")
            for number in range(start, end + 1):
                if word.search(self._lines[number - 1]):
                    return number
        return start


def _nearest(name: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(name, list(known), 1, 0.4)
    if close:
        return f"; did you mean '{close[0]}'?"
    shown = sorted(known)[:_HINTED]
    return f"; there are {', '.join(shown)}{' and more' if len(known) > _HINTED else ''}"
