import { Component } from "@odoo/owl";

/** A button for a thumb in a glove. */
export class BigButton extends Component {
    static template = "bk_furniture_reuse.ScanBigButton";
    static props = {
        onClick: Function,
        label: { type: String, optional: true },
        icon: { type: String, optional: true },
        kind: { type: String, optional: true }, // primary, secondary, danger, light
        class: { type: String, optional: true },
        disabled: { type: Boolean, optional: true },
        pressed: { type: [Boolean, { value: null }], optional: true },
        slots: { type: Object, optional: true },
        name: { type: String, optional: true },
    };
    static defaultProps = { kind: "primary" };
}
