import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useSetupAction } from "@web/search/action_hook";
import { besideLines, headline, ledgerLines, liveLines, moneyLines } from "./dashboard_words";
import { FigureCard } from "./figure_card";
import { FigureLines } from "./figure_lines";
import { ImpactFilters } from "./filters";
import { fromAddress, toAddress } from "./filter_state";
import { money, percent, weight } from "./format";
import { ImpactChart } from "./impact_chart";

/** Reuse in figures. The server counts; this screen shows it, and opens the records behind each figure. */
export class ImpactDashboard extends Component {
    static template = "bk_furniture_reuse.ImpactDashboard";
    static components = { FigureCard, FigureLines, ImpactChart, ImpactFilters };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.latest = new KeepLast();
        // Back from a list, or by the browser's button, the filters are as they were left.
        const asked = this.props.state?.filters || fromAddress() || this.props.action.params?.filters || {};
        this.state = useState({
            filters: asked,
            data: null,
            choices: null,
            error: "",
            loading: true,
            measure: this.props.state?.measure || "net",
        });
        useSetupAction({ getLocalState: () => ({ filters: this.wanted, measure: this.state.measure }) });
        this.props.updateActionState?.(toAddress(asked));
        onWillStart(() => this.load());
    }

    /** The filters alone, without what the server says about them. */
    get wanted() {
        const { names, ...filters } = this.state.filters;
        return JSON.parse(JSON.stringify(filters));
    }

    async load() {
        this.state.loading = true;
        this.state.error = "";
        try {
            const [data, choices] = await this.latest.add(
                Promise.all([
                    this.orm.silent.call("furniture.impact.dashboard", "get_data", [this.wanted]),
                    this.state.choices || this.orm.silent.call("furniture.impact.dashboard", "get_choices", []),
                ])
            );
            Object.assign(this.state, { data, choices, filters: data.filters });
        } catch (error) {
            // What the server says to people is shown; what it says to programmers is not.
            const said = ["UserError", "AccessError", "ValidationError"].some((name) => error.data?.name?.endsWith(name));
            this.state.error = said
                ? error.data.message
                : _t("The figures could not be fetched. Check the network and try again.");
        }
        this.state.loading = false;
    }

    change(filters) {
        this.state.filters = { ...this.state.filters, ...filters };
        this.props.updateActionState?.(toAddress(this.state.filters));
        return this.load();
    }

    showAllYears() {
        return this.change({ period: { kind: "all" } });
    }

    // --- what is shown ---

    get countedAt() {
        const moment = deserializeDateTime(this.state.data.counted_at).setLocale(user.lang);
        return _t("Counted on %s.", moment.toLocaleString(luxon.DateTime.DATETIME_SHORT));
    }

    get title() {
        const { data } = this.state;
        return data ? _t("Reuse in figures: %s", data.period) : _t("Reuse in figures");
    }

    get restated() {
        const { edition, reason } = this.state.data.run;
        return _t("Counted again with %(edition)s: %(reason)s. This is not the ledger.", { edition, reason });
    }

    get cards() {
        return headline(this.state.data).map((card) => ({ ...card, onOpen: () => this.openEntries(card.name, card.title) }));
    }

    get beside() {
        const { data } = this.state;
        const openers = {
            material: data.material.domain && (() => this.openRecords("bk_furniture_reuse.furniture_end_line_action", "furniture.end.line", data.material.domain)),
            waiting: data.waiting.domain && (() => this.openRecords(null, "furniture.impact.event", data.waiting.domain, _t("Waiting events"))),
        };
        return besideLines(data).map((line) => ({
            ...line,
            open: line.name in openers ? openers[line.name] || undefined : () => this.openEntries(line.of || line.name, line.label),
        }));
    }

    withEntries(lines) {
        return lines.map((line) => ({ ...line, open: () => this.openEntries(line.of, line.label) }));
    }

    get moneyLines() {
        return this.withEntries(moneyLines(this.state.data));
    }

    get ledgerLines() {
        return this.withEntries(ledgerLines(this.state.data));
    }

    get liveLines() {
        const { domains } = this.state.data.live;
        return liveLines(this.state.data).map((line) => ({
            ...line,
            open: domains[line.pieces] && (() => this.openPieces(line.pieces, line.label)),
        }));
    }

    get share() {
        const { live, targets } = this.state.data;
        const target = targets.share;
        const reached = live.shares.pieces;
        return {
            number: percent(reached, 1),
            onOpen: live.domains.reused && (() => this.openPieces("reused", _t("Put to use by reuse"))),
            target: target && reached !== null && { percent: (100 * reached) / target.value, text: percent(target.value) },
        };
    }

    // --- charts ---

    get measures() {
        return [
            ["net", _t("Avoided emissions")],
            ["waste", _t("Waste avoided")],
            ["money", _t("Saved, net")],
        ];
    }

    get measureName() {
        return { net: _t("Avoided (kg CO2e)"), waste: _t("Waste avoided (kg)"), money: _t("Saved, net") }[this.state.measure];
    }

    get format() {
        const currency = this.state.data.currency_id;
        return this.state.measure === "money" ? (value) => money(value, currency) : weight;
    }

    /** A twelfth of the year's target, as a line through the months. */
    get monthlyTarget() {
        const { targets, months } = this.state.data;
        const target = targets[{ net: "co2e", waste: "waste", money: "money" }[this.state.measure]];
        return target && months.by === "month" ? target.value / 12 : null;
    }

    get charts() {
        const { charts } = this.state.data;
        return [
            { name: "site", title: _t("By site"), bars: charts.site, field: "site_id" },
            { name: "unit", title: _t("By unit"), bars: charts.unit, field: "unit_id" },
            { name: "type", title: _t("By furniture type"), bars: charts.type, field: "categ_id" },
        ];
    }

    get monthsTitle() {
        return this.state.data.months.by === "year" ? _t("By year") : _t("By month");
    }

    // --- what is opened ---

    openEntries(name, title) {
        return this.openDomain(this.state.data.domains[name], title);
    }

    openBar(bar, field) {
        const domain = bar.rest ? [...this.state.data.domain, [field, "not in", bar.rest]] : bar.domain;
        // A bar shows our own reuse; what stands on other lines is opened by those.
        const line = { net: ["report_line", "=", "own"], waste: ["event_kind", "!=", "outside"] }[this.state.measure];
        return this.openDomain(line ? [...domain, line] : domain, bar.name);
    }

    openPieces(name, title) {
        const domain = this.state.data.live.domains[name];
        return this.openRecords("bk_furniture_reuse.stock_lot_action_pieces", "stock.lot", domain, title);
    }

    openDomain(domain, title) {
        return this.openRecords("bk_furniture_reuse.furniture_impact_entry_action", "furniture.impact.entry", domain, title);
    }

    async openRecords(xmlid, model, domain, title) {
        const action = xmlid
            ? await this.action.loadAction(xmlid)
            : { type: "ir.actions.act_window", res_model: model, views: [[false, "list"], [false, "form"]] };
        return this.action.doAction({ ...action, name: title || action.name, domain, context: {} });
    }

    async openWall() {
        const filters = this.wanted;
        // Browsers fill the screen only while a click lasts.
        await document.documentElement.requestFullscreen?.().catch(() => {});
        return this.action.doAction("bk_furniture_reuse.furniture_impact_wall_action", { props: { filters } });
    }
}

registry.category("actions").add("bk_furniture_reuse.impact_dashboard", ImpactDashboard);
