import { markRaw, reactive } from "@odoo/owl";
import { openDatabase } from "../device/database";
import { newId } from "../device/ids";
import { Keeper } from "../device/keeper";
import { OPEN, Outbox, WAITING } from "../device/outbox";
import { LoggedOut, NoNetwork, post } from "../device/post";
import { Sender } from "../device/sender";
import { unsentByOwner } from "../device/unsent";
import { AskSheet } from "../components/ask_sheet";
import { PhotoSheet } from "../components/photo_sheet";
import { PickModel } from "../components/pick_model";
import { PickPlace } from "../components/pick_place";
import { _t } from "@web/core/l10n/translation";
import { Band } from "./band";
import { forgetPage } from "./worker";
import { ScanInput } from "./scan_input";
import { ScanItems } from "./scan_items";
import { Sheets } from "./sheets";
import { Known } from "./known";
import { plural } from "./words";

const SHOWN_MINUTES = 60; // how long "last sent" is listed
const RECENT_PLACES = 6;
const FRESH = 60_000; // how long the working set is not asked for again
const PROBE = 20_000; // how often a page looks whether the network, or the working set, is to be had

/** What all modes share: the person, the device's queue, the working set, the way to the server. See useScanApp. */
export class ScanCore {
    constructor(session) {
        this.owner = session.scan.owner;
        this.person = session.scan.person;
        this.opensForCrew = Boolean(session.scan.crew);
        this.online = navigator.onLine;
        this.phase = "idle";
        this.error = "";
        this.stuck = null;
        this.mode = null;
        this.opened = 0;
        this.start = {};
        this.stream = null; // of the camera that is open
        this.entries = []; // of this person, by rising number
        this.others = []; // [{owner, name, count}]: unsent records of somebody else on this device
        this.work = {};
        this.workAt = null;
        this.workFailed = false; // the server did not give it; it is asked again
        this.settings = {};
        this.lists = {};
        this.band = new Band();
        this.sheets = new Sheets();
        this.input = new ScanInput(this);
    }

    async open() {
        this.channel = markRaw(globalThis.BroadcastChannel ? new BroadcastChannel("bk_scan") : { postMessage() {} });
        const database = markRaw(await openDatabase());
        this.database = database;
        this.outbox = markRaw(new Outbox(database, this.owner));
        this.keeper = markRaw(new Keeper(database, this.owner));
        const { device } = await this.outbox.enter(this.person);
        this.device = device;
        await this.outbox.forget(SHOWN_MINUTES).catch(() => {}); // a device that is full can still send
        this.settings = await this.keeper.settings();
        await this.reload();
        const kept = await this.keeper.work();
        this.useWork(kept?.sections || {}, kept?.at);
        this.sender = markRaw(
            new Sender({
                owner: this.owner,
                outbox: this.outbox,
                send: (floor, records) => this.call("/furniture/scan/send", { device, floor, records }),
                tell: (state) => this.onSender(state),
                settled: (records) => this.onSettled(records),
            })
        );
        this.listenAround();
        navigator.storage?.persist?.();
    }

    listenAround() {
        this.channel.onmessage = ({ data }) => {
            this.reload();
            // Another tab has saved it: here it must not be saved once more.
            Object.values(this.lists).forEach((list) => list.drop(data?.gone || []));
        };
        // Some telephones take the store away from a page that lay in the background. All that counts is on the disk.
        this.database.onclose = () => location.reload();
        const wake = () => this.wake();
        window.addEventListener("online", wake);
        window.addEventListener("offline", () => (this.online = false));
        document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
        setInterval(() => (!this.online || this.workFailed) && wake(), PROBE);
    }

    /** The network may be there: send what waits, and get the working set. */
    wake() {
        this.sender.wake();
        return this.refreshWork();
    }

    // Server

    /** Calls a JSON route; the page's "online" follows what happens. */
    async call(route, params, options = {}) {
        try {
            const answer = await post(route, params, { ...options, headers: { "X-Scan-Owner": this.owner } });
            this.online = true;
            return answer;
        } catch (error) {
            if (error instanceof NoNetwork) {
                this.online = false;
            } else if (error instanceof LoggedOut) {
                this.phase = "logged_out";
            }
            throw error;
        }
    }

    /** Like `call`, but null where there is no answer to be had: for what is nice to know, never for what must be sent. */
    async tryCall(route, params, patience = 8_000) {
        if (!this.online) {
            return null;
        }
        try {
            return await this.call(route, params, { patience });
        } catch {
            return null;
        }
    }

    preview(kind, datas) {
        return datas.length ? this.tryCall("/furniture/scan/preview", { kind, datas }) : Promise.resolve([]);
    }

