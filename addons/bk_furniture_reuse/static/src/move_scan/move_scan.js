import { Component, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { ConnectionLostError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { ScanField } from "../scan_field/scan_field";
import { ReceiptDialog } from "./receipt_dialog";

const MODEL = "furniture.move.scan";
const RETRY_MS = 4000;
const REFRESH_MS = 20000;
const GOOD = ["loaded", "arrived", "place"];

// The server decides what a scan means and stores it at once. This screen sends codes in the order in which they came, keeps
// those that could not be sent, and shows what is left to do.
export class MoveScan extends Component {
    static template = "bk_furniture_reuse.MoveScan";
    static components = { ScanField };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        const { model, id } = this.props.action.params || {};
        const context = this.props.action.context || {};
        this.target = [model || context.active_model || "stock.picking.batch", id || context.active_id];
        this.state = useState({ work: null, mode: "load", place: false, said: null, unsent: [], noted: [], offline: false });
        this.sending = false;
        this.labels = { done: _t("Done"), todo: _t("To do") };
        onWillStart(async () => {
            if (!this.target[1]) {
                return;
            }
            this.props.updateActionState({ active_id: this.target[1], active_model: this.target[0] });
            await this.refresh();
            this.state.mode = this.state.work.departed ? "deliver" : "load";
        });
        this.timer = browser.setInterval(() => !this.state.unsent.length && this.refresh(), REFRESH_MS);
        onWillUnmount(() => {
            browser.clearInterval(this.timer);
            browser.clearTimeout(this.retry);
        });
    }

    call(method, ...args) {
        return this.orm.silent.call(MODEL, method, [...this.target, ...args]);
    }

    async refresh() {
        this.state.work = await this.call("get_work");
    }

    // What is shown

    get loading() {
        return this.state.mode === "load";
    }

    isNoted(line) {
        return this.loading ? line.loaded || line.arrived : line.arrived;
    }

    get noted() {
        return this.state.work.lines.filter((line) => this.isNoted(line)).length;
    }

    get rest() {
        return this.state.work.lines.filter((line) => !line.arrived);
    }

    get canDeliver() {
        return this.state.work.lines.some((line) => !line.done);
    }

    get canDepart() {
        return !this.state.work.departed && this.state.work.lines.some((line) => line.loaded);
    }

    get canSign() {
        return this.state.work.pickings.some((picking) => picking.done && !picking.received);
    }

    /** Rooms with their pieces in the order in which people walk: where pieces stand while loading, where they go at arrival. */
    get rooms() {
        const rooms = new Map();
        for (const line of this.state.work.lines) {
            const place = this.loading ? line.from : line.to;
            if (!rooms.has(place.id)) {
                rooms.set(place.id, { ...place, lines: [] });
            }
            rooms.get(place.id).lines.push(line);
        }
        const sorted = [...rooms.values()].sort((a, b) => a.order - b.order);
        let floor = null;
        for (const room of sorted) {
            room.heading = room.floor !== floor ? room.floor : "";
            floor = room.floor;
            room.noted = room.lines.filter((line) => this.isNoted(line)).length;
        }
        return sorted;
    }

    get saidClass() {
        const said = this.state.said;
        return said.good ? "alert-success" : said.status === "again" ? "alert-info" : "alert-danger";
    }

    // What is done

    setMode(mode) {
        Object.assign(this.state, { mode, said: null, noted: [] });
    }

    setPlace(room) {
        this.state.place = { id: room.id, name: room.name };
        this.say({ status: "place", text: _t("You are in %s.", room.name) });
    }

    say(result) {
        const good = GOOD.includes(result.status);
        this.state.said = { ...result, good };
        if (!good && browser.navigator.vibrate) {
            browser.navigator.vibrate(result.status === "again" ? 80 : 400);
        }
    }

    onScan(code) {
        this.state.unsent.push({ code, mode: this.state.mode });
        return this.send();
    }

    /** Send everything that waits, one batch of a mode at a time. */
    async send() {
        if (this.sending) {
            return;
        }
        this.sending = true;
        try {
            while (this.state.unsent.length) {
                const mode = this.state.unsent[0].mode;
                const end = this.state.unsent.findIndex((scan) => scan.mode !== mode);
                const batch = this.state.unsent.slice(0, end < 0 ? undefined : end).slice(0, 50);
                await this.sendBatch(mode, batch.map((scan) => scan.code));
                this.state.unsent.splice(0, batch.length);
            }
            this.state.offline = false;
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                this.state.unsent.splice(0); // the server has said why, in its own dialogue
                throw error;
            }
            this.state.offline = true;
            browser.clearTimeout(this.retry);
            this.retry = browser.setTimeout(() => this.send(), RETRY_MS);
        } finally {
            this.sending = false;
        }
    }

    async sendBatch(mode, codes, leaveHere = false) {
        const place = this.state.place ? this.state.place.id : false;
        const answer = await this.call("scan_codes", mode, codes, place, leaveHere);
        this.state.place = answer.place;
        for (const result of answer.results) {
            const line = this.state.work.lines.find((one) => one.id === result.line_id);
            if (result.status === "loaded" || result.status === "arrived") {
                line[result.status] = true;
                this.state.noted.push(line.id);
            }
            this.say(result);
        }
        if (answer.results.some((result) => result.status === "again")) {
            await this.refresh(); // somebody else, or an answer that never reached us
        }
    }

    async leaveHere() {
        await this.sendBatch("deliver", [this.state.said.code], true);
        await this.refresh();
    }

    async noteExtra() {
        const place = this.state.place ? this.state.place.id : false;
        const text = await this.call("note_extra", this.state.said.code, place);
        this.state.said = { status: "extra", good: true, text };
        await this.refresh();
    }

    async undo() {
        const line = this.state.work.lines.find((one) => one.id === this.state.noted[this.state.noted.length - 1]);
        await this.call("undo_scan", this.state.mode, [line.id]);
        this.state.noted.pop();
        await this.refresh();
        this.say({ status: "again", text: _t("%s: taken back.", line.number) });
    }

    async depart() {
        const left = this.state.work.lines.filter((line) => !line.loaded && !line.arrived).length;
        const go = async () => {
            await this.call("depart");
            await this.refresh();
            this.setMode("deliver");
        };
        if (!left) {
            return go();
        }
        this.dialog.add(ConfirmationDialog, {
            title: _t("Not everything is loaded"),
            body: _t("%s pieces have not been loaded. Drive without them?", left),
            confirmLabel: _t("Drive"),
            confirm: go,
            cancelLabel: _t("Go on loading"),
            cancel: () => {},
        });
    }

    deliver() {
        const left = this.rest.length;
        if (!left) {
            return this.finish("later");
        }
        const numbers = this.rest.slice(0, 8).map((line) => line.number).join(", ");
        this.dialog.add(ConfirmationDialog, {
            title: _t("%s pieces have not arrived", left),
            body: _t("%s. Do they come later with this load, or are they missing?", numbers),
            confirmLabel: _t("They come later"),
            confirm: () => this.finish("later"),
            cancelLabel: _t("They are missing"),
            cancel: () => this.finish("missing"),
            dismiss: () => {},
        });
    }

    async finish(rest) {
        const answer = await this.orm.call(MODEL, "finish", [...this.target, rest]);
        await this.refresh();
        this.state.noted = [];
        const text = answer.differences ? _t("Delivered, %s differences.", answer.differences) : _t("Delivered.");
        this.state.said = { status: "delivered", good: true, text };
    }

    sign() {
        const waiting = this.state.work.pickings.filter((picking) => picking.done && !picking.received);
        const ids = waiting.map((picking) => picking.id);
        const pieces = this.state.work.lines.filter((line) => ids.includes(line.picking_id)).length;
        const differences = waiting.reduce((sum, picking) => sum + picking.differences, 0);
        this.dialog.add(ReceiptDialog, {
            text: differences
                ? _t("%(pieces)s pieces received, with %(differences)s differences.", { pieces, differences })
                : _t("%s pieces received.", pieces),
            onSign: async (name, picture) => {
                await this.orm.call(MODEL, "sign", [...this.target, name, picture]);
                await this.refresh();
                this.state.said = { status: "signed", good: true, text: _t("Received by %s.", name) };
            },
        });
    }

    openList() {
        return this.action.doAction("bk_furniture_reuse.stock_picking_batch_action_loads", { clearBreadcrumbs: true });
    }
}

registry.category("actions").add("bk_furniture_reuse.move_scan", MoveScan);
