import { Component } from "@odoo/owl";

/** A choice of one among a few, by one tap; a second tap takes it back. */
export class Chips extends Component {
    static template = "bk_furniture_reuse.ScanChips";
    static props = {
        title: String,
        options: Array, // [{value, label, short?, swatch?}]
        value: { optional: true },
        onChange: Function,
        name: { type: String, optional: true },
        row: { type: Boolean, optional: true }, // in one line that is pushed sideways
    };

    press(value) {
        this.props.onChange(value === this.props.value ? null : value);
    }
}
