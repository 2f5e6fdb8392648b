"""One file and everything in it: types, names, signatures, active content, archives inside archives."""

import hashlib
from typing import Final

import yara_x

from casemate.inspection.extract.archives import members
from casemate.inspection.extract.budget import Bomb, Broken, Budget, Sealed, Unreadable
from casemate.inspection.extract.kinds import ARCHIVES, CLOSED, Kinds, broken_promise, disguise, group
from casemate.inspection.extract.messages import MAX_MEMBERS_TOLD, Answer, NotSeen, Question, Seen

SCAN_SECONDS: Final = 10
_OOXML: Final = frozenset(
    {"docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "odt", "ods", "odp", "jar", "apk", "epub", "xlsb"}
)
"""Zips of a kind: they are walked for what is active in them."""
_ZIP: Final = b"PK\x03\x04"
"""Whatever else such a file is taken for (packages of programs, say), it is walked."""
_OLE_MARKS: Final = {
    "macro": ("_VBA_PROJECT".encode("utf-16-le"), "Macros".encode("utf-16-le")),
    "encrypted": ("EncryptedPackage".encode("utf-16-le"),),
}
_MAX_NAME: Final = 200


class Analyst:
    """Looks at files. Made once per worker, because models and rules take a while to load."""

    def __init__(self, rules: str) -> None:
        self._kinds = Kinds()
        compiler = yara_x.Compiler()
        compiler.add_source(rules)
        self._scanner = yara_x.Scanner(compiler.build())
        self._scanner.set_timeout(SCAN_SECONDS)

    def look(self, question: Question, data: memoryview) -> Answer:
        """Everything about a file."""
        self._seen: list[Seen] = []
        self._gaps: list[NotSeen] = []
        self._hashes: list[str] = []
        media_type = self._one(question.name, "", data)
        budget = Budget(question.limits, question.size)
        label = self._label
        self._inside(label, "", data, budget, question.limits.depth)
        return Answer(media_type, self._seen[:500], self._gaps[:500], self._hashes[:MAX_MEMBERS_TOLD])

    def _one(self, name: str, inner: str, data: memoryview) -> str:
        """A file or member by itself."""
        label, media_type = self._kinds.recognise(data) if len(data) else ("empty", "application/x-empty")
        self._label = label
        why = disguise(label, name)
        if why:
            self._note("disguised", inner, why)
        if kind := group(label, name):
            self._note(kind, inner, label)
        if broken_promise(label, name) and len(data):
            self._gap("malformed", inner, f"it is no .{name.rpartition('.')[2]} file")
        for rule in self._scanner.scan(bytes(data)).matching_rules:
            self._note("yara", inner, rule.identifier)
        self._office(label, inner, data)
        return media_type

    def _office(self, label: str, inner: str, data: memoryview) -> None:
        raw = bytes(data[: 16 << 20])
        if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            if any(mark in raw for mark in _OLE_MARKS["encrypted"]):
                self._gap("encrypted", inner, "the document has a password")
            elif any(mark in raw for mark in _OLE_MARKS["macro"]):
                self._note("macro", inner, "VBA")
        elif label == "pdf":
            if b"/Encrypt" in raw:
                self._gap("encrypted", inner, "the document has a password")
            if b"/JavaScript" in raw or b"/Launch" in raw or b"/JS " in raw or b"/JS(" in raw:
                self._note("active", inner, "JavaScript or a launch action")
            if b"%%EOF" not in bytes(data[-2048:]):
                self._gap("malformed", inner, "the document is cut off")
        elif (label == "png" and b"IEND" not in bytes(data[-64:])) or (
            label == "jpeg" and b"\xff\xd9" not in bytes(data[-4096:])
        ):
            self._gap("malformed", inner, "the picture is cut off")

    def _inside(self, label: str, inner: str, data: memoryview, budget: Budget, depth: int) -> None:
        if label in CLOSED:
            self._gap("unavailable", inner, f"{label} archives can't be opened here")
            return
        if label not in ARCHIVES and label not in _OOXML and bytes(data[:4]) != _ZIP:
            return
        if depth <= 0:
            self._gap("too_large", inner, "archives are nested too deep")
            return
        try:
            for member in members(label, data, budget):
                place = f"{inner}/{member.name}"[-_MAX_NAME:].lstrip("/")
                if member.problem:
                    self._gap(member.problem, place, "")
                if not member.data:
                    continue
                self._member(label, member.name, place, memoryview(member.data), budget, depth)
        except Bomb as error:
            self._note("bomb", inner, str(error))
            self._gap("too_large", inner, str(error))
        except Sealed as error:
            self._gap("encrypted", inner, str(error))
        except Unreadable as error:
            self._gap("unavailable", inner, str(error))
        except MemoryError:
            self._gap("too_large", inner, "it needs too much memory")
        except Broken as error:
            self._gap("malformed", inner, str(error)[:200])

    def _member(self, outer: str, name: str, place: str, data: memoryview, budget: Budget, depth: int) -> None:
        self._hashes.append(hashlib.sha256(data).hexdigest())
        if outer in _OOXML or outer == "zip":
            # A document may be taken for a plain zip: what is active is looked for in both.
            self._part(name, place, data)
        if outer in _OOXML:
            for rule in self._scanner.scan(bytes(data)).matching_rules:
                self._note("yara", place, rule.identifier)
            return
        self._one(name, place, data)
        self._inside(self._label, place, data, budget, depth - 1)

    def _part(self, name: str, place: str, data: memoryview) -> None:
        """A part of an Office document or package: only what is active in it matters."""
        lower = name.lower()
        if lower.endswith("vbaproject.bin"):
            self._note("macro", place, "VBA")
        elif "macrosheets/" in lower:
            self._note("macro", place, "Excel 4")
        elif lower.endswith(".rels"):
            text = bytes(data)
            if b'TargetMode="External"' in text and (
                b"attachedTemplate" in text or b"oleObject" in text or b"/frame" in text
            ):
                self._note("external", place, "a template or object from elsewhere")
        elif lower.endswith((".xml", ".bin")) and (b"DDEAUTO" in bytes(data) or b">DDE " in bytes(data)):
            self._note("external", place, "DDE")
        elif "embeddings/" in lower or bytes(data[:4]).startswith((b"MZ", b"\x7fELF")):
            self._one(name, place, data)

    def _note(self, what: str, inner: str, detail: str) -> None:
        seen = Seen(what, inner, detail)
        if seen not in self._seen:
            self._seen.append(seen)

    def _gap(self, kind: str, inner: str, detail: str) -> None:
        gap = NotSeen(kind, inner, detail)
        if gap not in self._gaps:
            self._gaps.append(gap)
