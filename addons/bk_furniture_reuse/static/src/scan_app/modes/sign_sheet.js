/* global SignaturePad */
import { Component, onMounted, onWillUnmount, useRef, useState } from "@odoo/owl";
import { BigButton } from "../components/big_button";

const INK = "#12343b";

/** The person who receives writes their name and signs, with Odoo's own signature pad. Closes with {name, signature}. */
export class SignSheet extends Component {
    static template = "bk_furniture_reuse.ScanSignSheet";
    static components = { BigButton };
    static props = { text: String, close: Function };

    setup() {
        this.state = useState({ name: "", empty: true });
        this.canvas = useRef("pad");
        onMounted(() => this.open());
        onWillUnmount(() => this.pad.off());
    }

    open() {
        const canvas = this.canvas.el;
        const ratio = Math.max(window.devicePixelRatio || 1, 1);
        canvas.width = canvas.offsetWidth * ratio;
        canvas.height = canvas.offsetHeight * ratio;
        canvas.getContext("2d").scale(ratio, ratio);
        this.pad = new SignaturePad(canvas, { penColor: INK, backgroundColor: "#ffffff", minWidth: 1.5, maxWidth: 3 });
        this.pad.addEventListener("endStroke", () => (this.state.empty = false));
    }

    clear() {
        this.pad.clear();
        this.state.empty = true;
    }

    /** For who cannot draw: the name is the signature. */
    writeName() {
        this.pad.clear();
        const canvas = this.canvas.el;
        const context = canvas.getContext("2d");
        context.fillStyle = INK;
        context.font = "italic 1.75rem serif";
        context.textBaseline = "middle";
        context.fillText(this.state.name.trim(), 16, canvas.offsetHeight / 2, canvas.offsetWidth - 32);
        this.state.empty = false;
    }

    done() {
        const [, signature] = this.canvas.el.toDataURL("image/png").split(",");
        this.props.close({ name: this.state.name.trim(), signature });
    }
}
