"""Votes and words in the store, on each database."""

from threading import Barrier, Thread

from sqlalchemy import func, select

from runtime.feedback import REASON_LIMIT, comment, vote
from runtime.store.tables import article_feedback


def words(services, release, reason):
    now = services.clock()
    vote(services.store, release.place_named("acme", "main"), "ovens", "en", 1, nonce="n", root="sha256:0", now=now)
    comment(services.store, "ovens", reason, nonce="n")
    with services.store.read() as connection:
        return connection.execute(select(article_feedback.c.reason)).scalar_one()


def test_votes_of_one_form_at_the_same_moment_are_one_vote(services, release):
    place, gate, faults = release.place_named("acme", "main"), Barrier(4), []

    def press(value):
        try:
            for nonce in map(str, range(10)):
                gate.wait()
                vote(services.store, place, "ovens", "en", value, nonce=nonce, root="sha256:0", now=services.clock())
        except Exception as fault:
            faults.append(fault)
            gate.abort()

    hands = [Thread(target=press, args=(value,)) for value in (0, 1, 0, 1)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert faults == []
    with services.store.read() as connection:
        assert connection.execute(select(func.count()).select_from(article_feedback)).scalar_one() == 10


def test_what_a_database_cannot_hold_is_left_out_of_words(services, release):
    assert words(services, release, " A\0 door\r\nand \r a key\0 ") == "A door\nand \n a key"


def test_words_of_nothing_that_can_be_kept_are_no_words(services, release):
    assert words(services, release, "\0\r\n \0") is None


def test_long_words_are_cut(services, release):
    assert len(words(services, release, "ab" * REASON_LIMIT)) == REASON_LIMIT
