import { Component, onWillUnmount, useState } from "@odoo/owl";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { _t } from "@web/core/l10n/translation";
import { codeKey } from "../device/codes";
import { useScanApp } from "../core/use_scan_app";
import { SquareScanner } from "./square_scanner";

const COOLDOWN = 2_000; // a code counts again when it has been out of sight for so long

/** The camera, open between scans and between modes. The same code is taken once while it stays in view. */
export class ScanCamera extends Component {
    static template = "bk_furniture_reuse.ScanCamera";
    static components = { SquareScanner };
    static props = {};

    setup() {
        this.scan = useScanApp();
        this.supported = isBarcodeScannerSupported();
        this.seen = new Map();
        this.state = useState({ torch: null, problem: "", flash: 0 });
        this.onStream = (stream) => this.useStream(stream);
        onWillUnmount(() => this.wake?.release());
    }

    onResult(code) {
        const now = Date.now();
        const covered = Boolean(this.scan.input.current?.barrier);
        const last = this.seen.get(codeKey(code)) || 0;
        if (covered && !last) {
            return; // somebody fills in a form: it has not been taken, and is when the form is closed and it is still in view
        }
        this.seen.set(codeKey(code), now);
        if (!covered && now - last > COOLDOWN) {
            this.state.flash++;
            this.scan.input.take(code);
        }
    }

    onError(error) {
        if (!this.scan.stream) {
            this.state.problem = error.message;
        }
    }

    async useStream(stream) {
        this.scan.stream = stream;
        if (!stream) {
            this.state.torch = null;
            return this.wake?.release();
        }
        this.track = stream.getVideoTracks()[0];
        if (this.track?.getCapabilities?.().torch) {
            this.state.torch = false;
        }
        try {
            this.wake = await navigator.wakeLock?.request("screen");
        } catch {
            // the device keeps its own rules for the screen
        }
    }

    async switchTorch() {
        const torch = !this.state.torch;
        await this.track.applyConstraints({ advanced: [{ torch }] });
        this.state.torch = torch;
    }

    switchCamera() {
        this.state.problem = "";
        this.scan.keep("camera", !this.on);
    }

    get on() {
        return this.supported && this.scan.kept("camera") !== false;
    }

    get label() {
        return this.on ? _t("Switch the camera off") : _t("Switch the camera on");
    }
}
