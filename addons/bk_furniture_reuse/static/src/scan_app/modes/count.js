import { Component, onMounted, useEffect, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { SIGNS } from "../core/band";
import { BigButton } from "../components/big_button";
import { ScanShell } from "../components/scan_shell";
import { useScanApp, useScanInput } from "../core/use_scan_app";
import { KINDS, plural } from "../core/words";
import { CountWork } from "./count_work";
import { DamageSheet } from "./damage_steps";
import { NoteSheet } from "./note_sheet";

const MANY_ROOMS = 8;

/** Counts a room of a stock-take: what stands in it is scanned; the server says what each scan means. */
export class Count extends Component {
    static template = "bk_furniture_reuse.ScanCount";
    static components = { BigButton, ScanShell };
    static props = { start: Object };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ filter: "", showLeft: false });
        this.said = new Set(); // ids of records whose answer has been told
        this.guessed = new Map(); // id: what this device said of it
        useScanInput((code, target) => this.onScan(code, target));
        onMounted(() => this.begin(this.props.start));
        // What the server made of a scan is told when it differs from the device's guess.
        useEffect(
            () => this.sayAnswers(),
            () => [this.scan.entries.filter(({ kind, status }) => kind === "count" && status !== "queued").length]
        );
        useEffect(
            (settled) => void (settled && this.scan.refreshWork({ again: true })), // a promise would be taken for a clean-up
            () => [this.scan.entries.filter(({ kind, status }) => ["count_done", "count_reopen"].includes(kind) && status !== "queued").length]
        );
    }

    begin({ place }) {
        for (const { id, kind, status } of this.scan.entries) {
            if (kind === "count" && status !== "queued") {
                this.said.add(id);
            }
        }
        if (place) {
            this.enterPlace(place);
        }
    }

    // What is shown

    get sessions() {
        return (this.scan.work.counts || []).map((session) => this.asWork(session));
    }

    get currentSession() {
        const sessions = this.scan.work.counts || [];
        const chosen = sessions.find(({ id }) => id === this.scan.kept("count.session"));
        return chosen ? this.asWork(chosen) : null;
    }

    asWork(session) {
        return new CountWork(session, this.scan.entries, this.scan.known, this.scan.workAt);
    }

    roomOf(session) {
        return session?.room(this.scan.kept("count.room"));
    }

    get manyRooms() {
        return this.currentSession.rooms.length > MANY_ROOMS;
    }

    roomsShown(session) {
        const words = this.state.filter.toLowerCase().split(/\s+/).filter(Boolean);
        return session.rooms.filter((room) => words.every((word) => `${room.name} ${room.around}`.toLowerCase().includes(word)));
    }

    roomState(session, room) {
        return { waiting: _t("Not counted"), counting: _t("Being counted"), done: _t("Counted") }[session.stateOf(room)];
    }

    roomSign(session, room) {
        return { waiting: "fa-square-o", counting: "fa-pencil-square-o", done: "fa-check-square-o" }[session.stateOf(room)];
    }

    progress(session, room) {
        if (session.blind) {
            return _t("%s counted here", session.scanned(room.id).length);
        }
        return _t("%(found)s of %(expected)s found", { found: session.foundIn(room.id).length, expected: session.expectedIn(room.id).length });
    }

    roomsText(session) {
        return _t("%(done)s of %(all)s rooms counted", { done: session.roomsDone, all: session.rooms.length });
    }

    sign({ tone }) {
        return SIGNS[tone];
    }

    // What is done

    choose(session) {
        this.scan.keep("count.session", session.id);
        this.scan.keep("count.room", null);
        this.scan.band.clear();
    }

    leave() {
        this.scan.keep(this.roomOf(this.currentSession) ? "count.room" : "count.session", null);
        Object.assign(this.state, { filter: "", showLeft: false });
        this.scan.band.clear();
    }

    async enter(session, room) {
        if (session.stateOf(room) === "done") {
            const go = await this.scan.ask(_t("%s is counted already. Go on counting there?", room.name), [
                { value: true, label: _t("Go on counting"), icon: "fa-pencil-square-o" },
            ]);
            if (!go) {
                return;
            }
            await this.scan.record("count_reopen", { session: session.id, place: room.id });
        }
        this.scan.keep("count.room", room.id);
        this.scan.say("success", _t("%s: scan what stands here.", room.name));
    }

    /** A door's tag: the room is counted next, in the count that is chosen or the only one that it is part of. */
    async enterPlace({ id, name }) {
        let { currentSession: session } = this;
        if (!session) {
            const fitting = this.sessions.filter((one) => one.room(id));
            if (fitting.length !== 1) {
                return this.scan.say("warning", fitting.length ? _t("%s is part of several counts. Choose one.", name) : _t("%s is not counted now.", name));
            }
            [session] = fitting;
            this.scan.keep("count.session", session.id);
        }
        const room = session.room(id);
        return room ? this.enter(session, room) : this.scan.say("warning", _t("%s is not part of this count.", name));
    }

    async onScan(code, target) {
        if (target.kind === "place") {
            return this.enterPlace(target);
        }
        const { currentSession: session } = this;
        const room = this.roomOf(session);
        if (!room) {
            return this.scan.say("warning", session ? _t("Which room? Scan the tag on the door, or choose below.") : _t("Choose the count first."));
        }
        if (target.whole === false) {
            return this.scan.say("danger", _t("The code was not read right. Scan it again."));
        }
        if (session.isScanned(code, room.id)) {
            return this.scan.say("info", _t("%s is scanned already. It counts once.", target.name || target.readable));
        }
        const entry = await this.scan.record("count", { session: session.id, code, place: room.id });
        const { tone, number, words } = session.describe({ ...entry, status: "queued" });
        this.guessed.set(entry.id, session.guess(code, room.id).code);
        this.scan.say(tone, `${number}: ${words}`);
    }

    sayAnswers() {
        const { currentSession: session } = this;
        for (const entry of session?.counts || []) {
            if (entry.status === "queued" || this.said.has(entry.id)) {
                continue;
            }
            this.said.add(entry.id);
            if (entry.code !== this.guessed.get(entry.id) && !["refused", "conflict"].includes(entry.status)) {
                this.scan.say(session.describe(entry).tone, entry.text);
            }
        }
    }

    async undo(entry) {
        await this.scan.record("count_undo", { session: entry.data.session, record: entry.id, code: entry.data.code });
        this.scan.say("info", _t("Taken back: %s", this.scan.target(entry.data.code).name || this.scan.target(entry.data.code).readable));
    }

    async answer(entry, wish) {
        await this.scan.record("count_answer", { session: entry.data.session, code: entry.data.code, wish });
        this.scan.say("success", wish === "move" ? _t("It belongs here from now on.") : _t("It is carried back."));
    }

    async damage(entry) {
        const damage = await this.scan.sheets.open(DamageSheet);
        if (damage) {
            const { photo, ...data } = damage;
            await this.scan.record("count_damage", { session: entry.data.session, code: entry.data.code, ...data }, { photo });
            this.scan.say("success", _t("Damage kept."));
        }
    }

    async note(entry) {
        const note = await this.scan.sheets.open(NoteSheet);
        if (note) {
            await this.scan.record("count_note", { session: entry.data.session, code: entry.data.code, note: note.text }, { photo: note.photo });
            this.scan.say("success", _t("Note kept."));
        }
    }

    async finish(session, room) {
        const left = session.blind ? 0 : session.leftIn(room.id).length;
        const question = left
            ? plural(left, _t("1 piece has not been found. Is the room done?"), _t("%s pieces have not been found. Is the room done?", left))
            : _t("Is %s done?", room.name);
        const done = await this.scan.ask(question, [{ value: true, label: _t("Yes, the room is done"), icon: "fa-check" }]);
        if (done) {
            await this.scan.record("count_done", { session: session.id, place: room.id });
            this.scan.keep("count.room", null);
            this.state.showLeft = false;
            this.scan.say("success", _t("%s is counted.", room.name));
        }
    }
}

Object.assign(KINDS, {
    count_undo: _t("Undo a count"), count_done: _t("A room is counted"), count_reopen: _t("Go on counting"),
    count_answer: _t("Wrong room"), count_damage: _t("Damage"), count_note: _t("Note"),
});

registry.category("bk_scan_modes").add(
    "count",
    { title: _t("Count a room"), icon: "fa-check-square-o", Component: Count, about: ["place"], available: (work) => Boolean(work.counts) },
    { sequence: 70 }
);