    look(code) {
        return this.tryCall("/furniture/scan/look", { code });
    }

    // Working set

    /** Gets what the person works with, unless it was got a moment ago; `again`: something was done that it must tell of. */
    async refreshWork({ again = false } = {}) {
        const asked = this.buildings;
        const others = asked.join() !== this.loadedFor;
        if (again || (this.loading && others)) {
            await this.loading; // asked for before that was done, or for other buildings
        } else if (Date.now() - (this.loadedAt || 0) < FRESH && !others) {
            return;
        }
        this.loadedFor = asked.join();
        this.loading ??= this.call("/furniture/scan/work", { known: this.stamps, buildings: asked.length ? asked : null }).then(
            (sections) => this.takeWork(sections),
            () => (this.workFailed = true) // what the device knows is used
        ).finally(() => (this.loading = null));
        return this.loading;
    }

    async takeWork(sections) {
        const { stamps = {}, made_on: _made, ...changed } = sections;
        const all = { ...Object.fromEntries(Object.keys(stamps).map((name) => [name, this.work[name]])), ...changed, stamps };
        if (!this.owner.endsWith(`:${all.person?.id}`)) {
            this.phase = "no_right";
            this.error = String(_t("Somebody else is logged in on this device now. Load the page again."));
            return;
        }
        this.loadedAt = Date.now();
        this.workFailed = false;
        const { at } = await this.keeper.keepWork(all).catch(() => ({ at: new Date().toISOString() })); // full: used all the same
        this.useWork(all, at);
    }

    /** What the device has of each section, so that the server sends only what has changed. */
    get stamps() {
        return Object.fromEntries(Object.entries(this.work.stamps || {}).filter(([name]) => this.work[name] !== undefined));
    }

    /** Buildings whose pieces the device takes along: those of the places that were used last. */
    get buildings() {
        const used = (this.kept("recent_places") || []).map((id) => this.known?.places.get(id)?.building_id);
        return [...new Set(used)].filter(Boolean).sort();
    }

    /** The person works here now: the place is offered again, and the pieces of its building come along. */
    usePlace({ id }) {
        const recent = [id, ...(this.kept("recent_places") || []).filter((other) => other !== id)];
        this.keep("recent_places", recent.slice(0, RECENT_PLACES));
        return this.refreshWork();
    }

    useWork(sections, at) {
        this.work = Object.fromEntries(Object.entries(sections).map(([name, rows]) => [name, typeof rows === "object" && rows ? markRaw(rows) : rows]));
        this.workAt = at || null;
        this.known = markRaw(new Known(sections, this.entries));
    }

    /** What the device knows of a code: {kind: piece|place|blank|foreign|unknown, key, code, ...}. */
    target(code) {
        return this.known.target(code);
    }

    // Queue

    get unsent() {
        return this.entries.filter((entry) => entry.state === WAITING).length;
    }

    /** Answers that somebody has to decide or to read. */
    get toRead() {
        return this.entries.filter((entry) => entry.state !== WAITING && OPEN.has(entry.state)).length;
    }

    /** Queues one record on the device; resolves with a reactive entry as soon as it is stored. */
    async record(kind, data, { photo } = {}) {
        return (await this.recordAll([{ kind, data, photo }]))[0];
    }

    /** Queues several, all or none. `items`: ids of list items that they come from. */
    async recordAll(records, items = []) {
        const plain = records.map((record) => ({ ...record, data: JSON.parse(JSON.stringify(record.data)) }));
        const stored = await this.outbox.add(plain, items).catch((error) => {
            this.say("danger", _t("This device could not store it: it may be full. Nothing has been saved. Delete something on the device, then try again."));
            throw error;
        });
        this.entries.push(...stored.map(asEntry));
        this.known.learn(stored);
        this.tell({ gone: [...items] });
        this.sender.wake();
        const added = new Set(stored.map(({ id }) => id));
        return this.entries.filter(({ id }) => added.has(id));
    }

    /** Says what became of records that were just queued: what the server made of them, or that they are kept here. */
    async sayKept(entries) {
        const count = entries.length;
        const answered = await this.answered(entries, this.online ? 6_000 : 0);
        const open = entries.filter(({ state }) => state === "refused" || state === "conflict").length;
        if (!answered) {
            return this.say("success", plural(count, _t("Kept on this device. Sent when the network is back."), _t("%s kept on this device. Sent when the network is back.", count)));
        }
        if (open) {
            return this.say("warning", plural(open, _t("1 needs your answer: press the number at the top."), _t("%s need your answer: press the number at the top.", open)));
        }
        this.say("success", plural(count, _t("Saved"), _t("%s saved", count)));
    }

