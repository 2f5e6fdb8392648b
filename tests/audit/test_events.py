import re

import pytest

from casemate.audit.events import AuditAction


@pytest.mark.parametrize("action", list(AuditAction))
def test_actions_are_named_by_subject_and_what_happened(action: AuditAction) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*", action.value)
    assert action.name == action.value.replace(".", "_").upper()
    assert len(action.value) <= 64
