"""One quick walk over the bytes of a file for whatever may be odd about it: nearly every file is done with that.

What is odd and what is said of it is for those who look (`dialect`, `parse`, `suspicious`); a glance may see something
where there is nothing, never the other way round.
"""

from typing import Any

import re2


def glance(pattern: bytes) -> Any:
    """A pattern to search bytes with. RE2 walks once, however much is looked for; bytes are its letters."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    return re2.compile(pattern, options)
