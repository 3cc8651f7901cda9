"""How likely it is that somebody who tries codes at random finds a tag that exists.

A code has ten free characters of 32; the eleventh follows from them, and whoever guesses can work it out. A throttle leaves each
network address so many tries a minute, so what an attacker can buy is addresses and time.
"""

from math import expm1, log1p

CODES = 32**10
MINUTES_A_DAY = 24 * 60


def chance_of_hit(tries, live, codes=CODES):
    """The probability that at least one of ``tries`` random codes is one of the ``live`` ones among ``codes``."""
    if not 0 <= live < codes or tries < 0:
        raise ValueError("there are fewer live codes than codes, and no fewer than none")
    return -expm1(tries * log1p(-live / codes))


def chance_of_guessing(addresses, per_minute, days, live, codes=CODES):
    """The same for an attacker with ``addresses``, each of which is let through ``per_minute`` times, for ``days`` on end."""
    return chance_of_hit(addresses * per_minute * MINUTES_A_DAY * days, live, codes)


def days_to_chance(chance, addresses, per_minute, live, codes=CODES):
    """After how many days such an attacker has found something with the probability ``chance``."""
    return log1p(-chance) / log1p(-live / codes) / (addresses * per_minute * MINUTES_A_DAY)
