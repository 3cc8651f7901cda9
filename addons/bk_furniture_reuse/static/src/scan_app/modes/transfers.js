import { Component, onMounted, useEffect, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { BigButton } from "../components/big_button";
import { ScanShell } from "../components/scan_shell";
import { useScanApp, useScanInput } from "../core/use_scan_app";
import { KINDS } from "../core/words";
import { LoadWork, isAbout } from "./load_work";
import { SignSheet } from "./sign_sheet";

/** Load and deliver: a transfer or a load is chosen, then worked through by scanning. */
export class Transfers extends Component {
    static template = "bk_furniture_reuse.ScanTransfers";
    static components = { BigButton, ScanShell };
    static props = { start: Object };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ busy: false });
        useScanInput((code, target) => this.onScan(code, target), { active: () => !this.state.busy });
        onMounted(() => this.begin(this.props.start));
        // Once the server has driven off, delivered or signed, the working set tells more than this device.
        useEffect(
            (settled) => void (settled && this.scan.refreshWork({ again: true })), // a promise would be taken for a clean-up
            () => [this.scan.entries.filter(({ kind, status }) => ["depart", "finish", "sign"].includes(kind) && status !== "queued").length]
        );
    }

    begin({ code, load }) {
        if (load) {
            this.choose(load);
        } else if (code) {
            this.scan.input.take(code);
        }
    }

    // What is shown

    get loads() {
        return (this.scan.work.transfers || []).map((load) => this.asWork(load));
    }

    get currentLoad() {
        const chosen = this.scan.kept("transfers.load");
        const load = chosen && (this.scan.work.transfers || []).find((one) => one.model === chosen.model && one.res_id === chosen.res_id);
        return load ? this.asWork(load) : null;
    }

    asWork(load) {
        return new LoadWork(load, this.scan.entries, this.scan.known.places, this.scan.workAt);
    }

    get mode() {
        return this.scan.kept("transfers.mode") || "load";
    }

    get place() {
        return this.scan.kept("transfers.place");
    }

    progress(load, mode = this.mode) {
        const words = { done: load.count(mode), all: load.lines.length };
        return mode === "load" ? _t("%(done)s of %(all)s loaded", words) : _t("%(done)s of %(all)s delivered", words);
    }

    whereTo(line) {
        return this.mode === "load" ? _t("to %s", line.to.name) : line.loaded ? "" : _t("not loaded");
    }

    lineState(load, line) {
        return load.isNoted(line, this.mode) ? (this.mode === "load" ? _t("Loaded") : _t("Arrived")) : _t("To do");
    }

    hereLabel(room) {
        return _t("I am in %s", room.name);
    }

    // What is done

    choose(load) {
        this.scan.keep("transfers.load", { model: load.model, res_id: load.res_id });
        this.setMode(load.departed ? "deliver" : "load");
    }

    leave() {
        this.scan.keep("transfers.load", null);
        this.scan.band.clear();
    }

    setMode(mode) {
        this.scan.keep("transfers.mode", mode);
        this.scan.band.clear();
    }

    setPlace(place) {
        this.scan.keep("transfers.place", { id: place.id, name: place.name });
        this.scan.say("success", _t("You are in %s.", place.name));
    }

    async onScan(code, target) {
        const { currentLoad: load } = this;
        if (!load) {
            return this.findLoad(code, target);
        }
        if (target.kind === "place") {
            return this.mode === "deliver"
                ? this.setPlace(target)
                : this.scan.say("info", _t("%s is a room. Scan what you load.", target.name));
        }
        if (target.whole === false) {
            return this.scan.say("danger", _t("The code was not read right. Scan it again."));
        }
        const line = load.line(code);
        if (this.mode === "deliver" && !this.place) {
            return this.scan.say("warning", _t("Which room are you in? Scan the tag on the door, or press the room below."));
        }
        if (!line) {
            return this.onStranger(load, code, target);
        }
        if (load.isNoted(line, this.mode)) {
            return this.scan.say("info", this.mode === "load" ? _t("%s is loaded already.", line.number) : _t("%s has arrived already.", line.number));
        }
        if (this.mode === "deliver" && !load.fits(line, this.place)) {
            return this.onWrongRoom(load, code, line);
        }
        await this.note(load, code, line);
    }

    async note(load, code, line, more = {}) {
        await this.scan.record("line", this.lineData(load, code, more));
        const words = this.progress(this.currentLoad);
        this.scan.say("success", `${line ? line.number : this.scan.target(code).readable} ${words}`);
    }

    async undo(load) {
        const { data } = load.lastScan(this.mode);
        await this.scan.record("line_undo", { ...this.about(load), mode: data.mode, code: data.code });
        this.scan.say("info", _t("Taken back: %s", load.line(data.code).number));
    }

    lineData(load, code, more = {}) {
        const place = this.mode === "deliver" ? { place: this.place.id } : {};
        return { model: load.model, res_id: load.res_id, mode: this.mode, code, ...place, ...more };
    }

    async onWrongRoom(load, code, line) {
        const words = { piece: line.number, planned: line.to.name, place: this.place.name };
        this.scan.say("warning", _t("Wrong room: %(piece)s goes to %(planned)s, you are in %(place)s.", words));
        const answer = await this.scan.ask(this.scan.band.text, [
            { value: "carry_on", label: _t("Carry it to %s", line.to.name), icon: "fa-arrow-right" },
            { value: "leave_here", label: _t("Leave it here anyway"), icon: "fa-map-marker" },
        ]);
        if (answer === "leave_here") {
            return this.note(load, code, line, { leave_here: true });
        }
        this.scan.say("info", _t("%(piece)s goes on to %(planned)s. Scan it there.", words));
    }

    /** A piece that is not on this list: the server knows more, the device what else it carries. */
    async onStranger(load, code, target) {
        const [said] = (await this.scan.preview("line", [this.lineData(load, code)])) || [];
        if (said?.status === "ready") {
            return this.note(load, code, null);
        }
        if (said && said.status !== "conflict") {
            return this.scan.say(said.status === "again" ? "info" : "danger", said.text);
        }
        const other = said ? null : this.loads.find((one) => one.line(code) && !isAbout({ data: one }, load));
        if (other) {
            return this.scan.say("danger", _t("%(piece)s belongs to load %(load)s.", { piece: target.name || target.readable, load: other.name }));
        }
        const text = said?.text || _t("%s is not on this list, as far as this device knows.", target.name || target.readable);
        this.scan.say("warning", text);
        const answer = await this.scan.ask(text, [
            { value: "leave", label: _t("It does not come along"), icon: "fa-times" },
            { value: "extra", label: _t("It came along: note it as extra"), icon: "fa-plus" },
        ]);
        if (answer === "extra") {
            await this.scan.record("line", this.lineData(load, code, { choice: "extra" }));
            this.scan.say("success", _t("%s is noted as extra.", target.name || target.readable));
        }
    }

    /** Before a load is chosen, a piece opens the one that it is on. */
    findLoad(code, target) {
        const load = this.loads.find((one) => one.line(code) && !one.line(code).done);
        if (!load) {
            return this.scan.say("warning", _t("%s is on none of these lists.", target.name || target.readable));
        }
        this.choose(load);
        this.scan.say("info", _t("%(piece)s is on %(load)s. Scan it again to note it.", { piece: target.name || target.readable, load: load.name }));
    }

    // Driving off, delivering, signing

    about(load) {
        return { model: load.model, res_id: load.res_id };
    }

    async depart(load) {
        const left = load.left("load").length;
        if (left) {
            const question = left === 1 ? _t("1 piece is not loaded. Drive without it?") : _t("%s pieces are not loaded. Drive without them?", left);
            const go = await this.scan.ask(question, [{ value: true, label: _t("Drive off"), icon: "fa-truck" }]);
            if (!go) {
                return;
            }
        }
        await this.scan.record("depart", this.about(load));
        this.setMode("deliver");
        this.scan.say("success", _t("On the way. Scan the room when you are there."));
    }

    async finish(load) {
        const left = load.left("deliver");
        let rest = "later";
        if (left.length) {
            const names = left.slice(0, 5).map((line) => line.number).join(", ");
            const question = left.length === 1
                ? _t("1 piece has not arrived: %s. What about it?", names)
                : _t("%(count)s pieces have not arrived: %(names)s. What about them?", { count: left.length, names: left.length > 5 ? `${names} ...` : names });
            rest = await this.scan.ask(question, [
                { value: "later", label: _t("Comes later with this load"), icon: "fa-clock-o" },
                { value: "missing", label: _t("Is missing"), icon: "fa-question-circle" },
            ]);
            if (!rest) {
                return;
            }
        }
        await this.scan.record("finish", { ...this.about(load), rest });
        this.scan.say("success", _t("Delivered. Let the person who receives it sign."));
    }

    async sign(load) {
        const signed = await this.scan.sheets.open(SignSheet, { text: this.progress(load, "deliver") });
        if (signed) {
            await this.scan.record("sign", { ...this.about(load), ...signed });
            this.scan.say("success", _t("Received by %s.", signed.name));
        }
    }
}

Object.assign(KINDS, {
    line: _t("Load or deliver"), line_undo: _t("Undo loading or delivering"), depart: _t("Drive off"), finish: _t("Finish a delivery"), sign: _t("Receipt"),
});

registry.category("bk_scan_modes").add(
    "transfers",
    { title: _t("Load and deliver"), icon: "fa-truck", Component: Transfers, about: ["piece"], available: (work) => Boolean(work.transfers) },
    { sequence: 60 }
);
