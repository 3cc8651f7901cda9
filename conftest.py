"""How property-based tests run, in the add-ons and here: the same cases every time, nothing written beside the sources."""

from pathlib import Path

from hypothesis import configuration, settings

configuration.set_hypothesis_home_dir(Path(__file__).parent / ".run" / "hypothesis")
settings.register_profile("suite", deadline=None, database=None, derandomize=True, print_blob=True)
settings.load_profile("suite")
