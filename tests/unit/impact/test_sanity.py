"""Results that look unlike those of others, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bk_furniture_reuse.tools.impact.sanity import CAUSES, Totals, check, outliers


def project(pieces=100, quantified=None, factor=62, displacement=1.0, life=1.0, process=0.0, **more):
    """A project of equal pieces."""
    quantified = pieces if quantified is None else quantified
    gross = quantified * factor
    return Totals(
        pieces, quantified, gross, gross * displacement, gross * displacement * life, process * pieces, **more
    )


@pytest.mark.parametrize(
    ("kg", "flag"), [(49.9, "low"), (50, None), (62, None), (77, None), (77.1, "high"), (159, "high")]
)
def test_the_band_is_50_to_77_kg_for_each_piece(kg, flag):
    found = check(project(factor=kg))
    assert found.kg_per_piece == pytest.approx(kg)
    assert found.flag == flag


@pytest.mark.parametrize(
    ("totals", "cause"),
    [
        # 40 of 100 pieces have a factor.
        (project(quantified=40), "unquantified"),
        # Mostly meeting chairs of 22 kg: a third of the middle.
        (project(factor=22, life=0.9), "factors"),
        # Needs were not stated: 62 x 0.4 x 0.8
        (project(displacement=0.4, life=0.8), "displacement"),
        # Old furniture: 62 x 0.8 x 1/3
        (project(displacement=0.8, life=1 / 3), "life"),
        # Reupholstered for 40 of 62 kg.
        (project(process=40), "process"),
        # More was emitted than avoided.
        (project(displacement=0.9, process=70), "process"),
        # Nothing was displaced at all.
        (project(displacement=0, process=1), "displacement"),
        (project(life=0, process=1), "life"),
        (project(quantified=0), "unquantified"),
    ],
)
def test_the_cause_of_a_low_result_is_its_weakest_part(totals, cause):
    found = check(totals)
    assert (found.flag, found.cause) == ("low", cause)


def test_the_cause_of_a_high_result_is_its_factors():
    found = check(project(factor=159, displacement=0.9))
    assert (found.flag, found.cause) == ("high", "factors")


def test_the_parts_multiply_to_what_a_piece_avoids():
    # 0.5 x 70 x 0.8 x 2/3 = 18.667, less 2: 16.667. The last part is 16.667 / 18.667.
    found = check(project(quantified=50, factor=70, displacement=0.8, life=2 / 3, process=2))
    assert [(cause, round(value, 4)) for cause, value in found.parts] == [
        ("unquantified", 0.5),
        ("factors", 70),
        ("displacement", 0.8),
        ("life", 0.6667),
        ("process", 0.8929),
    ]
    assert round(found.kg_per_piece, 3) == 16.667


def test_inside_the_band_there_is_no_cause():
    assert check(project()).cause is None


def test_a_handful_of_pieces_is_no_project():
    assert check(project(pieces=29, factor=500)).flag is None
    assert check(project(pieces=30, factor=500)).flag == "high"


@pytest.mark.parametrize(("mass", "flag"), [(2700, "low"), (2800, None), (3300, None), (3400, "high")])
def test_the_mass_of_a_piece_has_its_band(mass, flag):
    assert check(project(mass=mass, weighed=100)).mass_flag == flag


def test_a_few_weighed_pieces_say_nothing_of_the_mass():
    assert check(project(mass=5, weighed=29)).mass_flag is None


@pytest.mark.parametrize(("nok", "flag"), [(32_000, "low"), (33_000, None), (61_000, None), (62_000, "high")])
def test_money_for_a_tonne_has_its_band(nok, flag):
    # 100 pieces of 60 kg are 6 tonnes.
    found = check(project(factor=60, net_saving=nok * 6))
    assert (found.nok_per_tonne, found.nok_flag) == (nok, flag)


def test_no_money_and_no_saving_have_no_price_for_a_tonne():
    assert check(project()).nok_per_tonne is None
    assert check(project(process=70, net_saving=1000)).nok_per_tonne is None


def test_the_groups_that_pull_the_total_out():
    # 100 desks of 130 kg are 130 x 100 - 77 x 100 = 5,300 kg beyond the band, 10 sofas of 179 kg 1,020 kg; chairs are inside.
    groups = {"sofa": project(10, factor=179), "chair": project(50, factor=70), "desk": project(100, factor=130)}
    assert outliers(groups, "high") == [("desk", 5300), ("sofa", 1020)]
    # 200 meeting chairs of 22 kg: 4,400 - 10,000 = -5,600
    groups["visitor"] = project(200, factor=22)
    assert outliers(groups, "low") == [("visitor", -5600)]


@given(st.integers(30, 10_000), st.floats(0, 1), st.floats(0, 300), st.floats(0, 1), st.floats(0, 1), st.floats(0, 100))
def test_a_flag_always_has_a_cause(pieces, share, factor, displacement, life, process):
    found = check(project(pieces, round(pieces * share), factor, displacement, life, process))
    assert (found.cause in CAUSES) if found.flag else found.cause is None
