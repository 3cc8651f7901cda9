import { Component, onMounted, onWillUnmount, useRef, useState } from "@odoo/owl";
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
        onWillUnmount(() => this.own?.getTracks().forEach((track) => track.stop()));
    }

    async open() {
        try {
            const stream = this.scan.stream || (this.own = await navigator.mediaDevices.getUserMedia({
                video: { facingMode: "environment", width: { ideal: 1600 }, height: { ideal: 1200 } }, audio: false,
            }));
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
