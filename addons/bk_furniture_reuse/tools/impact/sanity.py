"""Does a result look like those of others? Bands that comparable projects lie in, and what most likely keeps one outside them.

The bands come from published projects in Norway, Sweden and the United Kingdom (2013-2024). They are for whole projects and say
nothing of a handful of pieces. Outside a band a result is not wrong, but somebody should know why. Others mostly count a whole new piece for every
reused one; who counts displacement and remaining life comes out lower, and the cause says so. Plain Python, no Odoo.
"""

import math
from dataclasses import dataclass

KG_PER_PIECE = (50, 77)
MASS_PER_PIECE = (28, 33)
NOK_PER_TONNE = (33_000, 61_000)
# Fewer pieces than this make no project.
MIN_PIECES = 30

LOW, HIGH = "low", "high"
# Pieces without a factor; the factors of the kinds of pieces; displacement; life that is left; what was emitted on the way.
UNQUANTIFIED, FACTORS, DISPLACEMENT, LIFE, PROCESS = "unquantified", "factors", "displacement", "life", "process"
CAUSES = (UNQUANTIFIED, FACTORS, DISPLACEMENT, LIFE, PROCESS)


@dataclass(frozen=True)
class Totals:
    """Sums over entries (kg CO2e); counter-entries are in them with their signs.

    ``gross`` is the sum of what new pieces emit, ``displaced`` the same times each entry's displacement, ``lasting`` that times each entry's
    share of life that is left. ``quantified`` of the ``pieces`` have these. ``mass`` (kg) is known of ``weighed`` pieces.
    """

    pieces: int
    quantified: int
    gross: float
    displaced: float
    lasting: float
    process: float = 0
    mass: float = 0
    weighed: int = 0
    net_saving: float | None = None

    @property
    def net(self):
        """What was avoided (kg CO2e)."""
        return self.lasting - self.process


@dataclass(frozen=True)
class Check:
    """What looks unusual: each flag is ``low``, ``high`` or None. ``parts`` multiply to what one piece avoids.

    ``parts`` are pairs of a cause and its figure: the share of pieces with a factor, the mean factor of a new piece (kg CO2e), the mean
    displacement, the mean share of life, the share that is left after what was emitted on the way. ``cause`` is the part that does
    most to keep the result out of the band; None inside it.
    """

    kg_per_piece: float | None
    flag: str | None = None
    cause: str | None = None
    parts: tuple = ()
    mass_per_piece: float | None = None
    mass_flag: str | None = None
    nok_per_tonne: float | None = None
    nok_flag: str | None = None


def check(totals):
    """Compare the totals of a project, a site or a year with the bands; nothing is flagged for fewer than ``MIN_PIECES`` pieces."""
    if totals.pieces < MIN_PIECES:
        return Check(None)
    per_piece = totals.net / totals.pieces
    flag = _flag(per_piece, KG_PER_PIECE)
    parts = _parts(totals)
    mass = totals.mass / totals.weighed if totals.weighed >= MIN_PIECES else None
    nok = None
    if totals.net_saving is not None and totals.net > 0:
        nok = totals.net_saving / (totals.net / 1000)
    return Check(
        per_piece,
        flag,
        _cause(parts, flag),
        parts,
        mass,
        _flag(mass, MASS_PER_PIECE),
        nok,
        _flag(nok, NOK_PER_TONNE),
    )


def outliers(groups, flag):
    """The groups that pull a total out of the band, as pairs ``(key, kg CO2e too much or too little)``, the strongest first.

    :param groups: ``{key: Totals}``, such as the totals of each standard type
    :param flag: ``low`` or ``high``, what the total was flagged as
    """
    edge = KG_PER_PIECE[0] if flag == LOW else KG_PER_PIECE[1]
    beyond = [(key, totals.net - edge * totals.pieces) for key, totals in groups.items()]
    wanted = [(key, kg) for key, kg in beyond if (kg < 0 if flag == LOW else kg > 0)]
    return sorted(wanted, key=lambda pair: -abs(pair[1]))


def _flag(value, band):
    if value is None:
        return None
    low, high = band
    if value < low:
        return LOW
    return HIGH if value > high else None


def _parts(totals):
    """Net of a piece as a product, as far as there is something to divide."""
    steps = (
        (UNQUANTIFIED, totals.quantified, totals.pieces),
        (FACTORS, totals.gross, totals.quantified),
        (DISPLACEMENT, totals.displaced, totals.gross),
        (LIFE, totals.lasting, totals.displaced),
        (PROCESS, totals.net, totals.lasting),
    )
    parts = []
    for cause, value, of in steps:
        if of <= 0:
            break
        parts.append((cause, value / of))
    return tuple(parts)


def _cause(parts, flag):
    """The part that is farthest, in proportion, from what it is where a whole piece of the band's middle counts.

    A part of nothing, or less, explains a low result alone: the first such one is the cause.
    """
    if flag is None or not parts:
        return None
    middle = math.sqrt(KG_PER_PIECE[0] * KG_PER_PIECE[1])
    distances = []
    for cause, value in parts:
        if value <= 0:
            return cause
        distances.append((math.log(value / (middle if cause == FACTORS else 1)), cause))
    return min(distances)[1] if flag == LOW else max(distances)[1]
