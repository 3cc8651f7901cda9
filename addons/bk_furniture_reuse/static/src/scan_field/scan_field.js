import { Component, onMounted, useRef, useState } from "@odoo/owl";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { useBus, useService } from "@web/core/utils/hooks";

// One way in for codes on every screen that is worked through by scanning: typed or from a keyboard-wedge scanner, which
// ends with Enter and works wherever the focus is, or from the camera. Codes are handed over one at a time, in order.
export class ScanField extends Component {
    static template = "bk_furniture_reuse.ScanField";
    static props = {
        onScan: Function, // async (code) => anything; the next code waits until it is done
        autofocus: { type: Boolean, optional: true },
    };

    setup() {
        this.state = useState({ text: "" });
        this.input = useRef("input");
        this.camera = isBarcodeScannerSupported();
        this.queue = Promise.resolve();
        useBus(useService("barcode").bus, "barcode_scanned", (ev) => this.take(ev.detail.barcode));
        onMounted(() => this.props.autofocus && this.input.el.focus());
    }

    take(code) {
        code = (code || "").trim();
        if (!code) {
            return;
        }
        const done = this.queue.then(() => this.props.onScan(code));
        this.queue = done.catch(() => {}); // one that fails does not hold up those behind it
        return done;
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            return this.take(this.empty());
        }
    }

    onTake() {
        this.input.el.focus();
        return this.take(this.empty());
    }

    /** What stands in the field, which is then empty for the next code. */
    empty() {
        const code = this.state.text;
        this.state.text = "";
        // A scanner types faster than the page is drawn: between "" and "" there is nothing to redraw.
        this.input.el.value = "";
        return code;
    }

    async onCamera() {
        // A large QR code is never read in the strip that Odoo's scanner shows at first; a square is right for both.
        localStorage.setItem("o-barcode-scanner-overlay", JSON.stringify({ x: 10, y: 10 }));
        const code = await scanBarcode(this.env);
        return this.take(code);
    }
}
