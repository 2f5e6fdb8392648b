"""E9: no other site makes a browser do something here, and no other site shows our pages in a frame."""

import httpx

from tests.place import Place
from tests.web.api.support import PASSWORD, Browser, browser

FORGED = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost"},
    {"Content-Type": "text/plain"},
    {"Content-Type": "application/x-www-form-urlencoded"},
    {"Content-Type": "multipart/form-data; boundary=x"},
]


async def sent(erin: Browser, headers: dict[str, str], *, header: bool = True) -> httpx.Response:
    given = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", **headers}
    if header:
        given["X-Casemate-CSRF"] = "1"
    async with httpx.AsyncClient(verify=erin.tls, base_url=erin.http.base_url, cookies=erin.http.cookies) as other:
        body = f'{{"old": "{PASSWORD}", "new": "walnut harbour sleeve"}}'
        return await other.put("/api/v1/password", content=body, headers=given)


async def test_e9_another_site_changes_nothing(place: Place) -> None:
    async with browser(place) as erin, browser(place) as again:
        await erin.join("erin")
        for headers in FORGED:
            assert (await sent(erin, headers)).status_code in {403, 415}, headers
        assert (await again.sign_in("erin")).json()["state"] == "factor", "the password is the old one"


async def test_e9_the_header_that_no_form_sets_is_asked_for(place: Place) -> None:
    async with browser(place) as erin:
        await erin.join("erin")
        assert (await sent(erin, {}, header=False)).status_code == 403
        assert (await sent(erin, {})).status_code == 200


async def test_e9_cookies_stay_with_this_site_and_pages_out_of_frames(place: Place) -> None:
    async with browser(place) as erin:
        await erin.join("erin")
        answer = await erin.post("/session/totp", code=erin.code())
        cookies = answer.headers.get_list("set-cookie")
        assert cookies
        for cookie in cookies:
            assert cookie.startswith("__Host-"), cookie
            assert {"secure", "httponly", "samesite=strict", "path=/"} <= {p.strip().lower() for p in cookie.split(";")}
            assert "domain=" not in cookie.lower()
        for path in ("/", "/api/v1/session"):
            headers = (await erin.http.get(path)).headers
            assert headers["X-Frame-Options"] == "DENY"
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
