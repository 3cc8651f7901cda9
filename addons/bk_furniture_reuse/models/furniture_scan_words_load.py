from odoo import api, models


class FurnitureScanWords(models.AbstractModel):
    """What is said about loading and delivering, on the scan page and on the screen Load and deliver."""

    _inherit = "furniture.scan.words"

    @api.model
    def _sentences(self):
        return {
            **super()._sentences(),
            "load_gone": self.env._("This load is gone. Go back to the list and open another."),
            "no_mode": self.env._("Choose whether you load or deliver."),
            "line.place": self.env._("You are in %(place)s."),
            "line.loaded": self.env._("%(piece)s is loaded."),
            "line.arrived": self.env._("%(piece)s has arrived in %(place)s."),
            "line.delivered_already": self.env._("%(piece)s has been delivered already."),
            "line.loaded_already": self.env._("%(piece)s is loaded already, by %(person)s."),
            "line.arrived_already": self.env._("%(piece)s has arrived already."),
            "line.no_place": self.env._(
                "Scan the tag of the room that you are in first, or press its name in the list."
            ),
            "line.wrong_room": self.env._("%(piece)s goes to %(planned)s, you are in %(place)s."),
            "line.carried_on": self.env._("%(piece)s goes on to %(planned)s. Scan it there."),
            "line.other_load": self.env._("%(piece)s belongs to load %(load)s."),
            "line.not_listed": self.env._("%(piece)s, %(model)s: not on this list."),
            "line.extra_noted": self.env._("%(piece)s is noted as extra."),
            "line.extra_moved": self.env._("%(piece)s is noted as extra and stands in %(place)s now."),
            "line.extra_held": self.env._(
                "%(piece)s is noted as extra. Its place has not been changed: something else holds it."
            ),
            "line_undo.taken_back": self.env._("%(piece)s: taken back."),
            "line_undo.not_listed": self.env._("%(piece)s, %(model)s: not on this list."),
            "line_undo.delivered_already": self.env._("%(piece)s has been delivered already."),
            "line_undo.arrived_already": self.env._("%(piece)s has arrived already."),
            "departed": self.env._("On its way with %(pieces)s pieces. Those who wait for it are told."),
            "departed_already": self.env._("It has driven off already."),
            "nothing_loaded": self.env._(
                "Nothing that has been loaded is waiting to be driven. Scan what is loaded first."
            ),
            "finished": self.env._("Delivered: %(pieces)s pieces."),
            "finished_differing": self.env._("Delivered: %(pieces)s pieces, %(differences)s differences."),
            "finished_already": self.env._("Everything has been delivered already."),
            "nothing_arrived": self.env._(
                "Nothing has arrived yet. Scan the room and then the pieces, or say that they are missing."
            ),
            "not_all_arrived": self.env._(
                "%(left)s pieces have not arrived. Do they come later with this load, or are they missing?"
            ),
            "signed": self.env._("Received by %(person)s."),
            "signed_already": self.env._("It has been received by %(person)s already."),
            "nothing_to_sign": self.env._("There is nothing to sign for: deliver what has arrived first."),
            "no_name_signed": self.env._("Write the name of the person who receives the furniture."),
            "no_signature": self.env._(
                "The receipt lacks a signature. Let the person who receives the furniture sign."
            ),
        }

    @api.model
    def _choices(self):
        return {
            **super()._choices(),
            "leave_here": self.env._("Leave it here anyway"),
            "carry_on": self.env._("Carry it to its room"),
            "extra": self.env._("It came along: note it as extra"),
            "line.leave": self.env._("It does not come along"),
            "later": self.env._("They come later"),
            "missing": self.env._("They are missing"),
        }
