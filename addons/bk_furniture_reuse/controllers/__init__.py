from . import export
from . import furniture_import
from . import label
from . import portal_notice
from . import portal_wish
from . import tag
from . import market
from . import market_reservation
