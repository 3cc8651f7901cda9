"""The order in which a phone's records are taken, for every queue, message and repetition."""

import uuid
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bk_furniture_reuse.tools import scan as rules

NOW = datetime(2026, 11, 25, 9)


def _queue(length):
    return [rules.Scan(str(uuid.UUID(int=number)), number, "move", {}, NOW) for number in range(1, length + 1)]


class _Server:
    def __init__(self):
        self.last_seq, self.carried_out = 0, []

    def receive(self, scans, floor=1):
        known = set(self.carried_out)
        before, new, clashing, expected = rules.take(scans, self.last_seq, floor, known)
        assert not clashing
        assert {scan.id for scan in before} <= known | {scan.id for scan in new}
        self.carried_out += [scan.id for scan in new]
        self.last_seq = expected - 1


@given(st.data(), st.integers(1, 12))
def test_however_messages_are_cut_repeated_and_turned_round_each_record_is_taken_once_in_order(data, length):
    queue, server = _queue(length), _Server()
    for numbers in data.draw(st.lists(st.sets(st.integers(0, length - 1)), max_size=12)):
        server.receive([queue[number] for number in sorted(numbers)])
    server.receive(queue)
    assert server.carried_out == [scan.id for scan in queue]


def test_a_floor_above_what_was_taken_is_where_the_server_goes_on():
    queue, server = _queue(5), _Server()
    server.receive(queue[3:], floor=4)
    assert server.carried_out == [scan.id for scan in queue[3:]]


def test_a_record_that_stands_twice_in_a_message_is_taken_once():
    queue, server = _queue(3), _Server()
    server.receive([queue[0], queue[0], queue[1], queue[1], queue[2]])
    assert server.carried_out == [scan.id for scan in queue]


def test_an_id_that_is_known_under_another_number_holds_up_nothing():
    queue = _queue(3)
    _before, new, clashing, expected = rules.take(queue, 1, 1, {queue[1].id})
    assert ([scan.seq for scan in new], [scan.seq for scan in clashing], expected) == ([3], [1], 4)


KINDS = st.sampled_from(["move", "damage", "depart", "finish"])
ABOUTS = st.frozensets(st.sampled_from("abc"), max_size=2)


@given(st.lists(st.tuples(KINDS, ABOUTS), max_size=14))
def test_runs_change_nothing_that_depends_on_the_order(pairs):
    scans = [rules.Scan(str(n), n + 1, kind, {"about": about}, NOW) for n, (kind, about) in enumerate(pairs)]
    commutes = {"move", "damage"}.__contains__
    runs = [
        run
        for stretch in rules.stretches(scans, commutes)
        for run in rules.runs(stretch, {scan.id: scan.data["about"] for scan in stretch})
    ]
    place = {scan.id: number for number, run in enumerate(runs) for scan in run}
    assert sorted(scan.seq for run in runs for scan in run) == [scan.seq for scan in scans]
    for run in runs:
        assert len({scan.kind for scan in run}) == 1
        assert [scan.seq for scan in run] == sorted(scan.seq for scan in run)
    for later in scans:
        for earlier in scans[: later.seq - 1]:
            if later.data["about"] & earlier.data["about"]:
                assert place[earlier.id] < place[later.id]
            elif not (commutes(later.kind) and commutes(earlier.kind)):
                assert place[earlier.id] <= place[later.id]


def test_fifty_pieces_that_were_each_registered_and_photographed_are_two_runs():
    scans = [rules.Scan(str(n), n + 1, ("register", "photo")[n % 2], {}, NOW) for n in range(100)]
    found = rules.runs(scans, {scan.id: {scan.seq - 1 - (scan.seq - 1) % 2} for scan in scans})
    assert [(run[0].kind, len(run)) for run in found] == [("register", 50), ("photo", 50)]


def test_records_that_hang_together_by_way_of_others_speak_of_the_same():
    keys = {"a": {"piece", "tag"}, "b": {"tag", "newer"}, "c": {"piece", "newest"}, "d": {"table"}, "e": set()}
    joined = rules.joined(keys)
    assert joined["a"] == joined["b"] == joined["c"] == {"piece", "tag", "newer", "newest"}
    assert (joined["d"], joined["e"]) == ({"table"}, set())
    assert keys["a"] == {"piece", "tag"}


@given(st.dictionaries(st.integers(0, 9), st.sets(st.sampled_from("abcdefgh"), max_size=3), max_size=8))
def test_joined_keys_are_the_same_or_have_nothing_in_common(keys):
    joined = rules.joined(keys)
    for one, about in joined.items():
        assert keys[one] <= about
        for other in joined.values():
            assert about == other or about.isdisjoint(other)
