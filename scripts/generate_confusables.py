"""Write the folding table of the text views: characters that look like ASCII letters and digits (UTS 39).

Reads the confusables of the package confusable-homoglyphs (Unicode data): run with it installed, once per Unicode version.
"""

import json
import unicodedata
from importlib import resources
from pathlib import Path

TARGET = Path("src/casemate/inspection/data/confusables.txt")


def main() -> None:
    """Write one line for each ASCII character: it, and everything that looks like it."""
    data = json.loads(resources.files("confusable_homoglyphs").joinpath("confusables.json").read_text("utf-8"))
    looks: dict[str, set[str]] = {}
    for char, others in data.items():
        if len(char) != 1 or char.isascii():
            continue
        plain = [o["c"] for o in others if len(o["c"]) == 1 and o["c"].isascii() and o["c"].isalnum()]
        if plain and not unicodedata.normalize("NFKC", char).isascii():
            best = min(plain, key=lambda c: (c != _same_case(char, c), c))
            looks.setdefault(best, set()).add(char)
    lines = [f"{plain} {''.join(sorted(chars))}" for plain, chars in sorted(looks.items())]
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _same_case(char: str, plain: str) -> str:
    return plain.upper() if char.isupper() else plain.lower()


if __name__ == "__main__":
    main()
