"""The states of a wish, and which pieces are proposed for it."""

from bk_furniture_reuse.tools import wish


def test_the_state_follows_from_what_is_secured():
    assert wish.state_of(None, 4, 0) == "open"
    assert wish.state_of(None, 4, 3) == "partly"
    assert wish.state_of(None, 4, 4) == "met"
    assert wish.state_of("withdrawn", 4, 3) == "withdrawn"
    assert wish.state_of("expired", 4, 0) == "expired"


def test_what_is_met_stays_met_after_its_date():
    assert wish.state_of("expired", 4, 4) == "met"


CHAIRS = [(1, "A", "b", 7), (2, "B", "a", 7), (3, "A", None, 8), (4, "A", "a", 7), (5, "C", "a", 9)]


def test_models_with_enough_of_them_go_first_then_the_best_condition():
    assert wish.proposal(CHAIRS, 3) == [4, 1, 3]


def test_pieces_in_the_building_go_before_all_others():
    assert wish.proposal(CHAIRS, 2, building=9) == [5, 4]


def test_never_more_than_are_missing():
    assert len(wish.proposal(CHAIRS, 1)) == 1
    assert wish.proposal(CHAIRS, 99) == [4, 1, 3, 2, 5]


def test_a_set_of_one_model_is_whole_or_nothing():
    assert wish.proposal(CHAIRS, 3, alike=True) == [4, 1, 3]
    assert wish.proposal(CHAIRS, 4, alike=True) == []


def test_a_set_that_has_been_begun_goes_on_with_its_model():
    assert wish.proposal(CHAIRS, 4, alike=True, model="B") == [2]
    assert wish.proposal(CHAIRS, 1, alike=True, model="D") == []


def test_of_several_whole_sets_the_nearest_is_taken():
    pieces = [(1, "A", "a", 1), (2, "A", "a", 1), (3, "B", "d", 2), (4, "B", "d", 2)]
    assert wish.proposal(pieces, 2, alike=True, building=2) == [3, 4]
    assert wish.proposal(pieces, 2, alike=True, building=1) == [1, 2]
