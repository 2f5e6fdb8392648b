"""A text that fits a pattern, by a seeded generator: what the data files describe, without a single secret in this repository."""

import random
import re._constants as c
import re._parser as parser
import string
from collections.abc import Iterable
from typing import Any

from casemate.inspection.inspectors.dlp import DlpInspector
from casemate.model.ids import TenantId
from casemate.model.inspection import Context, Direction, Finding, TextItem
from casemate.model.jid import Jid

CONTEXT = Context(TenantId("test"), Direction.INTERNAL, Jid.parse("alice@test"), Jid.parse("bob@test"))
_EVERYTHING = [ord(char) for char in string.ascii_letters + string.digits + "-_+/=.!#$%~:,; "]
_CLASSES = {
    c.CATEGORY_DIGIT: string.digits,
    c.CATEGORY_SPACE: " ",
    c.CATEGORY_WORD: string.ascii_letters + string.digits + "_",
    c.CATEGORY_NOT_SPACE: string.ascii_letters + string.digits,
    c.CATEGORY_NOT_WORD: " ",
}


def found(text: str, inspector: DlpInspector | None = None) -> tuple[Finding, ...]:
    """What the inspector finds in a text."""
    return (inspector or SHARED).inspect(TextItem("body", text), CONTEXT).findings


def ids(text: str) -> list[str]:
    """The ids of what is found, in order."""
    return [finding.id for finding in found(text)]


def sample(pattern: str, seed: int) -> str:
    """A string that matches."""
    return "".join(_Sampler(random.Random(seed)).walk(parser.parse(pattern)))


def monotonous(pattern: str) -> str:
    """A string that matches, with one and the same character wherever there is a choice: the space left for a secret."""
    return "".join(_Sampler(None).walk(parser.parse(pattern)))


class _Sampler:
    def __init__(self, source: random.Random | None) -> None:
        self._random = source

    def walk(self, nodes: Iterable[Any]) -> Iterable[str]:
        for op, value in nodes:
            yield from self._node(op, value)

    def _node(self, op: Any, value: Any) -> Iterable[str]:
        if op is c.LITERAL:
            yield chr(value)
        elif op is c.ANY:
            yield " "
        elif op in {c.IN, c.NOT_LITERAL}:
            yield self._one(op, value)
        elif op in {c.MAX_REPEAT, c.MIN_REPEAT}:
            low, high, inside = value
            # What may repeat without end is random text: long enough to have some entropy. What may be left out, is.
            if not low and high > 1:
                yield " " if op is c.MIN_REPEAT and not _no_space(inside) else ""
                return
            for _ in range(max(low, min(high, 24)) if low >= 4 and high > low + 8 else low):
                yield from self.walk(inside)
        elif op is c.SUBPATTERN:
            yield from self.walk(value[3])
        elif op is c.BRANCH:
            yield from self.walk(self._random.choice(value[1]) if self._random else value[1][0])
        elif op is not c.AT:
            raise AssertionError(f"the sampler doesn't know {op}")

    def _one(self, op: Any, value: Any) -> str:
        allowed = [code for code in _EVERYTHING if code != value] if op is c.NOT_LITERAL else _members(value)
        letters = [code for code in allowed if chr(code).lower() in "abx0"] or allowed
        return chr(self._random.choice(allowed) if self._random else letters[-1])


def _no_space(nodes: Any) -> bool:
    (op, value), *_ = nodes
    return op is c.IN and (c.NEGATE, None) in value and (c.CATEGORY, c.CATEGORY_SPACE) in value


def _members(items: list[Any]) -> list[int]:
    codes: set[int] = set()
    negated = False
    for op, value in items:
        if op is c.NEGATE:
            negated = True
        elif op is c.LITERAL:
            codes.add(value)
        elif op is c.RANGE:
            codes |= set(range(value[0], value[1] + 1))
        else:
            codes |= {ord(char) for char in _CLASSES[value]}
    if not negated:
        return sorted(codes)
    plain = [code for code in _EVERYTHING if code not in codes and chr(code).isalnum()]
    return plain or [code for code in _EVERYTHING if code not in codes]


SHARED = DlpInspector()
