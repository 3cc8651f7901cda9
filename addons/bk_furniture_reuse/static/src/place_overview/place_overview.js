import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useSetupAction } from "@web/search/action_hook";

// The server decides what is counted; this screen only shows it and opens the pieces behind each number.
export class PlaceOverview extends Component {
    static template = "bk_furniture_reuse.PlaceOverview";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        // Coming back from a list of pieces, the branches are as they were left.
        const left = this.props.state || {};
        this.state = useState({ rows: [], open: left.open || {}, query: left.query || "" });
        useSetupAction({ getLocalState: () => ({ open: { ...this.state.open }, query: this.state.query }) });
        this.purposes = [
            ["in_use", _t("In use")],
            ["available", _t("Available")],
            ["reserved", _t("Reserved")],
            ["redesign", _t("Redesign")],
            ["recycling", _t("Recycling")],
        ];
        this.kinds = {
            site: "fa-map-marker",
            building: "fa-building-o",
            floor: "fa-bars",
            zone: "fa-object-group",
            room: "fa-square-o",
            store: "fa-archive",
            vehicle: "fa-truck",
        };
        this.format = (value) => (value ? formatInteger(value) : "–");
        onWillStart(async () => {
            this.state.rows = await this.orm.call("stock.location", "get_place_overview", []);
        });
    }

    get total() {
        const counts = Object.fromEntries(this.purposes.map(([purpose]) => [purpose, 0]));
        let total = 0;
        for (const row of this.state.rows) {
            total += row.total;
            for (const [purpose] of this.purposes) {
                counts[purpose] += row.counts[purpose];
            }
        }
        return { counts, total };
    }

    /** Rows to show, in order, with their depth: open branches, or every branch that leads to a match. */
    get visibleRows() {
        const query = this.state.query.trim().toLowerCase();
        const shown = [];
        const visit = (row, depth, inside) => {
            const matches = inside || (row.name || "").toLowerCase().includes(query);
            const start = shown.length;
            shown.push({ row, depth });
            let found = matches;
            const open = query ? true : this.state.open[row.id];
            if (open) {
                for (const child of row.children) {
                    found = visit(child, depth + 1, query ? matches : true) || found;
                }
            }
            if (query && !found) {
                shown.length = start;
            }
            return found;
        };
        for (const row of this.state.rows) {
            visit(row, 0, !query);
        }
        return shown;
    }

    toggle(row) {
        this.state.open[row.id] = !this.state.open[row.id];
    }

    rowName(row) {
        return row.name || _t("Not in a known place");
    }

    openPlan(row) {
        return this.action.doAction("bk_furniture_reuse.floor_plan_action", { props: { resId: row.id } });
    }

    /** Open the pieces behind a number. */
    async openPieces(row, purpose) {
        const domain = row ? [...row.domain] : [["is_furniture", "=", true], ["end_kind", "=", false]];
        if (purpose) {
            domain.push(["purpose", "=", purpose]);
        }
        const action = await this.action.loadAction("bk_furniture_reuse.stock_lot_action_pieces");
        await this.action.doAction({
            ...action,
            name: row ? this.rowName(row) : action.name,
            domain,
            context: {},
        });
    }
}

registry.category("actions").add("bk_furniture_reuse.place_overview", PlaceOverview);
