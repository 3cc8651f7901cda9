"""In which order records are taken, and which of them may be carried out together."""

from itertools import groupby


def take(scans, last_seq, floor, known):
    """Sort a message into what came before, what is next, and what must wait.

    The phone counts its records; the server takes number after number and never over a gap, so that however often and in
    whatever order a phone's messages arrive, its records are carried out once and in the order in which they were made.

    :param scans: in the order of their numbers
    :param last_seq: the last number that has been taken from this phone
    :param floor: the lowest number that the phone still holds: what is below has been confirmed to it. A server that was
        restored from a copy would wait for those for ever
    :param known: ids that have been taken
    :return: (those that are known, those to carry out, those whose number another record has, the next number expected)
    """
    expected = max(last_seq, floor - 1) + 1
    before, new, clashing = [], [], []
    for scan in scans:
        if scan.id in known:
            before.append(scan)
        elif scan.seq < expected:
            clashing.append(scan)
        elif scan.seq == expected:
            new.append(scan)
            expected += 1
    return before, new, clashing, expected


def runs(scans, key):
    """Consecutive records of one kind that speak of different things: what may be carried out in one go, in order.

    :param key: function of a record giving what it speaks of, or None when it stands alone in that
    """
    for _kind, same in groupby(scans, key=lambda scan: scan.kind):
        run, keys = [], set()
        for scan in same:
            about = key(scan)
            if about is not None and about in keys:
                yield run
                run, keys = [], set()
            run.append(scan)
            keys.add(about)
        yield run
