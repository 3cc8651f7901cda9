from . import furniture_label_print
from . import furniture_move
from . import furniture_purpose_set
from . import furniture_move_receipt
from . import furniture_load_plan
from . import furniture_reservation_decide
from . import furniture_reservation_split
