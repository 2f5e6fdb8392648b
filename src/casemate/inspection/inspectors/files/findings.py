"""What can be found in files."""

from collections.abc import Mapping
from typing import Final

from casemate.model.inspection import FindingSpec, Severity

TYPE: Final = FindingSpec("files.type", "file-type", Severity.INFO, "What the file is, by its content.")
MALWARE: Final = FindingSpec(
    "files.malware", "malware", Severity.CRITICAL, "The virus scanner found malicious software."
)
YARA: Final = FindingSpec(
    "files.yara", "malware", Severity.CRITICAL, "The file fits a signature of malicious software."
)
BLOCKED: Final = FindingSpec(
    "files.blocked_hash", "malware", Severity.CRITICAL, "The file is on a list of content to block."
)
PROGRAM: Final = FindingSpec("files.program", "program", Severity.MEDIUM, "The file is a program.")
SCRIPT: Final = FindingSpec(
    "files.script", "program", Severity.MEDIUM, "The file is a script or shortcut that runs something."
)
INSTALLER: Final = FindingSpec(
    "files.installer", "program", Severity.MEDIUM, "The file installs something, or is a disk image."
)
DISGUISED: Final = FindingSpec("files.disguised", "disguised", Severity.HIGH, "The file is not what its name says.")
BOMB: Final = FindingSpec("files.bomb", "bomb", Severity.HIGH, "The archive unpacks to far more than it claims.")
MACRO: Final = FindingSpec("files.macro", "active-content", Severity.MEDIUM, "The document contains macros.")
EXTERNAL: Final = FindingSpec(
    "files.external", "active-content", Severity.HIGH, "The document loads or starts something from elsewhere."
)
ACTIVE: Final = FindingSpec(
    "files.active", "active-content", Severity.MEDIUM, "The document contains a script or a launch action."
)

BY_WORKER: Final[Mapping[str, FindingSpec]] = {
    "yara": YARA,
    "program": PROGRAM,
    "script": SCRIPT,
    "installer": INSTALLER,
    "disguised": DISGUISED,
    "bomb": BOMB,
    "macro": MACRO,
    "external": EXTERNAL,
    "active": ACTIVE,
}
"""What a worker calls it -> the finding."""
ALL: Final = (TYPE, MALWARE, BLOCKED, *BY_WORKER.values())
