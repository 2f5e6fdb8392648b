"""The demo's link for its first owner: it leads to the web app, holds once, and is not offered again."""

import ssl
from pathlib import Path

import httpx

from tests.demo import demo

PASSWORD = "lantern cobweb tooth"


def test_the_first_owner_comes_in_by_the_link_and_no_second_one(tmp_path: Path) -> None:
    with demo(tmp_path / "demo") as first:
        address, _, token = first.first_owner.partition("#")
        assert address == f"{first.page}invite"
        tls = ssl.create_default_context(cafile=str(first.ca))
        with httpx.Client(verify=tls, headers={"X-Casemate-CSRF": "1"}, timeout=30) as browser:
            assert browser.get(address).headers["Content-Type"].startswith("text/html")
            body = {"token": token, "name": "erin", "password": PASSWORD}
            made = browser.post(f"{first.page}api/v1/invitations/accept", json=body)
            assert (made.status_code, made.json()["person"]["role"]) == (201, "owner")
            again = browser.post(f"{first.page}api/v1/invitations/accept", json=body | {"name": "fred"})
            assert again.status_code == 404
    with demo(tmp_path / "demo") as second:
        assert second.first_owner == ""
