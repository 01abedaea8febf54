"""Parsing with positions against ruamel's round-trip loader, on the same documents with equal values."""

import time
from io import BytesIO

from ruamel.yaml import YAML

from bench.measure import interleaved
from compiler.parse import Value, parse

DOCUMENT = """\
- id: billing-to-test01
  title: Billing goes to test01
  events: [created]
  all:
    - {if: inquiry_type, under: billing}
    - {if: priority, at_least: high}
  then:
    - {do: assign, group: billing, agent: test01}
    - do: mail
      to: [customer]
      subject: {ko: 문의가 접수되었습니다, en: "We got it"}
      body: {ko: 확인하고 답변드리겠습니다, en: We will answer soon}
"""


def plain(value: Value) -> Value:
    """A parsed value with lists, as ruamel has them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def measure(rounds: int = 7) -> tuple[float, float]:
    """Medians in CPU seconds: ours, ruamel's round trip; equal values are asserted."""
    data = (DOCUMENT * 60).encode()
    round_trip = YAML(typ="rt")
    document, findings = parse("bench.yaml", data)
    assert not findings
    assert document is not None
    assert plain(document.value) == round_trip.load(BytesIO(data))

    def ours() -> float:
        started = time.process_time()
        for _ in range(10):
            parse("bench.yaml", data)
        return (time.process_time() - started) / 10

    def ruamel() -> float:
        started = time.process_time()
        round_trip.load(BytesIO(data))
        return time.process_time() - started

    medians = interleaved(rounds, {"ours": ours, "ruamel": ruamel})
    return medians["ours"], medians["ruamel"]
