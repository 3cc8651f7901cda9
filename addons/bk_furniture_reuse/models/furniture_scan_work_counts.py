from odoo import api, models

from ..tools import stocktake as counting

MOST_SESSIONS, MOST_PIECES = 20, 10_000


class FurnitureScanWork(models.AbstractModel):
    """Stock-takes that this person counts in: the rooms, and what is expected there, unless the count is blind."""

    _inherit = "furniture.scan.work"

    @api.model
    def _sections(self):
        return {**super()._sections(), "counts": self._counts}

    @api.model
    def _counts(self):
        open_ones = self.env["furniture.stocktake"].search([("state", "in", counting.OPEN)])
        sessions = open_ones.filtered(lambda session: session._may_count())
        mine = sessions.filtered(lambda session: self.env.user in session.sudo().counter_ids)
        sessions = (mine | sessions)[:MOST_SESSIONS]
        pieces = self._count_pieces(sessions.filtered(lambda session: not session.blind))
        return [
            {
                "id": session.id,
                "name": session.name,
                "note": session.note or "",
                "due": str(session.date_due or ""),
                "mine": session in mine,
                "blind": session.blind,
                "second": session.round_number > 1,
                # sudo: what is handed out is for this counter, and says nothing of a blind count
                "rooms": session.sudo()._room_list(),
                "pieces": pieces.get(session, []),
            }
            for session in sessions
        ]

    @api.model
    def _count_pieces(self, sessions):
        """``{stock-take: what is expected where, and what has been found of it}``. Never asked for a blind count."""
        # sudo: counters do not read lines; in a count that is not blind, they are shown what is left to find
        lines = self.env["furniture.stocktake.line"].sudo()
        found = lines.search_fetch(
            [("stocktake_id", "in", sessions.ids), ("lot_id", "!=", False), ("room_id", "!=", False)],
            ["stocktake_id", "lot_id", "room_id", "result", "recount", "found_location_id"],
            limit=MOST_PIECES,
        )
        wanted = found.filtered(lambda line: line.stocktake_id.round_number == 1 or line.recount)
        codes = self._codes("lot_id", wanted.lot_id.ids)
        rows = {}
        for line in wanted:
            rows.setdefault(line.stocktake_id.sudo(False), []).append(
                {
                    "id": line.lot_id.id,
                    "number": line.lot_id.name,
                    "model": line.product_id.name or "",
                    "codes": codes.get(line.lot_id.id, []),
                    "room": line.room_id.id,
                    "found": line.found_location_id.id,
                }
            )
        return rows
