from . import test_access
from . import test_key_figures
from . import test_procurement_phase
from . import test_procurement_project
from . import test_tour
from . import test_translations
from . import test_project_impact
