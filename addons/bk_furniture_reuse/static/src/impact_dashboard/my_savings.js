import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useSetupAction } from "@web/search/action_hook";
import { interval, money, weight, whole } from "./format";

/** What I, and the unit that I work in, saved by taking used furniture; for those who read the ledger, each unit beside the others. */
export class MySavings extends Component {
    static template = "bk_furniture_reuse.MySavings";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, error: "", year: this.props.state?.year });
        useSetupAction({ getLocalState: () => ({ year: this.state.year }) });
        this.weight = weight;
        this.whole = whole;
        this.interval = interval;
        onWillStart(() => this.load());
    }

    async load() {
        this.state.error = "";
        const { year } = this.state;
        try {
            this.state.data = await this.orm.silent.call(
                "furniture.impact.savings",
                "get_my_savings",
                year === undefined ? [] : [year]
            );
            this.state.year = this.state.data.year;
        } catch (error) {
            const said = ["UserError", "AccessError", "ValidationError"].some((name) => error.data?.name?.endsWith(name));
            this.state.error = said
                ? error.data.message
                : _t("The figures could not be fetched. Check the network and try again.");
        }
    }

    setYear(event) {
        this.state.year = Number(event.target.value);
        return this.load();
    }

    money(value) {
        return money(value, this.state.data.currency_id);
    }

    get parts() {
        const { data } = this.state;
        return [
            { key: "me", title: _t("What I asked for"), figures: data.me },
            { key: "unit", title: data.unit_name, figures: data.unit },
        ].filter((part) => part.figures);
    }

    async openUnit(row) {
        const action = await this.action.loadAction("bk_furniture_reuse.furniture_impact_entry_action");
        return this.action.doAction({ ...action, name: row.name, domain: row.domain, context: {} });
    }
}

registry.category("actions").add("bk_furniture_reuse.my_savings", MySavings);
