import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** What cannot be carried out, with reasons: do the rest, or nothing. */
export class SortingRefusals extends Component {
    static template = "bk_furniture_reuse.SortingRefusals";
    static components = { Dialog };
    static props = { close: Function, possible: Number, refusals: Array, onPossible: Function };

    get shown() {
        return this.props.refusals.slice(0, 50);
    }

    carryOut() {
        this.props.onPossible();
        this.props.close();
    }
}
