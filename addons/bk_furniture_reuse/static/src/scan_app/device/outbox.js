import { change, look, result } from "./database";
import { newId } from "./ids";

/** States of a record on the device. "waiting" has no answer yet; the others are what the server said. */
export const WAITING = "waiting";
// Somebody has to do something, or the network has. "aside": cannot be sent, and was taken out of the queue by the person.
export const OPEN = new Set([WAITING, "conflict", "refused", "aside"]);

/** All records of one owner, by rising number. */
const ofOwner = (owner) => IDBKeyRange.bound([owner, 0], [owner, Infinity]);

/**
 * What one person has done on this device and the server has not confirmed, in order.
 * A record leaves only by the server's answer or by the person who has read it.
 */
export class Outbox {
    constructor(database, owner) {
        this.database = database;
        this.owner = owner;
    }

    /** Makes the person known to the device; returns {owner, name, device, next}. */
    async enter(name) {
        return change(this.database, ["owners"], async ({ owners }) => {
            const known = await result(owners.get(this.owner));
            const entry = { owner: this.owner, device: newId(), next: 1, ...known, name };
            if (!known || known.name !== name) {
                owners.put(entry); // only what is new: a device that is full must be able to send
            }
            this.device = entry.device;
            return entry;
        });
    }

    /**
     * Puts records at the end of the queue, all or none; returns them as stored. `entries`: [{kind, data, photo}].
     * The items of a list that they come from go in the same step, so that a killed browser neither loses nor doubles one.
     */
    async add(entries, items = []) {
        const at = new Date().toISOString();
        return change(this.database, ["records", "owners", "items"], async ({ records, owners, items: lists }) => {
            const owner = await result(owners.get(this.owner));
            const stored = entries.map(({ id, kind, data, photo }) => ({
                id: id || newId(), owner: this.owner, seq: owner.next++, kind, data, photo: photo || null, at, state: WAITING,
            }));
            stored.forEach((record) => records.add(record));
            owners.put(owner);
            items.forEach((id) => lists.delete(id));
            return stored;
        });
    }

    all() {
        return look(this.database, ["records"], ({ records }) => result(records.index("owner_seq").getAll(ofOwner(this.owner))));
    }

    /** The next records to send, in order: {records, floor}; `fits(records, next)` says whether one more goes along. */
    async next(fits) {
        const [records, owner] = await Promise.all([
            this.all(), look(this.database, ["owners"], ({ owners }) => result(owners.get(this.owner))),
        ]);
        const waiting = records.filter((record) => record.state === WAITING);
        const batch = [];
        for (const record of waiting) {
            if (batch.length && !fits(batch, record)) {
                break;
            }
            batch.push(record);
        }
        return { records: batch, floor: waiting.length ? waiting[0].seq : owner.next, left: waiting.length - batch.length };
    }

    /** Keeps what the server answered: [{id, status, code, text, values, options}]. Returns the records that changed. */
    async settle(answers) {
        const now = Date.now();
        return change(this.database, ["records"], async ({ records }) => {
            const found = await Promise.all(answers.map(({ id }) => result(records.get(id))));
            const settled = [];
            found.forEach((record, index) => {
                if (record) {
                    const { status, code, text, values, options } = answers[index];
                    // The picture is with the server now.
                    settled.push({ ...record, state: status, code, text, values, options, photo: null, settled: now });
                    records.put(settled.at(-1));
                }
            });
            return settled;
        });
    }

    async update(id, values) {
        return change(this.database, ["records"], async ({ records }) => {
            const record = await result(records.get(id));
            if (record) {
                Object.assign(record, values);
                records.put(record);
            }
            return record;
        });
    }

    /** Lets go of answers that nobody needs any more: done, and older than `minutes`. */
    async forget(minutes) {
        const before = Date.now() - minutes * 60_000;
        const old = (await this.all()).filter((record) => !OPEN.has(record.state) && record.settled < before);
        if (old.length) {
            await change(this.database, ["records"], ({ records }) => old.forEach(({ id }) => records.delete(id)));
        }
    }
}
