"""kg CO2e, kg waste and NOK of one event, against examples that were worked out by hand."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bk_furniture_reuse.tools.impact.arithmetic import (
    Displacement,
    Factor,
    Money,
    Process,
    Result,
    assess,
    gross,
    labour_cost,
    money,
    negated,
    process,
    storage_cost,
    storage_kg,
    waste,
)
from bk_furniture_reuse.tools.impact.displacement import FIRST_FIGURES
from bk_furniture_reuse.tools.impact.transport import by_distance

OFFICE_CHAIR = Factor(36, 70, 142)
STATED = FIRST_FIGURES["need_stated"]


def test_an_office_chair_whose_need_was_stated():
    # 16 kg carried 20 km by a van of 0.794 kg/tkm: 0.016 t x 20 km x 0.794 = 0.25408 kg, 0.254 rounded.
    carried = by_distance(16, 20, 0.794)
    assert carried == 0.254
    # Condition b leaves 10 of 15 years.
    # net  = 0.8 x 2/3 x 70  - 0.254 = 37.333 - 0.254 = 37.079 (37.08)
    # low  = 0.5 x 2/3 x 36  - 0.254 = 12.000 - 0.254 = 11.746
    # high = 1.0 x 2/3 x 142 - 0.254 = 94.667 - 0.254 = 94.413
    result = assess(OFFICE_CHAIR, 16, STATED, 10 / 15, carried)
    assert result == Result(36, 70, 142, 0.254, 11.746, 37.079, 94.413)


@pytest.mark.parametrize(
    ("code", "low", "net", "high"),
    [
        # 70 kg, range 36 to 142, half its life left, 1 kg emitted on the way.
        ("purchase_cancelled", 0.9 * 18 - 1, 34, 70),  # 15.2; 1.0 x 35 - 1; 1.0 x 71 - 1
        ("need_stated", 8, 27, 70),  # 0.5 x 18 - 1; 0.8 x 35 - 1; 1.0 x 71 - 1
        ("project_new", 8, 27, 70),
        ("moved_along", -1, -1, 34.5),  # nothing is displaced, the way was still driven; high 0.5 x 71 - 1
        ("outside", -1, 16.5, 55.8),  # 0; 0.5 x 35 - 1; 0.8 x 71 - 1
    ],
)
def test_every_class_of_displacement(code, low, net, high):
    result = assess(OFFICE_CHAIR, None, FIRST_FIGURES[code], 0.5, 1)
    assert (result.net_low, result.net, result.net_high) == (pytest.approx(low), net, high)


def test_a_result_may_be_negative_and_stays_so():
    # A meeting chair of 22 kg, a third of its life left, need stated, reupholstered for 9 kg: 0.8 x 1/3 x 22 - 9 = 5.867 - 9 = -3.133
    # low 0.5 x 1/3 x 11 - 9 = -7.167; high 1 x 1/3 x 38 - 9 = 3.667
    result = assess(Factor(11, 22, 38), 7, STATED, 1 / 3, 9)
    assert (result.net_low, result.net, result.net_high) == (-7.167, -3.133, 3.667)


def test_a_factor_per_kg_takes_the_mass():
    # A whiteboard of 25 kg by mass: 25 x 1.9 = 47.5, high 25 x 3.6 = 90
    assert gross(Factor(1.9, 1.9, 3.6, per_kg=True), 25) == (47.5, 47.5, 90)


def test_a_heavy_table_scales_with_its_mass_and_a_light_one_does_not():
    table = Factor(18, 44, 80, scale_mass=28)
    # 70 kg are 2.5 times 28 kg: 45, 110, 200
    assert gross(table, 70) == (45, 110, 200)
    assert gross(table, 28) == gross(table, 10) == gross(table, None) == (18, 44, 80)


def test_without_a_range_the_default_stands_for_it():
    assert gross(Factor(None, 28, None), None) == (28, 28, 28)
    assert gross(Factor(None, 44, 120), None) == (44, 44, 120)


@pytest.mark.parametrize(
    ("factor", "mass"), [(None, 12), (None, None), (Factor(1.9, 1.9, 3.6, per_kg=True), None)], ids=str
)
def test_what_is_not_known_is_not_quantified(factor, mass):
    assert gross(factor, mass) is None
    assert assess(factor, mass, STATED, 1, 0.254) == Result(None, None, None, 0.254, None, None, None)


def test_without_a_life_there_is_a_gross_and_no_net():
    assert assess(OFFICE_CHAIR, None, STATED, None, 0) == Result(36, 70, 142, 0, None, None, None)


def test_the_process_sums_what_is_known_and_names_the_rest():
    assert process(0.254, 9, 0.2) == Process(9.454, ())
    assert process(None, 9, None) == Process(9, ("transport", "storage"))
    assert process(None, None, None) == Process(0, ("transport", "refurb_kg", "storage"))
    assert process(0, 0, 0) == Process(0, ())


def test_waste_is_the_whole_mass_when_it_would_have_been_thrown_away():
    assert waste(16.5, otherwise_discarded=True) == 16.5
    assert waste(16.5, otherwise_discarded=False) == 0
    assert waste(None, otherwise_discarded=True) is None
    assert waste(None, otherwise_discarded=False) == 0


def test_money_has_gross_and_net_apart():
    # A chair for 4,500 new, need stated: 0.8 x 4,500 = 3,600 not paid. Bought used for 1,900, refurbished for 350, carried for 120,
    # stored for 45.50, handled for 210: 2,625.50. Thrown away it would have cost 30: 3,600 + 30 - 2,625.50 = 1,004.50
    assert money(0.8, 4500, 1900, 350, 120, 45.5, 210, 30, 0) == Money(3600, 2625.5, 1004.5, ())


def test_money_may_be_negative():
    # 0.5 x 1,000 + 300 - (900 + 400) = -500
    assert money(0.5, 1000, 0, 900, 400, 0, 0, 0, 300) == Money(500, 1300, -500, ())


def test_money_that_is_not_known_counts_as_nothing_and_is_named():
    assert money(0.8, None, None, 350, None, None, None, None, None) == Money(
        0, 350, -350, ("price", "used_price", "transport", "storage", "labour", "avoided_disposal", "income")
    )
    assert money(0.8, 4500, 0, None, 0, 0, 0, 0, 0) == Money(3600, 0, 3600, ("refurb_cost",))


def test_storage_and_labour():
    # 0.6 m2 for 4 months at 10 kWh and 0.015 kg/kWh: 24 kWh, 0.36 kg. At 100 NOK a month: 240. Half an hour at 620: 310.
    assert storage_kg(0.6, 4, 10, 0.015) == 0.36
    assert storage_cost(0.6, 4, 100) == 240
    assert labour_cost(0.5, 620) == 310


@pytest.mark.parametrize("unknown", range(4))
def test_storage_with_something_unknown_is_unknown(unknown):
    figures = [0.6, 4, 10, 0.015]
    figures[unknown] = None
    assert storage_kg(*figures) is None
    assert storage_cost(None, 4, 100) is storage_cost(0.6, None, 100) is storage_cost(0.6, 4, None) is None
    assert labour_cost(None, 620) is labour_cost(1, None) is None


def test_nothing_known_is_not_the_same_as_nothing():
    assert storage_cost(0, 4, 100) == 0
    assert labour_cost(0, 620) == 0


@pytest.mark.parametrize(
    "make",
    [
        lambda: Factor(40, 30, 50),
        lambda: Factor(10, 30, 20),
        lambda: Factor(-1, 30, 50),
        lambda: Factor(1, float("nan"), 50),
        lambda: Factor(1, 2, float("inf")),
        lambda: Factor(1, 2, 3, scale_mass=0),
        lambda: Displacement(0.5, 0.8, 1.1),
        lambda: Displacement(0.9, 0.8, 1),
        lambda: assess(OFFICE_CHAIR, 0, STATED, 1, 0),
        lambda: assess(OFFICE_CHAIR, -2, STATED, 1, 0),
        lambda: assess(OFFICE_CHAIR, 12, STATED, 1.2, 0),
        lambda: assess(OFFICE_CHAIR, 12, STATED, 1, -0.1),
        lambda: assess(OFFICE_CHAIR, 12, STATED, 1, float("nan")),
    ],
)
def test_what_cannot_be_is_refused(make):
    with pytest.raises(ValueError):  # noqa: PT011 - each has a sentence of its own
        make()


def ordered(*bounds):
    return st.tuples(*[st.floats(*bounds)] * 3).map(sorted)


FACTORS = st.builds(
    lambda values, low, high, per_kg, scale: Factor(
        values[0] if low else None, values[1], values[2] if high else None, per_kg, scale
    ),
    ordered(0, 1000),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.none() | st.floats(1, 200),
)
DISPLACEMENTS = ordered(0, 1).map(lambda values: Displacement(*values))
RESULTS = st.builds(assess, FACTORS, st.floats(0.1, 300), DISPLACEMENTS, st.floats(0, 1), st.floats(0, 500))
AMOUNTS = st.none() | st.floats(0, 100_000)
MONEY = st.builds(money, st.floats(0, 1), *[AMOUNTS] * 8)


@given(RESULTS)
def test_low_is_never_above_net_nor_net_above_high(result):
    assert result.gross_low <= result.gross <= result.gross_high
    assert result.net_low <= result.net <= result.net_high


@given(RESULTS)
def test_nothing_saves_more_than_a_new_piece_emits(result):
    assert result.net_high <= result.gross_high
    assert result.net_low >= -result.process


@given(st.lists(RESULTS | MONEY, min_size=1, max_size=20))
def test_a_counter_entry_leaves_nothing(records):
    for record in records:
        for field in dataclasses.fields(record):
            first, second = getattr(record, field.name), getattr(negated(record), field.name)
            assert second == first if isinstance(first, tuple) else first + second == 0
    assert [negated(negated(record)) for record in records] == records


@given(st.lists(MONEY, max_size=50))
def test_the_net_of_all_is_the_parts_of_all(entries):
    cost = sum(entry.cost for entry in entries)
    gained = sum(entry.avoided_purchase for entry in entries)
    others = sum(entry.net_saving - entry.avoided_purchase + entry.cost for entry in entries)
    assert round(sum(entry.net_saving for entry in entries), 2) == round(gained + others - cost, 2)


@given(st.floats(0, 1), *[st.floats(0, 100_000)] * 8)
def test_the_cost_is_the_sum_of_its_rounded_parts(d, price, used, refurb, transport, storage, labour, disposal, income):
    result = money(d, price, used, refurb, transport, storage, labour, disposal, income)
    parts = [round(part, 2) for part in (used, refurb, transport, storage, labour)]
    assert result.cost == round(sum(parts), 2)
    assert result.net_saving == round(result.avoided_purchase + round(disposal, 2) + round(income, 2) - result.cost, 2)
    assert result.missing == ()


@given(*[st.floats(0, 1000)] * 3)
def test_the_process_is_the_sum_of_its_rounded_parts(transport, refurb, storage):
    assert process(transport, refurb, storage).total == round(
        round(transport, 3) + round(refurb, 3) + round(storage, 3), 3
    )
