"""Payment data and national identifiers, each with its checksum (python-stdnum has them all)."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final

from casemate.inspection.inspectors.dlp.checks import account, card
from casemate.inspection.inspectors.dlp.rules import Rule
from casemate.model.inspection import FindingSpec, Severity

CARD: Final = FindingSpec("dlp.card", "card", Severity.HIGH, "A payment card number.")
IBAN: Final = FindingSpec("dlp.iban", "iban", Severity.MEDIUM, "A bank account number (IBAN).")


# country, kind, module of stdnum, pattern, words of which one must stand in the text, description
_IDENTIFIERS: Final = (
    ("us", "ssn", "us.ssn", r"\b(\d{3}-\d{2}-\d{4})\b", "", "A social security number of the USA."),
    ("us", "itin", "us.itin", r"\b(9\d{2}-[5-9]\d-\d{4})\b", "", "A taxpayer number (ITIN) of the USA."),
    ("gb", "nino", None, r"\b([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D])\b", r"national insurance|\bnino?\b|\bni number", "A national insurance number of the United Kingdom."),
    ("gb", "nhs", "gb.nhs", r"\b(\d{3}[ -]?\d{3}[ -]?\d{4})\b", r"\bnhs\b", "An NHS number of the United Kingdom."),
    ("de", "idnr", "de.idnr", r"\b([1-9]\d ?\d{3} ?\d{3} ?\d{3})\b", r"steuer|\bidnr\b|tax|\btin\b", "A tax number (IdNr) of Germany."),
    ("fr", "nir", "fr.nir", r"\b([12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2})\b", "", "A social security number (NIR) of France."),
    ("es", "dni", "es.dni", r"\b(\d{8}-?[A-HJ-NP-TV-Z])\b", r"\bdni\b|\bnif\b|identidad|spain|españa", "An identity number (DNI) of Spain."),
    ("es", "nie", "es.nie", r"\b([XYZ]-?\d{7}-?[A-HJ-NP-TV-Z])\b", "", "A foreigner's number (NIE) of Spain."),
    ("it", "codicefiscale", "it.codicefiscale", r"\b([A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z])\b", "", "A tax code (codice fiscale) of Italy."),
    ("nl", "bsn", "nl.bsn", r"\b(\d{4}[ .]?\d{2}[ .]?\d{3}|\d{9})\b", r"\bbsn\b|burgerservice|sofi", "A citizen service number (BSN) of the Netherlands."),
    ("be", "nn", "be.nn", r"\b(\d{2}[.]\d{2}[.]\d{2}-\d{3}[.]\d{2})\b", "", "A national number of Belgium."),
    ("pl", "pesel", "pl.pesel", r"\b(\d{11})\b", r"\bpesel\b", "A PESEL number of Poland."),
    ("pt", "nif", "pt.nif", r"\b([1235689]\d{8})\b", r"\bnif\b|contribuinte", "A tax number (NIF) of Portugal."),
    ("se", "personnummer", "se.personnummer", r"\b((?:19|20)?\d{6}[-+]\d{4})\b", "", "A personal number of Sweden."),
    ("dk", "cpr", "dk.cpr", r"\b((?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-\d{4})\b", r"\bcpr\b|personnummer", "A CPR number of Denmark."),
    ("no", "fodselsnummer", "no.fodselsnummer", r"\b(\d{6} ?\d{5})\b", r"f(?:ø|o)dselsnummer|personnummer", "A birth number of Norway."),
    ("fi", "hetu", "fi.hetu", r"\b(\d{6}[-+A]\d{3}[0-9A-FHJ-NPR-Y])\b", "", "A personal identity code of Finland."),
    ("at", "vnr", "at.vnr", r"\b([1-9]\d{3} ?\d{6})\b", r"\bsvnr\b|sozialversicherung|versicherungsnummer", "A social security number of Austria."),
    ("ch", "ssn", "ch.ssn", r"\b(756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2})\b", "", "A social security number (AHV) of Switzerland."),
    ("br", "cpf", "br.cpf", r"\b(\d{3}[.]\d{3}[.]\d{3}-\d{2})\b", "", "A CPF number of Brazil."),
    ("ca", "sin", "ca.sin", r"\b(\d{3}[ -]\d{3}[ -]\d{3})\b", r"\bsin\b|social insurance", "A social insurance number of Canada."),
    ("au", "tfn", "au.tfn", r"\b(\d{3} ?\d{3} ?\d{3})\b", r"\btfn\b|tax file", "A tax file number of Australia."),
    ("in", "aadhaar", "in_.aadhaar", r"\b([2-9]\d{3}[ -]\d{4}[ -]\d{4})\b", "", "An Aadhaar number of India."),
    ("in", "pan", "in_.pan", r"\b([A-Z]{3}[ABCFGHLJPTK][A-Z]\d{4}[A-Z])\b", r"\bpan\b|income tax", "A PAN number of India."),
    ("za", "idnr", "za.idnr", r"\b(\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{7})\b", r"\bid\b|identity|south africa", "An identity number of South Africa."),
    ("tr", "tckimlik", "tr.tckimlik", r"\b([1-9]\d{10})\b", r"kimlik|\btc\b", "An identity number of Turkey."),
)  # fmt: skip


def number_rules() -> Sequence[Rule]:
    """Rules for cards, accounts and identifiers."""
    rules = [
        Rule(CARD, r"\b(\d(?:[ \-.]?\d){11,18})\b", card),
        Rule(IBAN, r"\b([A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30})\b", account),
    ]
    for country, kind, module, pattern, context, description in _IDENTIFIERS:
        spec = FindingSpec(f"dlp.id.{country}.{kind}", "identifier", Severity.MEDIUM, description)
        rules.append(Rule(spec, pattern, _validator(module), context))
    return rules


def _validator(module: str | None) -> Callable[[str], bool]:
    """A module's check, imported when it is first asked: most are never."""
    if module is None:
        return lambda _text: True

    def valid(text: str) -> bool:
        checked: bool = import_module(f"stdnum.{module}").is_valid(text)
        return checked and len(set(filter(str.isdigit, text))) > 1

    return valid
