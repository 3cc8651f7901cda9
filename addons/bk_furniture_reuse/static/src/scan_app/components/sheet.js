import { Component, onMounted, onWillUnmount, useExternalListener, useRef, useState } from "@odoo/owl";
import { useScanApp } from "../core/use_scan_app";

/** One sheet over the page: takes the focus, closes with Escape, and gives the focus back. One under another keeps what was filled in. */
export class Sheet extends Component {
    static template = "bk_furniture_reuse.ScanSheet";
    static props = { sheet: Object, top: Boolean };

    /** Once somebody writes, the sheet takes the whole screen: it must not jump back under a finger. */
    onFocus(ev) {
        if (ev.target.matches("input")) {
            this.state.writing = true;
        }
    }

    /** A sheet that wants codes leaves the camera in sight. */
    get low() {
        return this.props.sheet.Component.withCamera && this.scan.input.wanted && !this.state.writing;
    }

    setup() {
        this.scan = useScanApp();
        this.state = useState({ writing: false });
        this.root = useRef("root");
        const before = document.activeElement;
        const barrier = this.scan.input.bar({ question: Boolean(this.props.sheet.Component.isQuestion) });
        onMounted(() => (this.root.el.querySelector("[data-first]") || this.root.el).focus());
        onWillUnmount(() => {
            this.scan.input.leave(barrier);
            // What was pressed to get here is inert until the page is drawn anew.
            setTimeout(() => before?.isConnected && before.focus());
        });
        useExternalListener(document, "keydown", (ev) => ev.key === "Escape" && this.props.top && this.props.sheet.props.close(null));
    }
}
