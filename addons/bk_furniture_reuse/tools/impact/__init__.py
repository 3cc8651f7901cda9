"""What reuse saves: rules and arithmetic that need no database. Each file has one purpose.

``displacement`` did it replace a purchase? ``life`` years that are left. ``claims`` which events of a piece count. ``factors`` which factor
holds. ``kinds`` the standard type behind a type's name. ``transport`` what carrying emits. ``arithmetic`` kg CO2e, kg waste and NOK of one event.
``coverage`` how much rests on measured data. ``sanity`` results that look wrong. ``epd`` reads a declaration's file;
its parts are ``epd_values``, ``epd_dataset``, ``epd_xml``, ``epd_json``, ``epd_archive``, ``epd_unit`` and ``epd_gwp``.
"""
