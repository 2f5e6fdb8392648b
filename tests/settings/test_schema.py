"""Defaults that the standards ask for."""

from casemate.settings.schema import DAY, GIB, MIB, Settings


def test_defaults() -> None:
    settings = Settings()
    assert (settings.listen.c2s, settings.listen.c2s_tls, settings.listen.https) == (5222, 5223, 5443)
    assert settings.limits.stanza_before_auth >= 10_000  # RFC 6120 section 13.12
    assert settings.files.answer_within <= 20  # clients give up reading after about 30 s
    assert not settings.features.show_version
    assert settings.files.max_size <= settings.files.per_person_daily <= settings.files.per_person
    assert (MIB, GIB, DAY) == (1 << 20, 1 << 30, 86_400)
