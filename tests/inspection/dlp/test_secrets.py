"""Every kind of secret: what fits its description is found under its name, and the space left for one is not."""

import base64
import json

import pytest

from casemate.inspection.inspectors.dlp.checks import crc62
from casemate.inspection.inspectors.dlp.secrets import CHECKS, Kind, secret_kinds
from tests.inspection.dlp.support import found, ids, monotonous, sample

KINDS = dict(secret_kinds())
SEEDS = range(20)


def _encoded(text: bytes | str) -> str:
    return base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


JWT = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part({'sub': 'alice', 'iat': 1516239022})}.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW"
MADE = {
    "jira-token": f"token: {_encoded(b'123456789012:' + bytes(range(190, 210)))}",
    "docker-auth": f'"auth": "{_encoded("builder:v9Tq2!rLx7")}"',
    "basic-authorization": f"Authorization: Basic {_encoded('builder:v9Tq2!rLx7')}",
    "jwt": JWT,
}
"""What has structure inside that no pattern describes."""
WORDED = {
    "password": [
        "the password is Tr0ub4dor&3",
        "pw: s3cr3t-Katze9",
        "Passwort lautet hund7Baum!",
        "contraseña: Perro99$verde",
        "mot de passe: Chat1bleu#",
        "パスワード: Neko77!ao",
        "db_pass=9fKs82!q",
    ],
    "password-literal": ['password = "correct-h0rse"', "const dbPassword: 'x9!kLmPq22'", 'PASSWORD = "k9$Ralph#x2"'],
    "generic-secret": [
        "api_key = 'A7f93kd02Lq8Zx61'",
        "client-secret: 8sKq02mZx91LwPq7vB",
        'auth_token="9a8Bc7D6e5F4g3H2"',
    ],
    "command-password": ["mysqldump -p Zx9!kq7Lm prod", "deploy --token=9fKs82Lq0Zx7 now"],
    "basic-auth-url": ["postgres://app:k9Ralph2x@db.internal/prod", "https://bot:9sKq02m@git.internal/x.git"],
    "connection-string": ["Server=db;Database=crm;User Id=app;Password=k9Ralph2x"],
}
HARMLESS = [
    "what is the password?",
    "the password is wrong",
    "Password: ********",
    "password = os.environ['DB_PASSWORD']",
    'password = "<your password here>"',
    "password=${DB_PASSWORD}",
    "forgot password: https://accounts.test/reset",
    "password_hash_length = 64",
    "api_key = YOUR_API_KEY",
    "token: null",
    "secret_key = settings.SECRET_KEY",
    "the commit is 3cd5ee6eeb89395deb9ea03c8a64ad651d502247",
    "request 550e8400-e29b-41d4-a716-446655440000 failed",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "postgres://app:password@localhost/test",
    "https://user:${TOKEN}@git.internal/x.git",
    "AKIAIOSFODNN7EXAMPLE",
    "-----BEGIN CERTIFICATE-----",
    "keep your key safe, token by token",
]


@pytest.mark.parametrize(("name", "kind"), KINDS.items(), ids=KINDS)
def test_what_fits_a_kind_is_found(name: str, kind: Kind) -> None:
    wanted = f"dlp.secret.{name}"
    if name in MADE:
        assert wanted in ids(f"here: {MADE[name]} ok")
    elif name in WORDED:
        assert all(wanted in ids(f"here: {text} ok") for text in WORDED[name]), [ids(text) for text in WORDED[name]]
    else:
        seen = [wanted in ids(f"here: {sample(kind.pattern, seed)} ok") for seed in SEEDS]
        # Random text has now and then no digit, and is then taken for words where only a label speaks for it.
        assert sum(seen) >= (len(seen) if kind.check == "token" else len(seen) * 3 // 4)


@pytest.mark.parametrize("kind", [pytest.param(kind, id=name) for name, kind in KINDS.items()])
def test_the_space_left_for_a_secret_is_none(kind: Kind) -> None:
    assert ids(f"here: {monotonous(kind.pattern)} ok") == []


@pytest.mark.parametrize("text", HARMLESS)
def test_talk_placeholders_hashes_and_variables_are_none(text: str) -> None:
    assert ids(text) == []


def test_there_are_enough_kinds_and_their_checks_exist() -> None:
    assert len(KINDS) >= 60
    assert {kind.check for kind in KINDS.values()} <= {"token", *CHECKS}
    assert all(kind.description and not kind.description.endswith(".") for kind in KINDS.values())


def test_a_checksum_speaks_for_a_token_that_looks_like_words() -> None:
    body = "kqkqkqzrtvwxybnmlpsdfghjkcqwer"
    assert ids(f"ghp_{body}{crc62(body)}") == ["dlp.secret.github-token"]
    assert ids(f"ghp_{body}aaaaaa") == []


def test_spans_are_the_secret_and_excerpts_hide_it() -> None:
    (finding,) = found("the password is Tr0ub4dor&3, don't tell")
    assert (finding.start, finding.end) == (16, 27)
    assert "dor&3" not in finding.excerpt
    assert finding.excerpt.startswith("Tr")
