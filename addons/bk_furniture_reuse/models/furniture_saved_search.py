from odoo import api, fields, models
from odoo.exceptions import UserError

MOST = 30


class FurnitureSavedSearch(models.Model):
    """A search in the market that a person in the portal wants to find again. In the back office Odoo's favourites do this."""

    _name = "furniture.saved.search"
    _description = "Saved search in the market"
    _order = "name, id"

    name = fields.Char(required=True)
    user_id = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user, ondelete="cascade", index=True
    )
    query = fields.Char(help="What was chosen, as in the address of the page.")

    _name_uniq = models.UniqueIndex("(user_id, lower(name))", "You have a saved search with this name already.")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals["name"] = " ".join((vals.get("name") or "").split())[:60]
            vals["query"] = (vals.get("query") or "")[:1000]
        if self.search_count([("user_id", "=", self.env.uid)]) + len(vals_list) > MOST:
            raise UserError(self.env._("You have %s saved searches. Delete one that you no longer need first.", MOST))
        return super().create(vals_list)
