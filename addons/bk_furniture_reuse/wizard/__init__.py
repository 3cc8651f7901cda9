from . import furniture_label_print
from . import furniture_move
from . import furniture_purpose_set
from . import furniture_stocktake_close
from . import furniture_stocktake_link
from . import furniture_reservation_decide
from . import furniture_reservation_split
