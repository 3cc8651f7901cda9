import { BarcodeVideoScanner } from "@web/core/barcode/barcode_video_scanner";
import { CropOverlay } from "@web/core/barcode/crop_overlay";

const SHARE = 0.92; // of the shorter side of what is seen
const WISHED = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** A square in the middle, which holds a large QR code as well as a small one; nothing to drag. */
export class SquareOverlay extends CropOverlay {
    static template = "bk_furniture_reuse.ScanSquareOverlay";

    setup() {
        super.setup();
        this.localStorageKey = "bk-scan-square";
    }

    computeDefaultPoint() {
        const { width, height } = this.cropContainerRef.el.getBoundingClientRect();
        const half = (Math.min(width, height) * SHARE) / 2;
        this.relativePosition = { x: width / 2 - half, y: height / 2 - half };
    }

    pointerDown() {}
}

/** Odoo's camera scanner with a square, on a picture that fills its frame. */
export class SquareScanner extends BarcodeVideoScanner {
    static components = { CropOverlay: SquareOverlay };
    static props = { ...BarcodeVideoScanner.props, onStream: Function };
    static defaultProps = { ...BarcodeVideoScanner.defaultProps, cssClass: "o_scan_video" };

    async isVideoReady() {
        // A picture with more points reads a code from further away; what a camera cannot give is not asked for twice.
        this.stream?.getVideoTracks()[0]?.applyConstraints(WISHED).catch(() => {});
        const ready = await super.isVideoReady();
        if (ready) {
            this.props.onStream(this.stream);
        }
        return ready;
    }

    cleanStreamAndTimeout() {
        super.cleanStreamAndTimeout();
        this.props.onStream(null);
    }

    /** The picture is scaled until it covers its frame, and cut on two sides: from the frame to the picture and back. */
    adaptValuesWithRatio(rect, toPicture = false) {
        const video = this.videoPreviewRef.el;
        const { width, height } = video.getBoundingClientRect();
        const scale = Math.max(width / video.videoWidth, height / video.videoHeight);
        const cut = { x: (video.videoWidth * scale - width) / 2, y: (video.videoHeight * scale - height) / 2 };
        return toPicture
            ? { x: (rect.x + cut.x) / scale, y: (rect.y + cut.y) / scale, width: rect.width / scale, height: rect.height / scale }
            : { x: rect.x * scale - cut.x, y: rect.y * scale - cut.y, width: rect.width * scale, height: rect.height * scale };
    }

    /** The square may have changed with the frame, or the picture with the camera's answer. */
    async detectCode() {
        if (this.isZXingBarcodeDetector() && this.overlayInfo.width) {
            this.detector.setCropArea(this.adaptValuesWithRatio(this.overlayInfo, true));
        }
        return super.detectCode();
    }
}
