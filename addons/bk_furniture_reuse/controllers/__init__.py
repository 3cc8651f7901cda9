from . import export
from . import furniture_import
from . import label
from . import settlement
from . import tag
