"""What carrying emits: fuel shared among a load, or mass and distance."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bk_furniture_reuse.tools.impact.transport import Leg, by_distance, divided, total, trip


def test_fuel_is_shared_by_mass():
    # 6 litres of diesel: 6 x 2.66 = 15.96 kg. 16 of 40 kg carry 6.384, 24 of 40 kg carry 9.576.
    assert trip({"chair": 16, "desk": 24}, litres=6) == {
        "chair": Leg(6.384, "fuel_mass"),
        "desk": Leg(9.576, "fuel_mass"),
    }


@pytest.mark.parametrize("unknown", [None, 0, 0.0])
def test_fuel_is_shared_by_number_when_a_mass_is_missing(unknown):
    # 7.98 kg each, however heavy the other one is.
    assert trip({"chair": 16, "desk": unknown}, litres=6) == {
        "chair": Leg(7.98, "fuel_pieces"),
        "desk": Leg(7.98, "fuel_pieces"),
    }


def test_fuel_is_preferred_to_distance():
    assert trip({1: 10}, litres=1, km=500) == {1: Leg(2.66, "fuel_mass")}


def test_without_fuel_mass_and_distance_give_it():
    # 0.016 t x 20 km x 0.794 kg/tkm = 0.25408 kg; 500 km: 6.352 kg
    assert trip({1: 16}, km=20) == {1: Leg(0.254, "distance")}
    assert by_distance(16, 500) == 6.352


def test_what_is_not_known_stays_unknown():
    assert trip({1: 16, 2: None}) == {1: Leg(None, "unknown"), 2: Leg(None, "unknown")}
    assert trip({1: 16, 2: None}, km=20) == {1: Leg(0.254, "distance"), 2: Leg(None, "unknown")}
    assert by_distance(16, None) is None


def test_no_distance_is_nothing_even_for_an_unknown_mass():
    assert trip({1: None}, km=0) == {1: Leg(0, "distance")}


def test_no_fuel_is_nothing():
    assert trip({1: 16}, litres=0) == {1: Leg(0, "fuel_mass")}


def test_other_figures_than_the_first():
    assert trip({1: 16}, km=100, kg_per_tkm=0.5) == {1: Leg(0.8, "distance")}
    assert trip({1: 16}, litres=2, kg_per_litre=0.1) == {1: Leg(0.2, "fuel_mass")}


@pytest.mark.parametrize("figures", [{"litres": -1}, {"km": -1}, {"km": float("nan")}, {"litres": float("inf")}])
def test_what_cannot_be_is_refused(figures):
    with pytest.raises(ValueError, match="not negative"):
        trip({1: 16}, **figures)


def test_a_total_says_whether_it_is_all():
    known, unknown = Leg(0.5, "distance"), Leg(None, "unknown")
    assert total([known, known]) == (1, True)
    assert total([known, unknown]) == (0.5, False)
    assert total([unknown]) == (None, False)
    assert total([]) == (None, False)


def test_what_rounding_leaves_is_given_to_the_lowest():
    # 100 NOK on three pieces: 33.34, 33.33, 33.33
    assert divided(100, {3: None, 1: None, 2: None}, 2) == {1: 33.34, 2: 33.33, 3: 33.33}
    assert divided(0.002, {1: 5, 2: 5, 3: 5}, 3) == {1: 0.001, 2: 0.001, 3: 0}
    assert divided(5, {}, 2) == {}


@given(
    st.floats(0, 10_000),
    st.dictionaries(st.integers(1, 10**6), st.none() | st.floats(0.1, 500), min_size=1, max_size=60),
    st.sampled_from([2, 3]),
)
def test_the_shares_add_up_to_the_whole(whole, masses, decimals):
    shares = divided(whole, masses, decimals)
    assert set(shares) == set(masses)
    assert round(sum(shares.values()), decimals) == round(whole, decimals)
    assert all(share >= 0 for share in shares.values())
    assert divided(whole, dict(reversed(masses.items())), decimals) == shares


@given(st.floats(0, 1000), st.dictionaries(st.integers(), st.floats(0.5, 500), min_size=2, max_size=20))
def test_the_heavier_piece_never_carries_less(whole, masses):
    shares = divided(whole, masses, 3)
    by_mass = sorted(masses, key=masses.get)
    assert all(shares[light] <= shares[heavy] + 0.0011 for light, heavy in itertools.pairwise(by_mass))
