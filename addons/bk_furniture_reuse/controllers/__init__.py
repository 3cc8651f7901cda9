from . import export
from . import furniture_import
from . import label
from . import tag
from . import market
from . import market_reservation
