from . import export
from . import tag
