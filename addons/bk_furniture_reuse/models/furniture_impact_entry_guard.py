from odoo import models
from odoo.exceptions import AccessError

NAME = "furniture_impact_entry"


class FurnitureImpactEntry(models.Model):
    """Nobody changes an entry: the ORM says so in words, and the database refuses whoever comes another way."""

    _inherit = "furniture.impact.entry"

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(
            self.env._(
                "An entry of the reuse ledger is never changed. Correct it: a counter-entry and a new entry are made."
            )
        )

    def unlink(self):  # pylint: disable=method-required-super
        # Not by `ondelete`: who goes round the methods is stopped by the database.
        raise AccessError(  # pylint: disable=no-raise-unlink
            self.env._("An entry of the reuse ledger is never deleted. Correct it by a counter-entry.")
        )

    def init(self):
        """The guard, and the revision that makes a second claim of one life impossible.

        The revision of a claim is the number of counter-entries of that life so far: two claims without a counter-entry between them
        would have the same, and the unique index lets one of them in, also when two transactions come at the same time.
        """
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION furniture_impact_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'An entry of the reuse ledger is never changed or deleted' USING ERRCODE = 'insufficient_privilege';
            END $$;
            CREATE OR REPLACE FUNCTION furniture_impact_entry_revision() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
            BEGIN
                NEW.revision := (SELECT count(*) FROM furniture_impact_entry
                                  WHERE run_id = NEW.run_id AND lot_id = NEW.lot_id AND life = NEW.life AND kind = 'counter');
                RETURN NEW;
            END $$;
            DROP TRIGGER IF EXISTS furniture_impact_entry_stays_rows ON furniture_impact_entry;
            DROP TRIGGER IF EXISTS furniture_impact_entry_stays_table ON furniture_impact_entry;
            DROP TRIGGER IF EXISTS furniture_impact_entry_revision ON furniture_impact_entry;
            CREATE TRIGGER furniture_impact_entry_stays_rows BEFORE UPDATE OR DELETE ON furniture_impact_entry
                FOR EACH ROW EXECUTE FUNCTION furniture_impact_entry_stays();
            CREATE TRIGGER furniture_impact_entry_stays_table BEFORE TRUNCATE ON furniture_impact_entry
                FOR EACH STATEMENT EXECUTE FUNCTION furniture_impact_entry_stays();
            CREATE TRIGGER furniture_impact_entry_revision BEFORE INSERT ON furniture_impact_entry
                FOR EACH ROW WHEN (NEW.kind = 'claim') EXECUTE FUNCTION furniture_impact_entry_revision();
            """
        )
