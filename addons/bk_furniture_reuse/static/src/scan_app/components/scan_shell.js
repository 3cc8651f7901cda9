import { Component, useState } from "@odoo/owl";
import { useScanApp } from "../core/use_scan_app";

/** What every mode looks like: place on top, body, and at the bottom within a thumb's reach a field for codes and the buttons. */
export class ScanShell extends Component {
    static template = "bk_furniture_reuse.ScanShell";
    static props = {
        place: { type: [Object, { value: null }], optional: true }, // {id, name}; shown when onPlace is there
        onPlace: { type: Function, optional: true }, // (place) => the person picked another one
        placeLabel: { type: String, optional: true },
        typed: { type: Boolean, optional: true }, // a field for codes
        slots: { type: Object, optional: true },
    };
    static defaultProps = { typed: true };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ text: "" });
    }

    async pickPlace() {
        const place = await this.scan.pickPlace();
        if (place) {
            this.props.onPlace(place);
        }
    }

    onTyped(ev) {
        ev.preventDefault();
        const input = ev.target.querySelector("input");
        const code = input.value;
        // A scanner types faster than the page is drawn: the field itself is emptied too.
        this.state.text = input.value = "";
        this.scan.input.take(code);
    }
}
