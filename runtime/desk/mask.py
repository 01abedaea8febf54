"""Personal words in lists: enough to recognise a customer by, not enough to copy."""


def masked(words: str) -> str:
    """`Ada Park` is `A** P***`, `ada@example.com` is `a**@example.com`, `홍길동` is `홍**`; empty stays empty."""
    name, at, domain = words.partition("@")
    if at and domain:
        return f"{_masked_word(name)}@{domain}"
    return " ".join(_masked_word(word) for word in words.split())


def _masked_word(word: str) -> str:
    return word[:1] + "*" * min(max(len(word) - 1, 1), 3) if word else ""
