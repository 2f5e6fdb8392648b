"""What a file is by content, and what its name promises."""

from collections.abc import Mapping
from typing import Final

import magika
from magika.types import ContentTypeInfo

from casemate.model.filenames import DECEIVING, NameProblem, name_problems, sanitise_name

HEAD: Final = 8_192
"""Bytes at the front in which magic numbers are looked for."""

# (offset, bytes, label, media type): certain, because formats demand them
_MAGIC: Final = (
    (0, b"MZ", "pebin", "application/vnd.microsoft.portable-executable"),
    (0, b"\x7fELF", "elf", "application/x-elf"),
    (0, b"\xfe\xed\xfa\xce", "macho", "application/x-mach-binary"),
    (0, b"\xfe\xed\xfa\xcf", "macho", "application/x-mach-binary"),
    (0, b"\xce\xfa\xed\xfe", "macho", "application/x-mach-binary"),
    (0, b"\xcf\xfa\xed\xfe", "macho", "application/x-mach-binary"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "lnk", "application/x-ms-shortcut"),
    (0, b"PK\x03\x04", "zip", "application/zip"),
    (0, b"PK\x05\x06", "zip", "application/zip"),
    (0, b"7z\xbc\xaf\x27\x1c", "sevenzip", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "rar", "application/vnd.rar"),
    (0, b"\x1f\x8b", "gzip", "application/gzip"),
    (0, b"BZh", "bzip", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "xz", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "zst", "application/zstd"),
    (0, b"\x04\x22\x4d\x18", "lz4", "application/x-lz4"),
    (0, b"LZIP", "lzip", "application/x-lzip"),
    (0, b"\x1f\x9d", "compress", "application/x-compress"),
    (0, b"MSCF", "cab", "application/vnd.ms-cab-compressed"),
    (257, b"ustar", "tar", "application/x-tar"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole", "application/x-ole-storage"),
    (0, b"%PDF-", "pdf", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (0, b"\xff\xd8\xff", "jpeg", "image/jpeg"),
    (0, b"GIF8", "gif", "image/gif"),
    (0, b"{\\rtf", "rtf", "text/rtf"),
    (0x8001, b"CD001", "iso", "application/x-iso9660-image"),
)
PROGRAMS: Final = frozenset({"pebin", "elf", "macho", "dex", "coff", "com"})
INSTALLERS: Final = frozenset({"msi", "apk", "deb", "rpm", "dmg", "msix", "iso", "xar", "cab"})
SCRIPTS: Final = frozenset(
    {"lnk", "batch", "powershell", "vba", "vbs", "hta", "jar", "javabytecode", "chm", "internetshortcut"}
)
ARCHIVES: Final = frozenset({"zip", "tar", "gzip", "bzip", "xz", "zst", "sevenzip"})
CLOSED: Final = frozenset({"rar", "cab", "arc", "ace", "lha", "lz4", "lzip", "compress", "squashfs"})
"""Archives that are recognised, but that cannot be opened here."""
SCRIPT_ENDINGS: Final = frozenset(
    "bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta sct reg inf scf url lnk sh bash command jar py pyw".split()
)
PROGRAM_ENDINGS: Final = frozenset("exe com scr pif dll cpl sys ocx drv elf bin so dylib".split())
INSTALLER_ENDINGS: Final = frozenset("msi msix appx apk ipa deb rpm dmg pkg iso img vhd vhdx appimage cab".split())
_PACKAGES: Final[Mapping[str, bytes]] = {
    "jar": b"META-INF/",
    "apk": b"AndroidManifest.xml",
    "msi": b"\x10\x0c\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46",
    **dict.fromkeys(("docx", "docm", "xlsx", "xlsm", "xlsb", "pptx", "pptm"), b"[Content_Types].xml"),
    **dict.fromkeys(("odt", "ods", "odp", "epub"), b"mimetype"),
}
"""Zips and OLE files of a kind -> what each has in it (a member's name, the class of an installer).

The model takes many a small zip for one of them, and in some of them less is looked at.
"""
_OLE: Final = frozenset({"doc", "xls", "ppt", "msi", "outlook", "thumbsdb"})
_PROMISES: Final[Mapping[str, frozenset[str]]] = {
    "pdf": frozenset({"pdf"}),
    "png": frozenset({"png"}),
    "jpg": frozenset({"jpeg"}),
    "jpeg": frozenset({"jpeg"}),
    "gif": frozenset({"gif"}),
    "docx": frozenset({"docx", "zip", "ole"}),
    "xlsx": frozenset({"xlsx", "zip", "ole"}),
    "pptx": frozenset({"pptx", "zip", "ole"}),
    "doc": frozenset({"doc", "ole", "rtf", "docx", "zip", "xml", "html"}),
    "xls": frozenset({"xls", "ole", "xlsx", "zip", "xml", "html", "csv", "txt"}),
    "ppt": frozenset({"ppt", "ole", "pptx", "zip"}),
    "zip": frozenset({"zip"}),
    "mp3": frozenset({"mp3"}),
    "mp4": frozenset({"mp4"}),
}
_ACTIVE: Final = (
    PROGRAMS | INSTALLERS | SCRIPTS | frozenset({"html", "javascript", "svg", "shell", "python", "php", "swf"})
)


class Kinds:
    """Recognises types by magic numbers first, by Magika's model otherwise."""

    def __init__(self) -> None:
        self._model = magika.Magika()

    def recognise(self, data: memoryview) -> tuple[str, str]:
        """Label and media type of some content."""
        head = bytes(data[: 0x8001 + 8])
        for offset, magic, label, media_type in _MAGIC:
            if head[offset : offset + len(magic)] == magic:
                return self._refined(label, media_type, data)
        info = self._model.identify_bytes(bytes(data[:HEAD]) + bytes(data[max(HEAD, len(data) - HEAD) :])).output
        return str(info.label), info.mime_type

    def _refined(self, label: str, media_type: str, data: memoryview) -> tuple[str, str]:
        """Office documents and the like are zips and OLE files of a kind."""
        if label not in {"zip", "ole"}:
            return label, media_type
        info: ContentTypeInfo = self._model.identify_bytes(bytes(data)).output
        generic = {"zip": "application/zip", "ole": "application/x-ole-storage"}
        if _PACKAGES.get(str(info.label), b"") not in bytes(data) or (label == "ole" and info.label not in _OLE):
            return label, generic[label]
        if info.group in {"document", "executable", "application", "archive"} and info.mime_type:
            return str(info.label), info.mime_type
        return label, generic[label]


def ending(name: str) -> str:
    """What comes after the last point of a name as it gets saved, lower case: blanks and points at the end do not count."""
    saved = sanitise_name(f"_{name}") if name.startswith(".") else sanitise_name(name)
    return saved.rpartition(".")[2].lower() if "." in saved else ""


def group(label: str, name: str) -> str:
    """`program`, `script`, `installer` or empty, by content and by what a double click on the name would do."""
    last = ending(name)
    if label in PROGRAMS or last in PROGRAM_ENDINGS - {"bin", "so", "com"}:
        return "program"
    if label in INSTALLERS or last in INSTALLER_ENDINGS:
        return "installer"
    if label in SCRIPTS or last in SCRIPT_ENDINGS:
        return "script"
    return ""


def disguise(label: str, name: str) -> str:
    """Why a name does not tell what a file is; empty if it does."""
    problems = name_problems(name)
    if NameProblem.BIDI in problems:
        return "characters that turn the direction of writing hide its ending"
    parts = sanitise_name(name).lower().split(".")
    runs = PROGRAM_ENDINGS | INSTALLER_ENDINGS | SCRIPT_ENDINGS
    if problems & DECEIVING and parts[-1] in runs:
        return f"its name hides that it is a .{parts[-1]} file"
    if len(parts) > 2 and parts[-1] in runs and parts[-2].strip() in _PROMISES:
        return f"it pretends to be a .{parts[-2].strip()} file, but is a .{parts[-1]} file"
    promised = _PROMISES.get(parts[-1]) if len(parts) > 1 else None
    if promised is not None and label not in promised and label in _ACTIVE:
        return f"it is named .{parts[-1]}, but is {label}"
    if label in PROGRAMS and parts[-1] not in PROGRAM_ENDINGS and len(parts) > 1:
        return f"it is named .{parts[-1]}, but is a program"
    return ""


def broken_promise(label: str, name: str) -> bool:
    """Whether content is not what its name promises, without being dangerous: damaged, most likely."""
    promised = _PROMISES.get(ending(name))
    return promised is not None and label not in promised and label not in _ACTIVE
