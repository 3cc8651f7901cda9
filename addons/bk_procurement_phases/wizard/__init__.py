from . import procurement_phase_reopen
