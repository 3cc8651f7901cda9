import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { BigButton } from "../components/big_button";
import { ScanShell } from "../components/scan_shell";
import { useScanApp, useScanInput } from "../core/use_scan_app";
import { KINDS } from "../core/words";
import { TASKS } from "./tag_tasks";

/** Tags: a task is chosen, then its steps follow one after the other; what is scanned or chosen last sends it. */
export class Tags extends Component {
    static template = "bk_furniture_reuse.ScanTags";
    static components = { BigButton, ScanShell };
    static props = { start: Object };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ task: "", given: {}, photo: null, busy: false });
        useScanInput((code, target) => this.onScan(code, target), { active: () => !this.state.busy });
        onMounted(() => this.begin(this.props.start));
        this.tasks = TASKS;
    }

    /** From Look up: what was scanned there says which tasks make sense; the first step has it already. */
    begin({ code, target }) {
        if (code && target) {
            this.state.given = { start: { code, target } };
        }
    }

    get task() {
        return TASKS.find(({ name }) => name === this.state.task);
    }

    get step() {
        return this.task?.steps.find(({ name }) => !(name in this.state.given));
    }

    get done() {
        return (this.task?.steps || []).filter(({ name }) => name in this.state.given);
    }

    async choose(task) {
        const { start } = this.state.given;
        Object.assign(this.state, { task: task.name, given: {}, photo: null });
        this.scan.band.clear();
        const [first] = task.steps;
        if (start && first.accepts && !first.accepts(start.target)) {
            await this.take(first, start.code, start.target);
        }
    }

    leave() {
        Object.assign(this.state, { task: "", given: {}, photo: null });
        this.scan.band.clear();
    }

    async onScan(code, target) {
        const { step } = this;
        if (!step) {
            this.state.given = { start: { code, target } };
            return this.scan.say("info", _t("%s: choose what to do with it.", target.name || target.readable));
        }
        if (!step.accepts) {
            return this.scan.say("warning", _t("Choose one of the answers."));
        }
        const problem = step.accepts(target);
        if (problem) {
            return this.scan.say("warning", problem);
        }
        await this.take(step, code, target);
    }

    async take(step, code, target) {
        this.state.given[step.name] = { value: step.value ? step.value(code, target) : code, label: target.name || target.readable };
        await this.next();
    }

    async pick(step, { value, label }) {
        this.state.given[step.name] = { value: value ?? String(label), label: String(label) };
        await this.next();
    }

    async pickPlace(step) {
        const place = await this.scan.pickPlace();
        if (place) {
            await this.pick(step, { value: place.id, label: place.name });
        }
    }

    async photo() {
        this.state.photo = (await this.scan.takePhoto()) || this.state.photo;
    }

    async next() {
        if (this.step) {
            return this.scan.say("info", this.step.title);
        }
        const { name, sent } = this.task;
        const data = Object.fromEntries(Object.entries(this.state.given).filter(([, { value }]) => value).map(([key, { value }]) => [key, value]));
        const { photo } = this.state;
        Object.assign(this.state, { given: {}, photo: null, busy: true });
        try {
            const entry = await this.scan.record(this.task.kind || name, data, { photo });
            this.scan.say("success", sent);
            if (await this.scan.answered([entry], this.scan.online ? 6_000 : 0)) {
                this.sayAnswer(entry);
            }
        } finally {
            this.state.busy = false;
        }
    }

    sayAnswer({ status, text }) {
        this.scan.say({ done: "success", again: "info" }[status] || "danger", text);
    }
}

Object.assign(KINDS, {
    alias: _t("Link a code"), retag: _t("New tag"), retire: _t("Tag out of use"), tag_report: _t("Problem with a tag"),
});

registry.category("bk_scan_modes").add(
    "tags",
    { title: _t("Tags"), icon: "fa-qrcode", Component: Tags, about: ["piece", "place", "blank", "foreign"] },
    { sequence: 80 }
);
