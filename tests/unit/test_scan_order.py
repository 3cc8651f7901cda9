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
        assert {scan.id for scan in before} <= known
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


@given(st.lists(st.tuples(st.sampled_from(["move", "damage"]), st.sampled_from([None, "a", "b"])), max_size=12))
def test_runs_keep_the_order_and_never_speak_twice_of_one_thing(pairs):
    scans = [rules.Scan(str(n), n + 1, kind, {"about": about}, NOW) for n, (kind, about) in enumerate(pairs)]
    found = list(rules.runs(scans, key=lambda scan: scan.data["about"]))
    assert [scan for run in found for scan in run] == scans
    for run in found:
        assert len({scan.kind for scan in run}) == 1
        abouts = [scan.data["about"] for scan in run if scan.data["about"]]
        assert len(abouts) == len(set(abouts))
