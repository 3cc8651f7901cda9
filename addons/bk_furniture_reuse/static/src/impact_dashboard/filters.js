import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";

/** The controls above the dashboard. Each change goes to `onChange` as the filters that are wanted now. */
export class ImpactFilters extends Component {
    static template = "bk_furniture_reuse.ImpactFilters";
    static props = { filters: Object, choices: Object, onChange: Function };

    get kinds() {
        return [
            ["year", _t("Year")],
            ["quarter", _t("Quarter")],
            ["month", _t("Month")],
            ["range", _t("From and to")],
            ["all", _t("All years")],
        ];
    }

    get years() {
        const { years } = this.props.choices;
        const { year } = this.props.filters.period;
        return year && !years.includes(year) ? [year, ...years].sort((one, other) => other - one) : years;
    }

    get months() {
        const name = new Intl.DateTimeFormat(user.lang, { month: "long", timeZone: "UTC" });
        return [...Array(12).keys()].map((month) => [month + 1, name.format(Date.UTC(2024, month, 1))]);
    }

    get lists() {
        return [
            ["site_ids", _t("Site"), _t("All sites")],
            ["building_ids", _t("Building"), _t("All buildings")],
            ["unit_ids", _t("Unit"), _t("All units")],
            ["categ_ids", _t("Furniture type"), _t("All types")],
        ];
    }

    /** The value of a list's control: one choice, several (as an address may say), or all. */
    chosen(name) {
        const ids = this.props.filters[name] || [];
        return ids.length > 1 ? "several" : String(ids[0] || "");
    }

    severalNames(name) {
        return (this.props.filters.names?.[name] || []).join(", ");
    }

    get isNarrowed() {
        const { filters } = this.props;
        return Boolean(filters.run_id || this.lists.some(([name]) => filters[name]?.length));
    }

    setPeriod(change) {
        this.props.onChange({ period: { ...this.props.filters.period, ...change } });
    }

    setNumber(name, event) {
        this.setPeriod({ [name]: Number(event.target.value) });
    }

    setDay(name, event) {
        this.setPeriod({ [name]: event.target.value || false });
    }

    setList(name, event) {
        const { value } = event.target;
        if (value !== "several") {
            this.props.onChange({ [name]: value ? [Number(value)] : [] });
        }
    }

    setRun(event) {
        this.props.onChange({ run_id: Number(event.target.value) || false });
    }

    clear() {
        this.props.onChange({ site_ids: [], building_ids: [], unit_ids: [], categ_ids: [], run_id: false });
    }
}
