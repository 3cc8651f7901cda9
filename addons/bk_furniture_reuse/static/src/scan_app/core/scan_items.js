import { codeKey } from "../device/codes";
import { newId } from "../device/ids";

const SENDING = 4_000; // ms that are waited for what is being sent
const PAUSE = 120; // ms, so that a quick row of scans is asked about in one go

/**
 * What was gathered in a mode and is not committed. Kept on the device; what blocks an item is asked of the server where
 * there is network. An item: {id, code, key, status, text, ...whatever the mode puts in}; status is "unchecked" until the
 * server has said ready, again, conflict, refused or review.
 */
export class ScanItems {
    constructor(scan, mode) {
        this.scan = scan;
        this.mode = mode;
        this.items = [];
    }

    async load() {
        const kept = await this.scan.keeper.items(this.mode);
        this.items = [...kept.map((item) => ({ ...item, status: "unchecked", text: "" })), ...this.items];
        this.judge();
    }

    judgeBy(judging) {
        this.judging = judging;
    }

    find(code) {
        const key = codeKey(code);
        return this.items.find((item) => item.key === key);
    }

    /** Adds an item at the end. Resolves with it when it is on the disk. */
    async add(item) {
        const added = { status: "unchecked", text: "", ...item, id: item.id || newId(), key: codeKey(item.code) };
        this.items.push(added);
        await this.store(added);
        this.judge();
        return this.items.find(({ id }) => id === added.id);
    }

    async update(id, values) {
        const item = this.items.find((one) => one.id === id);
        Object.assign(item, values);
        await this.store(item);
        this.judge();
    }

    /** Changes all items at once. */
    async updateAll(values) {
        for (const item of this.items) {
            Object.assign(item, values);
            await this.store(item);
        }
        this.judge();
    }

    async store({ status, text, options, ...item }) {
        const plain = Object.fromEntries(
            Object.entries(item).map(([name, value]) => [name, value instanceof Blob ? value : JSON.parse(JSON.stringify(value ?? null))])
        );
        await this.scan.keeper.putItem(this.mode, plain);
    }

    async remove(id) {
        this.drop([id]);
        await this.scan.keeper.removeItems([id]);
        this.scan.tell({ gone: [id] });
    }

    /** Items that are gone, here or in another tab. */
    drop(ids) {
        this.items = this.items.filter(({ id }) => !ids.includes(id));
    }

    async clear() {
        const ids = this.items.map(({ id }) => id);
        this.items = [];
        await this.scan.keeper.removeItems(ids);
        this.scan.tell({ gone: ids });
    }

    /** What a press of Save takes along: everything that is whole and not known to be impossible. */
    get ready() {
        return this.items.filter((item) => item.status !== "refused" && item.status !== "incomplete" && this.dataOf(item));
    }

    /** The record's data of an item, with what was chosen when something stood in the way; null while something is missing. */
    dataOf(item) {
        const data = this.judging?.data(item);
        return data && (item.choice ? { ...data, choice: item.choice } : data);
    }

    /** A choice that the server offered for an item: "leave" takes it off the list, others go along with it. */
    choose(item, choice) {
        return choice === "leave" ? this.remove(item.id) : this.update(item.id, { choice });
    }

    /** Queues records for what is ready: `records(item)` gives one, or several, {kind, data, photo}. Resolves with the entries. */
    async commit(records = (item) => ({ kind: this.judging.kind, data: this.dataOf(item) })) {
        const taken = this.ready;
        const ids = taken.map(({ id }) => id);
        const entries = await this.scan.recordAll(taken.flatMap(records), ids);
        this.drop(ids);
        return entries;
    }

    /** Asks what blocks each item; the latest question wins. */
    judge() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.judgeNow(), PAUSE);
    }

    async judgeNow() {
        if (!this.judging) {
            return;
        }
        for (const item of this.items) {
            const complete = Boolean(this.dataOf(item));
            if (!complete || item.status === "incomplete") {
                Object.assign(item, { status: complete ? "unchecked" : "incomplete", text: "", options: null });
            }
        }
        const round = (this.round = (this.round || 0) + 1);
        // What the server says holds only when it has everything that was done here before.
        const sending = this.scan.entries.filter(({ status }) => status === "queued");
        if (sending.length && !(await this.scan.answered(sending, SENDING))) {
            return;
        }
        const asked = this.items.filter(({ status }) => status !== "incomplete");
        const answers = await this.scan.preview(this.judging.kind, asked.map((item) => this.dataOf(item)));
        if (answers && round === this.round) {
            asked.forEach((item, index) => {
                const { status, code, text, values, options } = answers[index];
                Object.assign(item, { status, answer: code, text, values, options });
            });
        }
    }
}
