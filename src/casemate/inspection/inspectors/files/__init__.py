"""Files: by our own looks in sandboxed workers, by lists of hashes, and by clamd when there is one."""

from casemate.inspection.inspectors.files.inspector import FilesInspector, FilesOptions

__all__ = ["FilesInspector", "FilesOptions"]
