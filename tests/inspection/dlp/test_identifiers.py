"""National identifiers: valid ones are found where they are named, and a wrong checksum, a longer number or silence is not."""

import re
import tomllib
from importlib import resources
from itertools import count

import msgspec
import pytest

from casemate.inspection.inspectors.dlp.checksums import number_valid
from casemate.inspection.inspectors.dlp.identifiers import Kind
from tests.inspection.dlp.support import found, ids, sample

_DATA = resources.files("casemate.inspection.inspectors.dlp").joinpath("identifiers.toml").read_text(encoding="utf-8")
KINDS = {
    f"{country}.{name}": kind
    for country, kinds in msgspec.convert(tomllib.loads(_DATA), dict[str, dict[str, Kind]]).items()
    for name, kind in kinds.items()
}
PUBLISHED = {
    "dlp.id.us.ssn": "ssn 536-90-4399",
    "dlp.id.gb.nhs": "NHS number 943 476 5870",
    "dlp.id.gb.utr": "UTR 1955839661",
    "dlp.id.de.idnr": "Steuer-ID 36 574 261 809",
    "dlp.id.fr.nir": "2 95 10 99 126 111 93",
    "dlp.id.es.dni": "DNI 54362315K",
    "dlp.id.it.codicefiscale": "RCCMNL83S18D969H",
    "dlp.id.nl.bsn": "bsn 1112.22.333",
    "dlp.id.pl.pesel": "PESEL 44051401359",
    "dlp.id.pt.nif": "NIF contribuinte 501964843",
    "dlp.id.ch.ssn": "756.9217.0769.85",
    "dlp.id.br.cpf": "390.533.447-05",
    "dlp.id.mx.curp": "BOXW310820HNERXN09",
    "dlp.id.ca.sin": "SIN 123-456-782",
    "dlp.id.au.tfn": "TFN 123 456 782",
    "dlp.id.fi.hetu": "131052-308T",
}
"""Numbers that python-stdnum's documentation and the issuing offices give as examples."""


TWINS = {"sk.rc": "dlp.id.cz.rc", "ua.rntrc": "dlp.id.ru.inn"}
"""The same number under the same name in two countries: the first in the data may speak."""


def _ids(name: str, kind: Kind) -> set[str]:
    return {f"dlp.id.{kind.id or name}", TWINS.get(name, "")}


def _valid(kind: Kind) -> str:
    """A valid number: about one in ten, or in ten thousand with a date, of what fits the pattern."""
    for seed in count():
        number = sample(kind.pattern, seed)
        if len(set(number)) > 3 and (not kind.check or number_valid(kind.check, number)):
            return number
    raise AssertionError


def _sentence(kind: Kind, number: str) -> str:
    return f"{sample(kind.words, 1) if kind.words else 'it is'} {number} ok"


@pytest.mark.parametrize(("name", "kind"), KINDS.items(), ids=KINDS)
def test_a_valid_number_is_found_where_it_is_named(name: str, kind: Kind) -> None:
    number = _valid(kind)
    (finding,) = found(_sentence(kind, number))
    assert finding.id in _ids(name, kind)
    assert _sentence(kind, number)[finding.start : finding.end] == number


@pytest.mark.parametrize(("name", "kind"), [pytest.param(*k, id=k[0]) for k in KINDS.items() if k[1].check])
def test_a_number_that_fails_its_checksum_is_not_this_one(name: str, kind: Kind) -> None:
    wrong = next(n for n in (sample(kind.pattern, seed) for seed in count()) if not number_valid(kind.check, n))
    assert not _ids(name, kind) & set(ids(_sentence(kind, wrong)))


@pytest.mark.parametrize("kind", [pytest.param(kind, id=name) for name, kind in KINDS.items() if kind.words])
def test_a_number_that_nothing_names_could_be_anything(kind: Kind) -> None:
    assert ids(f"look at {_valid(kind)} please") == []


@pytest.mark.parametrize("kind", [pytest.param(kind, id=name) for name, kind in KINDS.items()])
def test_a_piece_of_a_longer_number_is_none(kind: Kind) -> None:
    assert ids(_sentence(kind, f"7-{_valid(kind)}-9")) == []


@pytest.mark.parametrize(("wanted", "text"), PUBLISHED.items(), ids=PUBLISHED)
def test_published_examples(wanted: str, text: str) -> None:
    assert ids(text) == [wanted]


@pytest.mark.parametrize("text", ["SSN: 078-O5-112O", "social security number 123-45-6789", "my ssn is 123 45 6789"])
def test_a_number_that_is_called_a_social_security_number_is_one(text: str) -> None:
    assert ids(text) == ["dlp.id.us.ssn"]


def test_there_are_enough_countries() -> None:
    assert len({name.partition(".")[0] for name in KINDS}) >= 30


def test_words_have_no_boundary_that_the_engines_do_not_know() -> None:
    """`\\b` of RE2 and Vectorscan is about ASCII: beside another letter it never holds, and the word is never seen."""
    assert not [name for name, kind in KINDS.items() if re.search(r"\\b[^\x00-\x7f]|[^\x00-\x7f]\\b", kind.words)]
