from runtime.release.acting import Acting
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
