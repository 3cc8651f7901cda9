from . import furniture_label_print
from . import furniture_move
from . import furniture_purpose_set
from . import furniture_end_propose
from . import furniture_end_reverse
from . import furniture_reservation_decide
from . import furniture_reservation_split