    /** Waits until all entries have an answer, for so many ms; resolves to whether they have. */
    async answered(entries, patience) {
        const until = Date.now() + patience;
        while (entries.some(({ state }) => state === WAITING)) {
            if (Date.now() >= until || !this.online || ["logged_out", "no_right", "stuck"].includes(this.phase)) {
                return false;
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return true;
    }

    newId() {
        return newId();
    }

    /** The person has read an answer, or decided: it leaves the list of what is open. */
    async putAside(id) {
        const record = await this.outbox.update(id, { state: "read", settled: Date.now() });
        this.merge([record]);
        this.useWork(this.work, this.workAt);
        this.tell();
    }

    /** An answer to a conflict. */
    async decide(id, choice) {
        await this.record("decide", { record: id, choice });
        await this.putAside(id);
    }

    /** A record that cannot be sent is taken out of the queue: those behind it go on, and it stays in the list of what is open. */
    async setAside(id) {
        this.merge([await this.outbox.update(id, { state: "aside", settled: Date.now() })]);
        this.useWork(this.work, this.workAt);
        this.tell();
        this.phase = "idle";
        this.stuck = null;
        this.sender.wake();
    }

    /** Tells the other tabs that something has changed; `gone`: ids of list items that are no more. */
    tell({ gone = [] } = {}) {
        this.channel.postMessage({ gone });
    }

    async reload() {
        this.merge(await this.outbox.all());
        this.others = (await unsentByOwner(this.database)).filter(({ owner }) => owner !== this.owner);
    }

    merge(records) {
        const byId = new Map(this.entries.map((entry) => [entry.id, entry]));
        for (const record of records) {
            if (byId.has(record.id)) {
                Object.assign(byId.get(record.id), asEntry(record));
            } else {
                this.entries.push(asEntry(record));
            }
        }
    }

    onSettled(records) {
        this.merge(records);
        this.known.settle(records);
        this.tell();
        this.band.answer(records);
    }

    onSender({ phase, error, record }) {
        this.phase = phase;
        this.error = error || "";
        this.stuck = record || null;
        if (phase === "idle" && this.online) {
            this.refreshWork();
        }
    }

    // Small things that stay

    keep(name, value) {
        this.settings[name] = value;
        return this.keeper.keep(name, JSON.parse(JSON.stringify(value ?? null)));
    }

    kept(name) {
        return this.settings[name] ?? null;
    }

    /** The list of a mode that is gathered and not committed; see useScanList. */
    list(mode) {
        if (!this.lists[mode]) {
            this.lists[mode] = new ScanItems(this, mode);
            this.lists[mode].load();
        }
        return this.lists[mode];
    }

    // Screen

    /** Whether the person works in a crew: they get one question at a time, and none of the other modes. */
    get crew() {
        return this.work.person ? Boolean(this.work.person.crew) : this.opensForCrew;
    }

    openMode(name, start = {}) {
        if (this.crew && name !== "open") {
            start = { home: this.mode === "crew" };
            name = "crew";
        } else if (!this.crew && name === "crew") {
            name = "menu";
        }
        this.mode = name;
        this.start = start;
        this.opened++;
        this.band.clear();
        if (!["menu", "open"].includes(name)) {
            this.keep("mode", name);
        }
    }

    async logOut() {
        await this.reload();
        if (this.unsent) {
            return this.say("warning", this.unsent === 1
                ? _t("You cannot log out yet: 1 record is not sent. Find a place with network first.")
                : _t("You cannot log out yet: %s records are not sent. Find a place with network first.", this.unsent));
        }
        if (!this.online || !navigator.onLine) {
            return this.say("warning", _t("You can log out only where there is network."));
        }
        await forgetPage();
        location.href = "/web/session/logout?redirect=/web/login%3Fredirect%3D/furniture/scan";
    }

    say(tone, text) {
        this.input.said = true;
        this.band.say(tone, text);
    }

    /** Asks the person: `options` is [{value, label, icon}]. Resolves with the chosen value, or null. */
    ask(question, options) {
        return this.sheets.open(AskSheet, { question: String(question), options });
    }

    pickPlace() {
        return this.sheets.open(PickPlace);
    }

    pickModel() {
        return this.sheets.open(PickModel);
    }

    /** A JPEG of at most 1600 px, or null. */
    takePhoto() {
        return this.sheets.open(PhotoSheet);
    }
}

/** A record as the screen holds it: the photo stays in the store. */
function asEntry({ photo, ...record }) {
    return { ...record, hasPhoto: Boolean(photo), status: record.state === WAITING ? "queued" : record.state };
}

export const makeScan = (session) => reactive(new ScanCore(session));
