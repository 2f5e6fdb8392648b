"""Whether YARA rules compile: asked once at start, so that a mistake in them is told and does not stop the workers."""

from collections.abc import Mapping

import yara_x


class BadRules(Exception):
    """Rules that do not compile; it says where and why."""


def check_rules(own: str, others: Mapping[str, str]) -> None:
    """Compile our own rules, and `others` (path -> source) beside them.

    Raises:
        BadRules: with the file, line and reason of the first mistake.
    """
    compiler = yara_x.Compiler()
    compiler.add_source(own)
    for path, source in others.items():
        try:
            compiler.add_source(source, origin=path)
        except yara_x.CompileError as error:
            what, _, rest = str(error).partition("\n")
            where = rest.partition("-->")[2].partition("\n")[0].strip()
            raise BadRules(f"{where or path}: {what.partition(': ')[2] or what}") from error
