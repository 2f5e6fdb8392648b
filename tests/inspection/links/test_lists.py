"""Lists of bad links: their formats, their bad lines, and what stays when a refresh fails."""

from pathlib import Path

import pytest

from casemate.inspection.inspectors.links.lists import BadLinks
from casemate.model.errors import ConfigurationError


def loaded(folder: Path, text: str) -> BadLinks:
    (folder / "list.txt").write_text(text)
    lists = BadLinks(["list.txt"], folder, folder / "cache")
    lists.load()
    return lists


@pytest.mark.parametrize(
    "line",
    [
        "0.0.0.0 bad.example.com",
        "127.0.0.1\tbad.example.com # a note",
        ":: bad.example.com",
        "bad.example.com",
        "  BAD.example.com  ",
        "*.bad.example.com",
        ".bad.example.com.",
        "bad.example.com # a note",
    ],
)
def test_hosts_and_plain_domains(tmp_path: Path, line: str) -> None:
    lists = loaded(tmp_path, f"# a list\n\n{line}\n")
    assert lists.size == 1
    assert lists.has("bad.example.com", "")
    assert lists.has("www.bad.example.com", "")
    assert not lists.has("example.com", "")
    assert not lists.has("notbad.example.com", "")


def test_addresses_mean_themselves_and_what_lies_below(tmp_path: Path) -> None:
    lists = loaded(tmp_path, "http://shared.example.com/bad/\nhttps://other.example.com/page?x=1\n")
    assert lists.has("shared.example.com", "https://shared.example.com/bad/index.html?y#z")
    assert not lists.has("shared.example.com", "http://shared.example.com/good/")
    assert not lists.has("shared.example.com", "http://shared.example.com/")
    assert lists.has("other.example.com", "http://other.example.com/page")


def test_names_beyond_ascii_are_found_as_browsers_ask_for_them(tmp_path: Path) -> None:
    assert loaded(tmp_path, "b\u00fccher.example\n").has("xn--bcher-kva.example", "")


def test_bad_lines_are_passed_over_and_local_names_never_listed(tmp_path: Path) -> None:
    text = (
        "0.0.0.0 localhost\n127.0.0.1 localhost.localdomain\n0.0.0.0 0.0.0.0\nnodot\n!!!\n\x00\nhttp://[\nbad.example\n"
    )
    lists = loaded(tmp_path, text)
    assert lists.size == 1
    assert not lists.has("localhost", "")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"nothing\.txt can't be read"):
        BadLinks(["nothing.txt"], tmp_path, tmp_path / "cache").load()


async def test_files_are_read_anew_and_the_last_good_one_stays(tmp_path: Path) -> None:
    lists = loaded(tmp_path, "one.example\n")
    (tmp_path / "list.txt").write_text("two.example\n")
    await lists.refresh()
    assert lists.has("two.example", "")
    assert not lists.has("one.example", "")
    (tmp_path / "list.txt").unlink()
    await lists.refresh()
    assert lists.has("two.example", "")
