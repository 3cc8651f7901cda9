"""Plain Python that needs no database: importable and testable without Odoo."""
