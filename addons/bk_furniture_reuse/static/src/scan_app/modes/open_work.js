import { Component } from "@odoo/owl";
import { BigButton } from "../components/big_button";
import { useScanApp } from "../core/use_scan_app";
import { KINDS } from "../core/words";
import { readable } from "../device/codes";
import { WAITING } from "../device/outbox";

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
        const open = new Set([WAITING, "conflict", "refused"]);
        return this.scan.entries.filter(({ state }) => !open.has(state)).reverse().slice(0, 50);
    }

    describe({ kind, data }) {
        return [KINDS[kind] || kind, data.name || (data.code ? readable(data.code) : "")].filter(Boolean).join(" ");
    }

    when({ at }) {
        return new Date(at).toLocaleString(undefined, { dateStyle: "short", timeStyle: "short" });
    }
}
