"""What environments supply: addresses and other values that the same bundle gets in each."""

from collections.abc import Iterator, Mapping

from compiler.changes.model import Act, Change, Subject, Where
from compiler.changes.sides import Side


def environment_changes(before: Side, after: Side, former: Mapping[str, str]) -> Iterator[Change]:
    """Every value that is another one; those of brands that are new or gone belong to the brand."""
    for name in dict.fromkeys((*before.environments, *after.environments)):
        then, now = before.environments.get(name), after.environments.get(name)
        if then is None or now is None:
            sentence = "is new" if then is None else "is gone: nothing can be run for it any more"
            yield _change(name, sentence, (), "new" if then is None else "gone")
            continue
        for brand in dict.fromkeys((*then, *now)):
            one, other = then.get(former.get(brand, brand), {}), now.get(brand, {})
            if (brand in after.shards and (brand in before.shards or brand in former)) or brand == "_organization":
                yield from _values(name, brand, one, other)


def _values(environment: str, brand: str, then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for binding in sorted({*then, *now}):
        if then.get(binding) != now.get(binding):
            sentence = f"{binding}: {then.get(binding, 'nothing')} → {now.get(binding, 'nothing')}"
            yield _change(environment, sentence, (Where(brand),), "changed")


def _change(environment: str, sentence: str, where: tuple[Where, ...], act: Act) -> Change:
    subject = Subject("environment", environment)
    return Change("environments", "settings", act, subject, sentence, where, ("customers",))
