def uninstall_hook(env):
    """What PostgreSQL does for the market and the ledger goes with them: Odoo drops tables and columns, and knows no triggers."""
    env.cr.execute(
        """
        DROP FUNCTION IF EXISTS furniture_market_note_lots() CASCADE;
        DROP FUNCTION IF EXISTS furniture_market_note_quants() CASCADE;
        DROP TABLE IF EXISTS furniture_market_stale;
        DROP FUNCTION IF EXISTS furniture_impact_entry_stays() CASCADE;
        DROP FUNCTION IF EXISTS furniture_impact_entry_revision() CASCADE;
        """
    )
