def uninstall_hook(env):
    """What PostgreSQL notes for the market goes with the market: Odoo drops tables and columns, and knows no triggers."""
    env.cr.execute(
        """
        DROP FUNCTION IF EXISTS furniture_market_note_lots() CASCADE;
        DROP FUNCTION IF EXISTS furniture_market_note_quants() CASCADE;
        DROP TABLE IF EXISTS furniture_market_stale;
        """
    )
