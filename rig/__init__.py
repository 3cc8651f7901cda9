"""The rig: sets up Odoo, PostgreSQL and the tests in the ignored folder `.run/`. Standard library only."""
