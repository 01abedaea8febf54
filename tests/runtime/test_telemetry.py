"""The log of a process."""

import json

import structlog

from runtime.telemetry import configure_log


def test_a_failure_is_one_line_of_json_without_local_variables(capsys):
    configure_log(for_people=False)
    try:
        a_customers_words = "my password is swordfish"
        try:
            raise ValueError(f"{len(a_customers_words)} letters")
        except ValueError:
            structlog.get_logger("test").exception("failed", request_id="abc")
    finally:
        structlog.reset_defaults()
    [line] = capsys.readouterr().out.splitlines()
    event = json.loads(line)
    assert (event["event"], event["level"], event["request_id"]) == ("failed", "error", "abc")
    assert "ValueError" in event["exception"]
    assert "swordfish" not in line
