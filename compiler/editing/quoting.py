"""Words in double quotes, as YAML reads them back. Which words need quotes is decided where they are written."""

_ESCAPED = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P"}
)


def in_quotes(words: str) -> str:
    """Every letter that YAML takes for a line break is escaped, so that it stays what it is."""
    return f'"{words.translate(_ESCAPED)}"'
