"""The page, host-meta, and what is not there."""

from contextlib import aclosing
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec

from tests.web.support import LISTEN, ORIGIN, Site, open_site


async def test_the_page_says_what_this_is(site: Site) -> None:
    answer = await site.client.get(site.base + "/")
    assert answer.status_code == 200
    assert "name@example.org" in answer.text
    assert "wss://files.example:5443/xmpp" in answer.text
    assert "<script" not in answer.text
    assert "Version" not in answer.text


async def test_host_meta_names_the_websocket(site: Site) -> None:
    xml = await site.client.get(site.base + "/.well-known/host-meta", headers={"Origin": "https://any.example"})
    assert xml.headers["content-type"].startswith("application/xrd+xml")
    assert xml.headers["access-control-allow-origin"] == "*"
    [link] = ET.fromstring(xml.text)
    assert link.attrib == {"rel": "urn:xmpp:alt-connections:websocket", "href": "wss://files.example:5443/xmpp"}
    json = await site.client.get(site.base + "/.well-known/host-meta.json")
    assert json.headers["access-control-allow-origin"] == "*"
    assert json.json() == {"links": [link.attrib]}


async def test_host_meta_names_bosh_where_it_is_on(tmp_path: Path) -> None:
    async with aclosing(open_site(tmp_path, listen=msgspec.structs.replace(LISTEN, bosh=True))) as sites:
        async for site in sites:
            xml = await site.client.get(site.base + "/.well-known/host-meta")
            links = [link.attrib for link in ET.fromstring(xml.text)]
            assert links[1] == {
                "rel": "urn:xmpp:alt-connections:xbosh",
                "href": "https://files.example:5443/http-bind",
            }
            json = await site.client.get(site.base + "/.well-known/host-meta.json")
            assert json.json() == {"links": links}


async def test_nothing_else_is_there(site: Site) -> None:
    for path in (
        "/admin",
        "/.well-known/",
        "/.well-known/host-meta/",
        "/xmpp",
        "/http-bind",
        "/index.html",
        "/docs",
        "/openapi.json",
    ):
        answer = await site.client.get(site.base + path)
        assert (answer.status_code, answer.text) == (404, "There is nothing here.\n"), path
    assert (await site.client.put(site.base + "/", content=b"x")).status_code == 405
    assert (await site.client.options(site.base + "/xmpp", headers={"Origin": ORIGIN})).status_code == 404
