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
    seen = set(known)
    before, new, clashing = [], [], []
    for scan in scans:
        if scan.id in seen:
            before.append(scan)
            expected += scan.seq == expected
        elif scan.seq < expected:
            clashing.append(scan)
        elif scan.seq == expected:
            new.append(scan)
            expected += 1
        else:
            continue
        seen.add(scan.id)  # one that stands in the message twice is taken once
    return before, new, clashing, expected


def stretches(scans, commutes):
    """Consecutive records that may pass each other, and between them those of one kind that may not.

    :param commutes: function of a kind: True when its records may be carried out before or after those of other such kinds, as
        long as they speak of different things
    """
    for _key, same in groupby(scans, key=lambda scan: commutes(scan.kind) or scan.kind):
        yield list(same)


def runs(scans, keys):
    """Divide a stretch into what may be carried out in one go: records of one kind that speak of different things.

    A record joins the nearest run of its kind before it, past runs that speak of other things; so 50 pieces that were each
    registered and photographed are two runs, and not a hundred.

    :param keys: ``{scan.id: set of what it speaks of}``
    """
    found = []
    for scan in scans:
        about = keys[scan.id]
        for kind, run, abouts in reversed(found):
            if not abouts.isdisjoint(about):
                found.append((scan.kind, [scan], set(about)))
                break
            if kind == scan.kind:
                run.append(scan)
                abouts.update(about)
                break
        else:
            found.append((scan.kind, [scan], set(about)))
    return [run for _kind, run, _abouts in found]


def joined(keys):
    """The same keys, where records that share one, also by way of others, have all of theirs in common.

    For records that change what a code leads to: with "A is on the table" and "A gives way to B" a third one that speaks of B
    speaks of the table, although nobody can tell before the first two are carried out.

    :param keys: ``{scan.id: set of what it speaks of}``
    """
    groups = []
    for about in keys.values():
        touched = [group for group in groups if not group.isdisjoint(about)]
        groups = [group for group in groups if group.isdisjoint(about)] + [set(about).union(*touched)]
    return {
        scan_id: next((group for group in groups if not group.isdisjoint(about)), set())
        for scan_id, about in keys.items()
    }
