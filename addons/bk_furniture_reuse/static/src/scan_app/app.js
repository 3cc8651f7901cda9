import { Component, onMounted, useEffect, useExternalListener, useRef, useState } from "@odoo/owl";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { unlockSound } from "../signal/signal";
import { ModeMenu } from "./components/mode_menu";
import { Sheet } from "./components/sheet";
import { useScanApp } from "./core/use_scan_app";
import { ScanCamera } from "./input/scan_camera";
import { OpenWork } from "./modes/open_work";

const modes = registry.category("bk_scan_modes");

/** The scan page: header, camera, the mode, and what is asked over it. */
export class ScanApp extends Component {
    static template = "bk_furniture_reuse.ScanApp";
    static components = { MainComponentsContainer, ModeMenu, OpenWork, ScanCamera, Sheet };
    static props = {};

    setup() {
        this.scan = useScanApp();
        this.page = useState({ visible: document.visibilityState === "visible" });
        useBus(useService("barcode").bus, "barcode_scanned", (ev) => this.scan.input.take(ev.detail.barcode));
        useExternalListener(document, "visibilitychange", () => (this.page.visible = document.visibilityState === "visible"));
        useExternalListener(document, "pointerdown", () => unlockSound(), { once: true });
        this.heading = useRef("heading");
        onMounted(() => this.begin());
        // Who does not see the screen, or has no mouse, starts at the top of what was opened.
        useEffect((opened) => opened > 1 && this.heading.el.focus(), () => [this.scan.opened]);
    }

    /** Where a person left off, or the code that the page was opened with. */
    begin() {
        const asked = new URLSearchParams(location.search);
        const code = asked.get("code");
        const mode = code ? "look_up" : asked.get("mode") || this.scan.kept("mode");
        if (code || asked.get("mode")) {
            history.replaceState({}, "", location.pathname);
        }
        this.scan.openMode(modes.contains(mode || "") ? mode : "menu", code ? { code } : {});
    }

    get mode() {
        return modes.contains(this.scan.mode || "") ? modes.get(this.scan.mode) : null;
    }

    /** Goes in the same step as the mode: buttons that move after they are drawn are missed by a finger. */
    get cameraWanted() {
        return Boolean(this.mode) && this.scan.input.wanted && this.page.visible;
    }

    get title() {
        return { menu: _t("What do you want to do?"), open: _t("Unsent and open") }[this.scan.mode] || this.mode?.title || "";
    }

    get unsentLabel() {
        const { unsent, toRead } = this.scan;
        const parts = [
            unsent === 1 ? _t("1 not sent yet") : unsent ? _t("%s not sent yet", unsent) : _t("Everything is sent"),
            toRead === 1 ? _t("1 answer to read") : toRead ? _t("%s answers to read", toRead) : "",
        ];
        return parts.filter(Boolean).join(", ");
    }

    get trouble() {
        const { phase, error, online, unsent } = this.scan;
        if (phase === "logged_out") {
            return { tone: "warning", text: _t("You have been logged out. Log in again: nothing is lost, %s not sent yet.", unsent) };
        }
        if (phase === "no_right") {
            return { tone: "warning", text: error };
        }
        if (phase === "stuck") {
            return { tone: "danger", text: _t("One record cannot be sent. Those behind it wait for it.") };
        }
        if (!online && this.scan.crew) {
            return { tone: "info", text: _t("No network. You can go on.") };
        }
        if (!online) {
            return {
                tone: "info",
                text: unsent
                    ? _t("No network. Go on scanning: %s kept on this device, sent when the network is back.", unsent)
                    : _t("No network. Go on scanning: everything is kept on this device."),
            };
        }
        return null;
    }

    get othersText() {
        return this.scan.others
            .map(({ name, count }) => (count === 1
                ? _t("1 unsent record of %s lies on this device. Only they can send it: ask them to log in here.", name)
                : _t("%(count)s unsent records of %(name)s lie on this device. Only they can send them: ask them to log in here.", { count, name })))
            .join(" ");
    }

    loadAgain() {
        location.reload();
    }

    logIn() {
        location.href = `/web/login?redirect=${encodeURIComponent(location.pathname)}`;
    }
}
