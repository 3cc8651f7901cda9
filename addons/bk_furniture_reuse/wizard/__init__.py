from . import furniture_move
from . import furniture_purpose_set
