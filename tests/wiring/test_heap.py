"""The collector of a server: what was loaded at start is set aside, and runs are rarer. In a process of its own."""

import subprocess
import sys

SCRIPT = """
import gc
from casemate.wiring.heap import MIDDLE, OLD, YOUNG, settle_heap

loaded = [[number] for number in range(10_000)]
knot = []
knot.append(knot)
number = id(knot)
del knot
settle_heap()
assert gc.get_freeze_count() >= 10_000, gc.get_freeze_count()
assert gc.get_threshold() == (YOUNG, MIDDLE, OLD)
assert gc.isenabled()
assert not any(id(each) == number and type(each) is list and each and each[0] is each for each in gc.get_objects())

# A knot that is made later still goes.
import weakref
class Thing: pass
thing = Thing()
thing.itself = thing
gone = weakref.ref(thing)
del thing
gc.collect()
assert gone() is None
"""


def test_what_is_loaded_is_set_aside_and_knots_still_go() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
