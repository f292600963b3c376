"""How many examples a property is tried on: few in the suite, all with EXAMPLES=full."""

import os

from hypothesis import settings

IS_FULL = os.environ.get("EXAMPLES") == "full"


def examples(usual, full):
    return settings(max_examples=full if IS_FULL else usual)
