"""The odds of guessing a tag, against examples that were worked out by hand; and who counts as one visitor."""

import pytest

from bk_furniture_reuse.tools.tag_guess import CODES, chance_of_guessing, chance_of_hit, days_to_chance
from bk_furniture_reuse.tools.visitor import visitor_of


def test_few_codes_by_hand():
    # Two codes, one of them live: a half, and three quarters with two tries.
    assert chance_of_hit(1, 1, 2) == pytest.approx(1 / 2)
    assert chance_of_hit(2, 1, 2) == pytest.approx(3 / 4)
    # Four codes, one live, two tries: 1 - (3/4)^2.
    assert chance_of_hit(2, 1, 4) == pytest.approx(7 / 16)
    assert chance_of_hit(3, 2, 4) == pytest.approx(7 / 8)
    assert chance_of_hit(0, 3, 4) == 0
    assert chance_of_hit(5, 0, 4) == 0


def test_addresses_minutes_and_days():
    # 2 addresses, 1 a minute, for half a day: 1,440 tries. One live code among 1,440: 1 - (1 - 1/1440)^1440, close to 1 - 1/e.
    assert chance_of_guessing(2, 1, 0.5, 1, 1440) == pytest.approx(0.63225, abs=1e-5)
    assert days_to_chance(3 / 4, 1, 1, 1, 2) == pytest.approx(2 / 1440)


def test_the_figures_in_the_documents():
    """32^10 = 1,125,899,906,842,624 codes; 100,000 of them live; ten tries a minute for each address."""
    assert CODES == 1_125_899_906_842_624
    # One address for a year: 5,256,000 tries x 100,000 / CODES = 0.000467.
    assert chance_of_guessing(1, 10, 365, 100_000) == pytest.approx(4.667e-4, rel=1e-3)
    assert chance_of_guessing(1_000, 10, 1, 100_000) == pytest.approx(1.278e-3, rel=1e-3)
    assert chance_of_guessing(1_000, 10, 365, 100_000) == pytest.approx(0.373, abs=1e-3)
    assert days_to_chance(0.5, 1, 10, 100_000) / 365 == pytest.approx(1485, abs=1)


@pytest.mark.parametrize(("tries", "live", "codes"), [(1, 2, 2), (1, -1, 2), (-1, 1, 2)])
def test_what_cannot_be_is_refused(tries, live, codes):
    with pytest.raises(ValueError, match="live codes"):
        chance_of_hit(tries, live, codes)


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("nothing", "unknown"),
    ],
)
def test_who_is_one_visitor(address, visitor):
    assert visitor_of(address) == visitor
