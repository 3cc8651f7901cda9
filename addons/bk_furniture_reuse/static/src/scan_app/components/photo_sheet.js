import { Component, onMounted, onWillUnmount, useExternalListener, useRef, useState } from "@odoo/owl";
import { asPhoto } from "../device/picture";
import { useScanApp } from "../core/use_scan_app";
import { BigButton } from "./big_button";

/** Takes one picture: with the camera that is open already, one opened for it, or the telephone's own. Closes with a JPEG. */
export class PhotoSheet extends Component {
    static template = "bk_furniture_reuse.ScanPhotoSheet";
    static components = { BigButton };
    static props = { close: Function };

    setup() {
        this.scan = useScanApp();
        this.video = useRef("video");
        this.state = useState({ camera: Boolean(navigator.mediaDevices?.getUserMedia), live: false, failed: false });
        onMounted(() => this.state.camera && this.open());
        useExternalListener(document, "visibilitychange", () => this.onVisible());
        onWillUnmount(() => this.stop());
    }

    /** In the background the camera is taken away; what stands still must not be taken for a picture. */
    onVisible() {
        this.state.live = false;
        if (document.visibilityState === "visible" && this.state.camera) {
            this.stop();
            this.open();
        }
    }

    stop() {
        this.own?.getTracks().forEach((track) => track.stop());
        this.own = null;
    }

    async open() {
        try {
            const stream = this.scan.stream || (this.own = await navigator.mediaDevices.getUserMedia({
                video: { facingMode: "environment", width: { ideal: 1600 }, height: { ideal: 1200 } }, audio: false,
            }));
            if (!this.video.el) {
                return this.stop(); // closed while the telephone asked whether the camera may be used
            }
            this.video.el.srcObject = stream;
            await this.video.el.play();
            this.state.live = true;
        } catch {
            this.state.camera = false;
        }
    }

    async shoot() {
        this.props.close(await asPhoto(this.video.el));
    }

    async onFile(ev) {
        const [file] = ev.target.files;
        if (file) {
            try {
                this.props.close(await asPhoto(file));
            } catch {
                this.state.failed = true;
            }
        }
    }
}
