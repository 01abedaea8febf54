from dataclasses import replace

from structlog.testing import capture_logs

from runtime.release.acting import Acting
from runtime.store.tables import answers
from runtime.tickets import agent_reply, submit, view
from runtime.tickets.passing import pass_time

QUIET = {
    "id": "gone-quiet",
    "title": "Close what nobody answers",
    "events": ["time_passed"],
    "all": [{"if": "status", "is": "resolved"}, {"if": "since_activity", "at_least": "14d"}],
    "then": [{"do": "set", "status": "completed"}],
}


def test_a_rule_of_passing_time_acts_once_its_time_has_come(services, bundle, inquiry, clock):
    release = bundle(triggers=[QUIET])
    ticket = submit(services, release, inquiry()).ticket_id
    agent_reply(services, release, ticket, "jin", "Done.", brand="acme")
    assert pass_time(services, Acting(release)) == 0
    clock.move(days=15)
    assert pass_time(services, Acting(release)) == 1
    found = view(services, release, "acme", ticket)
    assert found.status.id == "completed"
    assert found.events[-1].event == "time_passed"
    assert pass_time(services, Acting(release)) == 0


def test_a_rule_that_still_holds_does_not_act_again(services, bundle, inquiry, clock):
    remind = {
        "id": "remind",
        "title": "Remind",
        "events": ["time_passed"],
        "all": [{"if": "since_created", "at_least": "1d"}],
        "then": [{"do": "note", "text": {"en": "A day old", "ko": "하루"}}],
    }
    release = bundle(triggers=[remind])
    ticket = submit(services, release, inquiry()).ticket_id
    clock.move(days=2)
    assert [pass_time(services, Acting(release)) for _ in range(3)] == [1, 0, 0]
    notes = [one for one in view(services, release, "acme", ticket).messages if one.kind == "note"]
    assert len(notes) == 1


REMIND = {
    "id": "remind",
    "title": "Remind",
    "events": ["time_passed"],
    "all": [{"if": "since_created", "at_least": "1d"}],
    "then": [{"do": "tag", "add": ["old"]}],
}


def test_a_ticket_with_an_answer_nobody_can_read_keeps_no_rule_from_others(services, bundle, inquiry, clock):
    release = bundle(triggers=[REMIND])
    other = replace(services, secret_key="the secret of an installation that is no more")
    sealed = submit(other, release, inquiry(passport="M1234567")).ticket_id
    plain = [submit(services, release, inquiry()).ticket_id for _ in range(3)]
    clock.move(days=15)
    assert pass_time(services, Acting(release)) == 4
    assert all(view(services, release, "acme", name).tags == ("old",) for name in (sealed, *plain))


def test_a_ticket_that_cannot_be_judged_keeps_no_rule_from_others_and_is_told_once(services, bundle, inquiry, clock):
    release = bundle(triggers=[REMIND])
    broken, *_ = [submit(services, release, inquiry()).ticket_id for _ in range(3)]
    with services.store.write() as connection:
        connection.execute(answers.update().where(answers.c.ticket_id == broken).values(content={}))
    clock.move(days=2)
    told = set()
    with capture_logs() as log:
        assert [pass_time(services, Acting(release), told) for _ in range(3)] == [2, 0, 0]
    assert [line["ticket"] for line in log if line["log_level"] == "error"] == [broken]


def test_rules_look_at_as_many_tickets_as_there_are(services, bundle, inquiry, clock, monkeypatch):
    monkeypatch.setattr("runtime.tickets.passing.AT_A_TIME", 2)
    release = bundle(triggers=[REMIND])
    names = [submit(services, release, inquiry()).ticket_id for _ in range(5)]
    clock.move(days=2)
    assert [pass_time(services, Acting(release)) for _ in range(2)] == [5, 0]
    assert {view(services, release, "acme", name).tags for name in names} == {("old",)}
