from odoo import api, models


class FurnitureScanWords(models.AbstractModel):
    """What the scan page says about pieces: registering, moving, purposes, damages, photos, models, decisions."""

    _inherit = "furniture.scan.words"

    @api.model
    def _labels(self):
        lots, damages = self.env["stock.lot"]._fields, self.env["furniture.damage"]._fields
        purposes = dict(lots["purpose"]._description_selection(self.env))
        return {
            **super()._labels(),
            "end": {value: name.lower() for value, name in lots["end_kind"]._description_selection(self.env)},
            "was": purposes,
            "purpose": purposes,
            "damage": dict(damages["kind"]._description_selection(self.env)),
        }

    @api.model
    def _sentences(self):
        return {
            **super()._sentences(),
            **self._sentences_of_codes(),
            **self._sentences_of_moves(),
            **self._sentences_of_models(),
            "purpose_changed": self.env._("%(piece)s: %(was)s → %(purpose)s."),
            "has_purpose": self.env._("%(piece)s is %(purpose)s already."),
            "purpose_refused": "%(message)s",
            "changed_meanwhile": self.env._(
                "Somebody has made %(piece)s “%(was)s” meanwhile. Shall it become “%(purpose)s” all the same?"
            ),
            "damage_noted": self.env._("%(piece)s: %(damage)s noted."),
            "damage_noted_no_photo": self.env._("%(piece)s: %(damage)s noted. The photo could not be read."),
            "no_damage_kind": self.env._("Choose what is damaged, and how bad it is."),
            "photographed": self.env._("%(piece)s: photo kept."),
            "no_picture": self.env._("%(piece)s: the photo could not be read. Take it again."),
            "no_record": self.env._("This question is not yours to answer, or it is gone."),
            "decided_already": self.env._("This has been decided already, by %(who)s."),
            "no_question": self.env._("There is nothing to decide about this record."),
            "no_choice": self.env._("Choose one of the answers that were offered."),
            "asked_again": self.env._("Something has changed since. Look at the question again."),
        }

    @api.model
    def _sentences_of_codes(self):
        return {
            "unreadable": self.env._("This record holds more than the scan page sends. Do it again."),
            "is_place": self.env._("%(scanned)s is the tag of a place, not of a piece."),
            "is_blank": self.env._("%(scanned)s is a blank tag. Register the piece first."),
            "is_retired": self.env._("%(scanned)s is out of use. Put a new tag on."),
            "blank_for_place": self.env._(
                "%(scanned)s is printed for doors. Take a tag that is printed for furniture."
            ),
            "blank_for_piece": self.env._(
                "%(scanned)s is printed for furniture. Take a tag that is printed for doors."
            ),
            "not_printed": self.env._(
                "%(scanned)s: we have never printed this tag. Scan it again, or take another tag."
            ),
            "ended": self.env._(
                "%(piece)s has left for good (%(end)s). If that is wrong, the furniture manager reverses its end first."
            ),
            "registered": self.env._("%(piece)s, %(model)s, is registered in %(place)s."),
            "registered_foreign": self.env._(
                "%(piece)s, %(model)s, is registered in %(place)s. Its old code works; put a tag of ours on when you can."
            ),
            "is_registered": self.env._("%(piece)s, %(model)s, is registered here already."),
            "on_piece": self.env._(
                "This code is on %(piece)s, %(model)s, in %(stands_in)s already. Does that piece stand here now?"
            ),
            "unknown_detail": self.env._("Condition, colour or unit is none that we know. Choose again."),
            "no_model": self.env._("Choose the furniture model first."),
        }

    @api.model
    def _sentences_of_moves(self):
        return {
            "moved_held": self.env._("%(piece)s stands in %(place)s now, still held by %(reservation)s."),
            "found_again": self.env._("%(piece)s was missing. It stands in %(place)s now."),
            "placed": self.env._("%(piece)s was in no place. It stands in %(place)s now."),
            "held": self.env._(
                "%(piece)s is held by %(reservation)s. Does it go to %(place)s and stay held, or does it stay where it was?"
            ),
            "in_transfer": self.env._(
                "%(piece)s is to be moved with %(transfer)s. Scan it there, or have that transfer cancelled."
            ),
        }

    @api.model
    def _sentences_of_models(self):
        return {
            "model_added": self.env._("%(model)s is added."),
            "model_added_no_photo": self.env._("%(model)s is added. The photo could not be read."),
            "model_exists": self.env._("%(model)s is there already."),
            "no_name": self.env._("Write what the model is called."),
            "no_type": self.env._("Choose one of the furniture types."),
            "no_size": self.env._("A size is a number of centimetres, at most 2,000."),
        }

    @api.model
    def _choices(self):
        return {
            **super()._choices(),
            "follow": self.env._("Move it, still held"),
            "move_here": self.env._("Move it here"),
            "change_anyway": self.env._("Change it"),
        }
