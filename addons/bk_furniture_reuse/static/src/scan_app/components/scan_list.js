import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

const SIGNS = {
    ready: "fa-check-circle", again: "fa-check-circle-o", review: "fa-eye", conflict: "fa-exclamation-triangle",
    refused: "fa-times-circle", incomplete: "fa-pencil", unchecked: "fa-clock-o",
};

/** What was gathered: one row each, with what blocks it. The newest is on top. */
export class ScanList extends Component {
    static template = "bk_furniture_reuse.ScanList";
    static props = {
        list: Object, // of useScanList
        title: { type: String, optional: true },
        slots: { type: Object, optional: true }, // "item": more in a row, gets {item}
    };

    get items() {
        return [...this.props.list.items].reverse();
    }

    sign(item) {
        return SIGNS[item.status] || "fa-clock-o";
    }

    words(item) {
        return item.text || {
            ready: _t("Ready"), unchecked: _t("Not checked yet"), incomplete: _t("Something is missing"),
        }[item.status] || "";
    }

    removeLabel(item) {
        return _t("Remove %s from the list", item.label || item.code);
    }
}
