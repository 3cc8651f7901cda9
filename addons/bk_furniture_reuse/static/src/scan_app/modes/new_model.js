import { Component, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { BigButton } from "../components/big_button";
import { Chips } from "../components/chips";
import { useScanApp } from "../core/use_scan_app";

const SIZES = ["width", "depth", "height", "seat_height"];
const SUGGESTED = 5;
const RECENT_TYPES = 8;

/** A model that nobody has registered: photo, type, name; the rest may be blank. Closes with {id, name}. */
export class NewModel extends Component {
    static template = "bk_furniture_reuse.ScanNewModel";
    static components = { BigButton, Chips };
    static props = { close: Function };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ photo: null, picture: "", type: null, filter: "", name: "", maker: "", width: "", depth: "", height: "", seat_height: "", problem: "" });
        this.labels = { width: _t("Width (cm)"), depth: _t("Depth (cm)"), height: _t("Height (cm)"), seat_height: _t("Seat height (cm)") };
        onWillUnmount(() => URL.revokeObjectURL(this.state.picture));
    }

    async photo() {
        const photo = await this.scan.takePhoto();
        if (photo) {
            URL.revokeObjectURL(this.state.picture);
            Object.assign(this.state, { photo, picture: URL.createObjectURL(photo) });
        }
    }

    // Types: the last used ones, or what is searched for

    get types() {
        const all = this.scan.work.types || [];
        const filter = this.state.filter.trim().toLowerCase();
        const recent = this.scan.kept("recent_types") || [];
        const found = filter
            ? all.filter(({ name }) => name.toLowerCase().includes(filter))
            : [...recent.map((id) => all.find((type) => type.id === id)).filter(Boolean), ...all.filter(({ id }) => !recent.includes(id))];
        const shown = found.slice(0, RECENT_TYPES);
        const chosen = all.find(({ id }) => id === this.state.type);
        return (chosen && !shown.includes(chosen) ? [chosen, ...shown] : shown).map(({ id, name }) => ({ value: id, label: name }));
    }

    get sizes() {
        const type = (this.scan.work.types || []).find(({ id }) => id === this.state.type);
        return type?.asks_seat_height ? SIZES : SIZES.slice(0, 3);
    }

    setType(type) {
        this.state.type = type;
        this.state.filter = "";
    }

    // Suggestions: a model that is there already is taken as it is

    get suggestedModels() {
        const text = this.state.name.trim().toLowerCase();
        if (text.length < 2) {
            return [];
        }
        return (this.scan.work.models || []).filter(({ name, maker }) => `${maker || ""} ${name}`.toLowerCase().includes(text)).slice(0, SUGGESTED);
    }

    get makers() {
        const text = this.state.maker.trim().toLowerCase();
        const names = new Set((this.scan.work.makers || []).map((maker) => maker.name || maker));
        for (const { maker } of this.scan.work.models || []) {
            if (maker) {
                names.add(maker);
            }
        }
        return [...names].filter((name) => text && name.toLowerCase().includes(text) && name.toLowerCase() !== text).slice(0, SUGGESTED);
    }

    async save() {
        const name = this.state.name.trim();
        if (!name) {
            this.state.problem = _t("Write a name, for example Office chair with armrests.");
            return;
        }
        const sizes = Object.fromEntries(this.sizes.map((size) => [size, this.number(this.state[size])]).filter(([, value]) => value));
        const maker = this.state.maker.trim();
        const data = { name, ...(this.state.type ? { category_id: this.state.type } : {}), ...(maker ? { maker } : {}), ...sizes };
        const entry = await this.scan.record("model", data, { photo: this.state.photo });
        const model = { id: entry.id, name, maker };
        this.scan.keep("own_models", [model, ...(this.scan.kept("own_models") || [])].slice(0, 50));
        if (this.state.type) {
            const recent = (this.scan.kept("recent_types") || []).filter((id) => id !== this.state.type);
            this.scan.keep("recent_types", [this.state.type, ...recent].slice(0, RECENT_TYPES));
        }
        this.props.close(model);
    }

    number(text) {
        const value = Number(String(text).replace(",", "."));
        return Number.isFinite(value) && value > 0 ? value : null;
    }
}
