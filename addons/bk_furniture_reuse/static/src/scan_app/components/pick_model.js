import { Component, useState } from "@odoo/owl";
import { useScanApp } from "../core/use_scan_app";
import { BigButton } from "./big_button";

const SHOWN = 30;

/** Chooses a furniture model: of the last ones, by name, or a new one. Closes with {id, name} or "new". */
export class PickModel extends Component {
    static template = "bk_furniture_reuse.ScanPickModel";
    static components = { BigButton };
    static props = { close: Function };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ filter: "" });
    }

    get models() {
        return [...(this.scan.kept("own_models") || []), ...(this.scan.work.models || [])];
    }

    get recent() {
        const ids = this.scan.kept("recent_models") || [];
        const byId = new Map(this.models.map((model) => [model.id, model]));
        return ids.map((id) => byId.get(id)).filter(Boolean);
    }

    get found() {
        const words = this.state.filter.toLowerCase().split(/\s+/).filter(Boolean);
        const rows = words.length
            ? this.models.filter((model) => words.every((word) => modelText(model).includes(word)))
            : this.models;
        return rows.slice(0, SHOWN);
    }

    detail(model) {
        return [model.maker, model.type].filter(Boolean).join(" · ");
    }

    choose(model) {
        this.props.close({ ...model });
    }
}

const modelText = (model) => `${model.name} ${model.maker || ""} ${model.type || ""}`.toLowerCase();
