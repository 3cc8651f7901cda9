import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { BigButton } from "../components/big_button";
import { useScanApp } from "../core/use_scan_app";
import { KINDS } from "../core/words";
import { readable } from "../device/codes";
import { OPEN, WAITING } from "../device/outbox";

/** Everything that waits, that somebody has to decide or read, and what was sent last. */
export class OpenWork extends Component {
    static template = "bk_furniture_reuse.ScanOpenWork";
    static components = { BigButton };
    static props = {};

    setup() {
        this.scan = useScanApp();
    }

    get conflicts() {
        return this.scan.entries.filter(({ state }) => state === "conflict");
    }

    get refused() {
        return this.scan.entries.filter(({ state }) => state === "refused");
    }

    get waiting() {
        return this.scan.entries.filter(({ state }) => state === WAITING);
    }

    get sent() {
        return this.scan.entries.filter(({ state }) => !OPEN.has(state)).reverse().slice(0, 50);
    }

    get stuckText() {
        return _t("This one cannot be sent. The server says: %s Those behind it wait, so that nothing is done in the wrong order. Show this to the furniture manager.", this.scan.error);
    }

    get aside() {
        return this.scan.entries.filter(({ state }) => state === "aside");
    }

    async setAside(entry) {
        const sure = await this.scan.ask(
            _t("Set this one aside? It is not sent. It stays on this device and in this list; those behind it are sent."),
            [{ value: true, label: _t("Set it aside"), icon: "fa-sign-out" }]
        );
        if (sure) {
            await this.scan.setAside(entry.id);
        }
    }

    describe({ kind, data }) {
        return [KINDS[kind] || kind, data.name || (data.code ? readable(data.code) : "")].filter(Boolean).join(" ");
    }

    when({ at }) {
        return new Date(at).toLocaleString(undefined, { dateStyle: "short", timeStyle: "short" });
    }
}
