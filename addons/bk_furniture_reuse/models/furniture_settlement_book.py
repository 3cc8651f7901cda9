from odoo import api, models

from ..tools.settlement_book import DATE, MONEY, NUMBER, TEXT, Sheet, write_book

# So many lines are read at a time.
BATCH = 1000


class FurnitureSettlementLine(models.Model):
    """The settlement of a period as a workbook."""

    _inherit = "furniture.settlement.line"

    @api.model
    def _period_book(self, date_from, date_to):
        """The bytes of the XLSX workbook of the lines from ``date_from`` to ``date_to``, for whoever may read them."""
        self.check_access("read")
        domain = [("date", ">=", date_from), ("date", "<=", date_to)]
        return write_book(
            [
                Sheet(
                    self.env._("Lines"),
                    [
                        (self.env._("Date"), DATE, 12),
                        (self.env._("Kind"), TEXT, 14),
                        (self.env._("Piece"), TEXT, 14),
                        (self.env._("Furniture model"), TEXT, 32),
                        (self.env._("From unit"), TEXT, 24),
                        (self.env._("Account number, from"), TEXT, 14),
                        (self.env._("To unit"), TEXT, 24),
                        (self.env._("Account number, to"), TEXT, 14),
                        (self.env._("Amount (NOK)"), MONEY, 16),
                        (self.env._("Price missing"), TEXT, 14),
                        (self.env._("Basis"), TEXT, 36),
                        (self.env._("Reservation"), TEXT, 16),
                        (self.env._("Transfer"), TEXT, 18),
                        (self.env._("Reason"), TEXT, 36),
                    ],
                    self._line_rows(domain),
                ),
                Sheet(
                    self.env._("Sums"),
                    [
                        (self.env._("From unit"), TEXT, 24),
                        (self.env._("Account number, from"), TEXT, 14),
                        (self.env._("To unit"), TEXT, 24),
                        (self.env._("Account number, to"), TEXT, 14),
                        (self.env._("Lines"), NUMBER, 10),
                        (self.env._("Missing prices"), NUMBER, 14),
                        (self.env._("Amount (NOK)"), MONEY, 16),
                    ],
                    self._pair_rows(domain),
                ),
                Sheet(
                    self.env._("Missing prices"),
                    [
                        (self.env._("Date"), DATE, 12),
                        (self.env._("Piece"), TEXT, 14),
                        (self.env._("Furniture model"), TEXT, 32),
                        (self.env._("From unit"), TEXT, 24),
                        (self.env._("To unit"), TEXT, 24),
                        (self.env._("Basis"), TEXT, 44),
                    ],
                    self._missing_rows(
                        [*domain, ("missing", "=", True), ("kind", "!=", "counter"), ("correction_ids", "=", False)]
                    ),
                ),
            ]
        )

    @api.model
    def _in_batches(self, domain):
        """The lines of ``domain``, in order of date; what was read of a batch is forgotten before the next."""
        numbers = self.search(domain, order="date, id").ids
        for start in range(0, len(numbers), BATCH):
            # sudo: the names of pieces, units and transfers belong to the lines, which the reader may read.
            yield from self.sudo().browse(numbers[start : start + BATCH])
            self.env.invalidate_all()

    @api.model
    def _line_rows(self, domain):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        yes = self.env._("Yes")
        for line in self._in_batches(domain):
            yield (
                line.date, kinds[line.kind], line.lot_id.name, line.product_id.name, line.from_unit_id.name, line.from_unit_id.code,
                line.to_unit_id.name, line.to_unit_id.code, None if line.missing else line.amount, yes if line.missing else "",
                line.basis, line.reservation_id.name, line.picking_id.name, line.reason,
            )  # fmt: skip

    @api.model
    def _pair_rows(self, domain):
        for owner, unit, count, missing, amount in self._read_group(
            domain, ["from_unit_id", "to_unit_id"], ["__count", "missing_count:sum", "amount:sum"]
        ):
            owner, unit = owner.sudo(), unit.sudo()  # sudo: as above
            yield owner.name, owner.code, unit.name, unit.code, count, missing, amount

    @api.model
    def _missing_rows(self, domain):
        for line in self._in_batches(domain):
            yield (
                line.date,
                line.lot_id.name,
                line.product_id.name,
                line.from_unit_id.name,
                line.to_unit_id.name,
                line.basis,
            )
