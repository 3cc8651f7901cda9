from odoo import api, models


class FurnitureScanWords(models.AbstractModel):
    """What is said about counting. Who counts blind hears that a piece was counted, never whether it was expected."""

    _inherit = "furniture.scan.words"

    @api.model
    def _sentences(self):
        return {
            **super()._sentences(),
            "count_gone": self.env._("This stock-take is gone, or you are not asked to count in it. Choose another."),
            "count_over": self.env._(
                "%(count)s is not being counted any more, so this is not in it. Tell the reuse coordinator."
            ),
            "outside": self.env._("%(place)s is not counted now. Choose another room."),
            "count_found": self.env._("%(piece)s: found."),
            "count_counted": self.env._("%(piece)s: counted."),
            "count_extra": self.env._("%(piece)s stands where it belongs, and is not one of those that are counted."),
            "count_again": self.env._("%(piece)s has been scanned here already. It counts once."),
            "count_undone": self.env._("%(piece)s: taken back."),
            "count_wrong_room": self.env._("%(piece)s is in the wrong room: it belongs to %(belongs)s."),
            "count_unexpected": self.env._("%(piece)s was not in stock. It comes back when the count is closed."),
            "count_ended": "%(piece)s: %(message)s",
            "count_unknown": self.env._(
                "%(piece)s: unknown code. It is kept; the coordinator finds out which piece it is."
            ),
            "nothing_to_undo": self.env._("There is nothing left to take back."),
            "not_own_scan": self.env._("You can undo your own scans only."),
            "round_over": self.env._("That round of the count is over: the scan stays as it is."),
            "room_done": self.env._("%(place)s is counted."),
            "room_open": self.env._("%(place)s: the count goes on."),
            "not_counted": self.env._("Scan the piece in this count first."),
            "blind_count": self.env._("In a blind count the coordinator decides where a piece belongs."),
            "not_in_wrong_room": self.env._("The piece is not in the wrong room any more. Scan it again."),
            "wish_move": self.env._("%(piece)s belongs here from now on. Stock is corrected when the count is closed."),
            "wish_back": self.env._("%(piece)s is carried back to %(belongs)s."),
            "noted": self.env._("%(piece)s: note kept."),
            "empty_note": self.env._("Write something, or take a photo."),
        }
