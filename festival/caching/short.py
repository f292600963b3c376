"""What is worked out once, where it is said in few words: anybody may say anything at length."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

LONGEST = 500


def remembered_if_short(most: int) -> Callable:
    """
    The last so many answers are remembered, by the words they were given for; and none for which
    all the words together are longer than LONGEST. `most` times that is what it holds.
    """

    def remembering(work: Callable[..., Any]) -> Callable[..., Any]:
        known = lru_cache(most)(work)

        @wraps(work)
        def answer(*words: str) -> Any:
            is_short = sum(map(len, words)) <= LONGEST
            return known(*words) if is_short else work(*words)

        return answer

    return remembering
