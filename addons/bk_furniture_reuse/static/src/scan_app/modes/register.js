import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { BigButton } from "../components/big_button";
import { Chips } from "../components/chips";
import { ScanList } from "../components/scan_list";
import { ScanShell } from "../components/scan_shell";
import { useScanApp, useScanInput, useScanList } from "../core/use_scan_app";
import { plural } from "../core/words";
import { NewModel } from "./new_model";

const RECENT = 8;

/** Registers pieces: place, model, condition and colour stay from the last one; what is left is to scan. */
export class Register extends Component {
    static template = "bk_furniture_reuse.ScanRegister";
    static components = { BigButton, Chips, ScanList, ScanShell };
    static props = { start: Object };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ saving: false });
        this.list = useScanList("register", { kind: "register", data: registerData });
        useScanInput((code, target) => this.onScan(code, target), { active: () => !this.state.saving });
        const { code, place } = this.props.start;
        if (place) {
            this.setPlace(place);
        }
        onMounted(() => code && this.scan.input.take(code));
    }

    get place() {
        return this.scan.kept("register.place");
    }

    get model() {
        return this.scan.kept("register.model");
    }

    get conditions() {
        return (this.scan.work.conditions || []).map(({ value, name }) => ({ value, label: name, short: value.toUpperCase() }));
    }

    get colours() {
        return (this.scan.work.colours || []).map(({ id, name, swatch }) => ({ value: id, label: name, swatch }));
    }

    async onScan(code, target) {
        if (target.kind === "place") {
            this.setPlace({ id: target.id, name: target.name });
            return this.scan.say("success", _t("Place: %s", target.name));
        }
        if (target.whole === false) {
            return this.scan.say("danger", _t("The code was not read right. Scan it again."));
        }
        if (this.list.find(code)) {
            return this.scan.say("info", _t("%s is in the list already.", target.readable));
        }
        if (target.pending) {
            return this.scan.say("warning", _t("%s is registered already. It is not put in the list.", target.name));
        }
        await this.list.add({ code, label: target.readable, place: this.place, model: this.model, detail: this.model?.name || "", ...this.details });
        const count = this.list.items.length;
        this.scan.say("success", plural(count, _t("1 scanned"), _t("%s scanned", count)));
        if (!this.model) {
            this.pickModel();
        }
    }

    get details() {
        return { condition: this.scan.kept("register.condition"), colour_id: this.scan.kept("register.colour") };
    }

    setPlace(place) {
        this.scan.keep("register.place", place);
        this.scan.usePlace(place);
        this.fill("place", place);
    }

    /** What was scanned before it was known gets it now. */
    fill(name, value, more = {}) {
        for (const item of this.list.items.filter((item) => !item[name])) {
            this.list.update(item.id, { [name]: value, ...more });
        }
    }

    async pickModel() {
        const picked = await this.scan.pickModel();
        const model = picked === "new" ? await this.scan.sheets.open(NewModel) : picked;
        if (model) {
            this.useModel(model);
        }
    }

    useModel({ id, name, maker, picture }) {
        const model = { id, name, maker, picture };
        const recent = [id, ...(this.scan.kept("recent_models") || []).filter((other) => other !== id)];
        this.scan.keep("recent_models", recent.slice(0, RECENT));
        this.scan.keep("register.model", model);
        this.fill("model", model, { detail: name });
    }

    /** Condition and colour are those of what comes next; what has been scanned keeps its own. */
    setDetail(name, value) {
        this.scan.keep(`register.${name}`, value);
    }

    async photo(item) {
        const photo = await this.scan.takePhoto();
        if (photo) {
            await this.list.update(item.id, { photo });
            this.scan.say("success", _t("Picture kept for %s", item.label));
        }
    }

    photoLabel(item) {
        return item.photo ? _t("Take another picture of %s", item.label) : _t("Take a picture of %s", item.label);
    }

    get saveLabel() {
        const count = this.list.ready.length;
        return count ? _t("Save %s", count) : _t("Save");
    }

    async save() {
        this.state.saving = true;
        try {
            const entries = await this.list.commit((item) => [
                { kind: "register", data: this.list.dataOf(item) },
                ...(item.photo ? [{ kind: "photo", data: { code: item.code }, photo: item.photo }] : []),
            ]);
            await this.scan.sayKept(entries.filter(({ kind }) => kind === "register"));
        } finally {
            this.state.saving = false;
        }
    }
}

/** What the server gets of an item; null while place or model is missing. */
function registerData({ code, place, model, condition, colour_id }) {
    if (!place || !model) {
        return null;
    }
    return { code, place: place.id, product: model.id, ...(condition ? { condition } : {}), ...(colour_id ? { colour_id } : {}) };
}

registry.category("bk_scan_modes").add(
    "register",
    { title: _t("Register furniture"), icon: "fa-plus", Component: Register, about: ["blank", "unknown", "place"] },
    { sequence: 10 }
);
