"""E2: active content must never run in the name of this server. What is shown inline is a short list, by content."""

import re
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from casemate.web.disposition import SHOWN, type_headers
from tests.web.support import Site, open_site

ACTIVE = """
text/html application/xhtml+xml image/svg+xml text/xml application/xml application/rss+xml application/atom+xml
application/mathml+xml application/xslt+xml text/xsl application/rdf+xml application/vnd.mozilla.xul+xml application/javascript
text/javascript application/ecmascript text/ecmascript application/json application/ld+json application/manifest+json text/css
application/wasm text/cache-manifest application/x-shockwave-flash application/java-archive application/x-java-applet
application/x-silverlight-app application/pdf application/postscript message/rfc822 multipart/related multipart/x-mixed-replace
application/x-mimearchive application/hta application/x-msdownload application/vnd.microsoft.portable-executable
application/x-sh application/x-csh text/x-python application/x-httpd-php application/x-perl text/vbscript text/x-component
application/vnd.ms-htmlhelp application/x-chrome-extension application/x-xpinstall application/x-bittorrent
application/vnd.android.package-archive application/x-apple-diskimage application/zip application/gzip application/msword
application/vnd.openxmlformats-officedocument.wordprocessingml.document application/rtf text/rtf text/plain text/csv
text/calendar text/vcard text/markdown image/x-icon image/tiff image/vnd.adobe.photoshop application/octet-stream
application/vnd.apple.mpegurl audio/x-mpegurl text/html;charset=utf-7 TEXT/HTML image/svg+xml;x=image/png nonsense
""".split()


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with aclosing(open_site(tmp_path)) as sites:
        async for site in sites:
            yield site


def test_e2_sixty_types_are_tried() -> None:
    assert len(set(ACTIVE)) >= 60


@pytest.mark.parametrize("media_type", [*ACTIVE, "", "image/png\r\nX: y"])
def test_e2_everything_but_safe_media_is_saved_as_bytes(media_type: str) -> None:
    headers = type_headers(media_type, "picture.png")
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("media_type", sorted(SHOWN))
def test_e2_safe_media_are_shown_as_what_they_are(media_type: str) -> None:
    headers = type_headers(media_type, "page.html")
    assert headers["Content-Type"] == media_type
    assert headers["Content-Disposition"].startswith("inline;")


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/pdf", "image/png"])
async def test_e2_over_the_wire_the_judgement_counts(site: Site, media_type: str) -> None:
    """The sender says `image/png` and calls it so; only what inspection found decides."""
    site.world.judge.media_type = media_type
    slot = await site.world.slot(8, "picture.png", declared="image/png")
    url = site.at(slot)
    put = await site.client.put(url, content=b"<script>", headers={**slot.headers, "Content-Type": "image/png"})
    assert put.status_code == 201
    for answer in (await site.client.get(url), await site.client.head(url)):
        shown = media_type == "image/png"
        assert answer.headers["content-type"] == (media_type if shown else "application/octet-stream")
        assert answer.headers["content-disposition"].startswith("inline" if shown else "attachment")
        assert answer.headers["x-content-type-options"] == "nosniff"
        policy = answer.headers["content-security-policy"]
        assert re.match(r"default-src 'none'; frame-ancestors 'none'; sandbox\Z", policy)
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
