"""Which line of the report a sum belongs to: whatever the rows, the parts add up and nothing is counted twice."""

import random

from bk_furniture_reuse.tools.impact import figures

LINES = ("own", "outside", "proxy", "none")
STATES = ("measured", "typical", "none")


def rows(seed):
    """Rows as the database gives them, with counter-entries that take whole rows out again."""
    chance = random.Random(seed)
    found = []
    for _row in range(chance.randint(0, 30)):
        line = chance.choice(LINES)
        part = figures.Part(line, line == "outside", *(chance.choice(STATES) for _state in range(3)))
        sums = {name: round(chance.uniform(-500, 5000), 3) for name in figures.MEASURES}
        sums |= {name: chance.randint(0, 40) for name in figures.WHOLE}
        found.append((part, sums))
        if chance.random() < 0.3:
            taken_out = {name: -value for name, value in sums.items()} | {"entered": 0, "countered": sums["entered"]}
            found.append((part, taken_out))
    return found


def test_lines_are_apart_and_complete():
    for seed in range(100):
        found = rows(seed)
        total = figures.figures(found)
        for name, column in (("net", "net"), ("low", "net_low"), ("high", "net_high")):
            by_line = sum(total[line][name] for line in LINES)
            assert abs(by_line - sum(sums[column] for _part, sums in found)) < 0.01
        assert total["own"]["net"] == round(sum(sums["net"] for part, sums in found if part.line == "own"), 3)
        assert total["pieces"] == sum(total[line]["pieces"] for line in ("own", "proxy", "none"))


def test_groups_add_up_to_the_total():
    for seed in range(100):
        found = rows(seed)
        keys = random.Random(seed)
        groups = figures.merged((keys.randint(1, 4), part, sums) for part, sums in found)
        total, parts = figures.figures(found), [figures.figures(group) for group in groups.values()]
        for name in ("pieces", "entered", "countered"):
            assert sum(part[name] for part in parts) == total[name]
        for name in figures.MONEY:
            assert abs(sum(part["money"][name] for part in parts) - total["money"][name]) < 0.02


def test_coverage_counts_own_pieces_and_every_price():
    own = figures.Part("own", False, "measured", "none", "typical")
    given = figures.Part("outside", True, "typical", "measured", "none")
    found = [(part, dict.fromkeys(figures.MEASURES, 0) | {"pieces": pieces}) for part, pieces in ((own, 3), (given, 1))]
    covered = figures.coverages(found)
    assert covered["factor"]["counts"] == {"measured": 3, "typical": 0, "none": 0}
    assert covered["mass"]["percent"] == {"measured": 0, "typical": 0, "none": 100}
    assert covered["price"]["percent"] == {"measured": 0, "typical": 75, "none": 25}
    assert covered["proxy"]["percent"] is None


def test_the_totals_for_the_band_have_the_headlines_net():
    for seed in range(50):
        found = rows(seed)
        totals = figures.totals(found)
        assert abs(totals.net - figures.figures(found)["own"]["net"]) < 0.01
        assert totals.pieces >= totals.quantified or any(sums["pieces"] < 0 for _part, sums in found)
