"""Settings that contradict each other are refused together, with the line of one of them."""

from pathlib import Path

import pytest

from casemate.model.errors import ConfigurationError
from casemate.settings.loader import load


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[listen]\nc2s = 5222\nc2s_tls = 5222", "FILE:3: listen.c2s_tls is the port of listen.c2s too"),
        ("[listen]\nhttps = 5223", "FILE:2: listen.https is the port of listen.c2s_tls too"),
        ("[listen]\nc2s = 0\nc2s_tls = 0\nhttps = 0", "FILE:2: listen.c2s is off, and so are the other ports"),
        ("[limits]\nstanza = '10 KiB'\nstanza_before_auth = '20 KiB'", "FILE:2: limits.stanza is smaller than"),
        ("[files]\nmax_size = '6 GiB'", "FILE:2: files.max_size is larger than files.per_person"),
        ("[files]\nper_person = '600 GiB'", "FILE:2: files.per_person is larger than files.per_tenant"),
        ("[storage]\ndatabase = 'mysql://x'", "FILE:2: storage.database begins with sqlite:/// or postgresql://"),
        ("[storage]\nkey_file = ' '", "FILE:2: storage.key_file is empty"),
        ("[tls]\ncertificate = ''", "FILE:2: tls.certificate is empty"),
        ("[operation]\nmetrics = '5480'", "FILE:2: operation.metrics is host:port"),
        ("[operation]\nmetrics = 'localhost:99999'", "FILE:2: operation.metrics is host:port"),
        ("[inspection]\nlists = ['http://x.example/l']", "FILE:2: inspection.lists names http://x.example/l"),
        ("[calls]\nservices = ['turn.example']", "FILE:2: calls.services names 'turn.example'"),
        ("[calls]\nservices = ['stun:s.example?transport=tcp']", "FILE:2: calls.services names 'stun:s.example?"),
        ("[calls]\nservices = ['turn:t.example:70000']", "FILE:2: calls.services names 'turn:t.example:70000'"),
        ("[contacts]\nabuse = ['abuse@x.example']", "FILE:2: contacts.abuse names 'abuse@x.example'"),
        ("[invitations]\naccounts = true", "FILE:2: invitations.accounts needs features.account_passwords"),
        ("[invitations]\nmembers = 'accounts'", "FILE:2: invitations.members is accounts, but"),
        ("[listen]\norigins = ['chat.example']", "FILE:2: listen.origins names 'chat.example'"),
        ("[listen]\norigins = ['https://chat.example/']", "FILE:2: listen.origins names 'https://chat.example/'"),
    ],
)
def test_contradictions(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "casemate.toml"
    file.write_text(text)
    with pytest.raises(ConfigurationError) as caught:
        load(file, {})
    assert str(caught.value).replace(str(file), "FILE").startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "[listen]\nc2s = 0\nc2s_tls = 0",
        "[operation]\nmetrics = ''",
        "[calls]\nservices = ['stun:s.example', 'turns:[2001:db8::1]:443?transport=tcp', 'turn:192.0.2.1:3478']",
        "[contacts]\nsecurity = ['mailto:security@x.example', 'xmpp:ann@x.example']",
        "[features]\naccount_passwords = true\n[invitations]\naccounts = true\nmembers = 'accounts'",
        "[invitations]\nmembers = 'contacts'",
        "[operation]\nmetrics = '[::1]:9000'",
        "[inspection]\nlists = ['https://x.example/l', 'bad.txt']",
        "[listen]\norigins = ['https://chat.example:8443']",
        "[storage]\ndatabase = 'postgresql://u:p@db/casemate'",
    ],
)
def test_what_is_fine(tmp_path: Path, text: str) -> None:
    file = tmp_path / "casemate.toml"
    file.write_text(text)
    load(file, {})
