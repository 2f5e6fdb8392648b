"""Errors that people read."""

import pytest

from casemate.model import errors


@pytest.mark.parametrize("kind", ["ConfigurationError", "NotFound", "Conflict", "Unavailable", "InvalidJid"])
def test_every_error_is_ours(kind: str) -> None:
    assert issubclass(getattr(errors, kind), errors.CasemateError)


def test_an_address_in_an_error_is_short_and_explained() -> None:
    error = errors.InvalidJid("x" * 5_000, "the part before '@' is empty")
    assert len(str(error)) < 200
    assert str(error).endswith("the part before '@' is empty")
    assert error.text == "x" * 5_000
