from . import procurement_phase_change
from . import procurement_phase
from . import procurement_project
from . import procurement_project_figures
from . import procurement_project_impact
from . import stock_lot
