from . import tag
