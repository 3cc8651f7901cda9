import { Component, onMounted, onWillUnmount, useExternalListener, useRef } from "@odoo/owl";

/** One sheet over the page: takes the focus, closes with Escape, and gives the focus back. */
export class Sheet extends Component {
    static template = "bk_furniture_reuse.ScanSheet";
    static props = { sheet: Object };

    setup() {
        this.root = useRef("root");
        const before = document.activeElement;
        onMounted(() => (this.root.el.querySelector("[data-first]") || this.root.el.querySelector("button, input"))?.focus());
        onWillUnmount(() => before?.isConnected && before.focus());
        useExternalListener(document, "keydown", (ev) => ev.key === "Escape" && this.props.sheet.props.close(null));
    }
}
