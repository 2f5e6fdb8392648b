"""What is audited. Actions are named `subject.what_happened`, so that they can be searched by subject."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec


class AuditAction(StrEnum):
    """Everything that can stand in the record."""

    SERVER_STARTED = "server.started"
    SERVER_STOPPED = "server.stopped"
    NOTICE_CHANGED = "notice.changed"
    ANNOUNCEMENT_SENT = "announcement.sent"
    SESSION_ENDED = "session.ended"
    POLICY_LOADED = "policy.loaded"
    TENANT_ADDED = "tenant.added"
    PERSON_ADDED = "person.added"
    PERSON_DISABLED = "person.disabled"
    PERSON_ENABLED = "person.enabled"
    PERSON_DELETED = "person.deleted"
    PERSON_ROLE_CHANGED = "person.role_changed"
    INVITATION_MADE = "invitation.made"
    INVITATION_USED = "invitation.used"
    INVITATION_REVOKED = "invitation.revoked"
    DEVICE_ADDED = "device.added"
    DEVICE_REVOKED = "device.revoked"
    PASSWORD_CHANGED = "password.changed"
    PASSWORD_RESET_MADE = "password.reset_made"
    PASSWORD_RESET_USED = "password.reset_used"
    FACTOR_ADDED = "factor.added"
    FACTOR_RENAMED = "factor.renamed"
    FACTOR_REMOVED = "factor.removed"
    FACTOR_REFUSED = "factor.refused"
    RECOVERY_CODES_MADE = "recovery_codes.made"
    RECOVERY_CODE_USED = "recovery_code.used"
    NOTICE_ACKNOWLEDGED = "notice.acknowledged"
    BROWSER_SIGNED_IN = "browser.signed_in"
    BROWSER_SIGNED_OUT = "browser.signed_out"
    TENANT_SECOND_FACTOR_SET = "tenant.second_factor_set"
    SIGN_IN_SUCCEEDED = "sign_in.succeeded"
    SIGN_IN_FAILED = "sign_in.failed"
    MESSAGE_REDACTED = "message.redacted"
    MESSAGE_COACHED = "message.coached"
    MESSAGE_CONFIRMED = "message.confirmed"
    MESSAGE_HELD = "message.held"
    MESSAGE_RELEASED = "message.released"
    MESSAGE_REFUSED = "message.refused"
    MESSAGE_BLOCKED = "message.blocked"
    FILE_HELD = "file.held"
    FILE_RELEASED = "file.released"
    FILE_REFUSED = "file.refused"


class AuditEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Something that somebody did; `detail` is JSON without message text. Tenant 0 is the server itself."""

    tenant: int
    actor: str
    action: AuditAction
    subject: str
    detail: Mapping[str, object] = {}
