import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { BigButton } from "../components/big_button";
import { ScanShell } from "../components/scan_shell";
import { useScanApp, useScanInput } from "../core/use_scan_app";

const modes = registry.category("bk_scan_modes");

/** Everything about what was scanned: at once what the device knows, then what the server says and what this person may do. */
export class LookUp extends Component {
    static template = "bk_furniture_reuse.ScanLookUp";
    static components = { BigButton, ScanShell };
    static props = { start: Object };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ code: "", answer: null, asking: false });
        useScanInput((code, target) => this.onScan(code, target));
        onMounted(() => this.props.start.code && this.scan.input.take(this.props.start.code));
    }

    /** The server's answer is not waited for: the next code may come first. */
    onScan(code, target) {
        Object.assign(this.state, { code, answer: null, asking: this.scan.online });
        this.sayWhat(target);
        this.scan.look(code).then((answer) => this.state.code === code && Object.assign(this.state, { answer, asking: false }));
    }

    sayWhat({ kind, name, readable, whole }) {
        if (kind === "piece" || kind === "place") {
            this.scan.say("success", name);
        } else if (whole === false) {
            this.scan.say("danger", _t("The code was not read right. Scan it again."));
        } else {
            this.scan.say("info", readable);
        }
    }

    /** Asked anew each time: the working set may come after the code. */
    get target() {
        return this.scan.target(this.state.code);
    }

    get kind() {
        return this.state.answer?.kind || this.target.kind;
    }

    get title() {
        return this.state.answer?.title || this.target.name || this.target.readable;
    }

    /** [{label, text}]: the server's lines, or the few that the device can tell. */
    get lines() {
        if (this.state.answer?.lines) {
            return this.state.answer.lines;
        }
        const { piece, place } = this.target;
        const stands = this.scan.known.places.get(typeof place === "number" ? place : piece?.place);
        return [
            { label: _t("Model"), text: piece?.model },
            { label: _t("Place"), text: stands?.path || stands?.name },
        ].filter(({ text }) => text);
    }

    get unknownText() {
        if (this.state.asking) {
            return "";
        }
        const offline = !this.state.answer;
        return {
            unknown: offline ? _t("This device does not know this tag. With network we can see more.") : _t("We do not know this code."),
            foreign: offline ? _t("Not one of our tags, as far as this device knows.") : _t("We do not know this code."),
            blank: _t("This tag is blank: it sits on nothing yet."),
            retired: _t("This tag is retired."),
        }[this.kind] || "";
    }

    /** The tasks that know what to do with this. */
    get tasks() {
        const may = this.state.answer?.may;
        return modes
            .getEntries()
            .filter(([name, mode]) => mode.about?.includes(this.kind) && (!mode.available || mode.available(this.scan.work)) && (!may || may.includes(name)))
            .map(([name, mode]) => ({ name, ...mode }));
    }

    get place() {
        return { id: this.state.answer?.id || this.target.id, name: this.state.answer?.title || this.target.name };
    }

    get mayPhotograph() {
        return this.kind === "piece" && (!this.state.answer || this.state.answer.may.includes("photo"));
    }

    async photo() {
        const photo = await this.scan.takePhoto();
        if (photo) {
            await this.scan.record("photo", { code: this.state.code }, { photo });
            this.scan.say("success", _t("Picture kept for %s", this.title));
        }
    }

    open(name) {
        const { target } = this;
        this.scan.openMode(name, this.kind === "place" ? { place: this.place, target } : { code: this.state.code, target, answer: this.state.answer });
    }
}

modes.add("look_up", { title: _t("Look up"), icon: "fa-search", Component: LookUp }, { sequence: 20 });
