import { takeTurn } from "./lock";
import { LoggedOut, NoNetwork, NoRight } from "./post";

const MOST_RECORDS = 50;
const MOST_BYTES = 4 * 1024 * 1024;
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 60_000;
const TRIES = 3; // of one record alone, until somebody is told

/** What a photo weighs on its way: base64 takes four characters for three bytes. */
const weight = (record) => (record.photo ? Math.ceil(record.photo.size / 3) * 4 : 0);

/**
 * Sends what waits on the device, in order, and keeps what the server says. Nothing overtakes: where one record cannot be
 * sent, those behind it wait and the person is told which one it is.
 *
 * `outbox`: the queue. `send(floor, records)`: asks the server. `tell({phase, error, record})`: phase is one of
 * idle, sending, offline, logged_out, no_right, stuck. `settled(records)`: what has been answered.
 */
export class Sender {
    constructor({ owner, outbox, send, tell, settled }) {
        Object.assign(this, { owner, outbox, send, tell, settled });
        this.most = MOST_RECORDS;
        this.failed = 0;
        this.wait = FIRST_WAIT;
    }

    /** Something is to be sent, or the network may be back. */
    wake() {
        clearTimeout(this.timer);
        this.again = true;
        this.running ??= this.run().finally(() => (this.running = null));
        return this.running;
    }

    async run() {
        while (this.again) {
            this.again = false;
            const mine = await takeTurn(this.owner, () => this.empty());
            if (!mine) {
                this.later(FIRST_WAIT); // another tab is at it
            }
        }
    }

    async empty() {
        for (;;) {
            const batch = await this.outbox.next((chosen, record) => this.fits(chosen, record));
            if (!batch.records.length) {
                return this.tell({ phase: "idle" });
            }
            this.tell({ phase: "sending" });
            try {
                await this.sendBatch(batch);
            } catch (error) {
                return this.failedWith(error, batch.records);
            }
        }
    }

    fits(chosen, record) {
        return (
            chosen.length < this.most &&
            chosen.reduce((sum, other) => sum + weight(other), weight(record)) <= MOST_BYTES
        );
    }

    async sendBatch({ records, floor }) {
        const answer = await this.send(floor, await Promise.all(records.map(onTheWire)));
        const results = answer?.results || [];
        if (!results.length) {
            throw new Error(answer?.text || "The server gave no answer to what was sent.");
        }
        this.settled(await this.outbox.settle(results));
        this.most = Math.min(MOST_RECORDS, this.most * 2);
        this.failed = 0;
        this.wait = FIRST_WAIT;
    }

    failedWith(error, records) {
        if (error instanceof NoNetwork) {
            if (error.slow) {
                this.most = Math.max(1, Math.ceil(records.length / 2)); // photos over a weak network: fewer at a time get through
            }
            this.tell({ phase: "offline", error: error.message });
            return this.later();
        }
        if (error instanceof LoggedOut) {
            return this.tell({ phase: "logged_out" });
        }
        if (error instanceof NoRight) {
            return this.tell({ phase: "no_right", error: error.message }); // somebody else is logged in, or rights were taken
        }
        // One of them may be the cause: the batch is halved until it stands alone.
        if (records.length > 1) {
            this.most = Math.ceil(records.length / 2);
            return this.later(0);
        }
        this.failed++;
        if (this.failed >= TRIES) {
            this.tell({ phase: "stuck", record: records[0].id, error: error.message });
        }
        return this.later();
    }

    later(wait = this.wait) {
        if (wait === this.wait) {
            this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
        }
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.wake(), wait);
    }
}

/** A record as it is sent: with its photo as text. */
export async function onTheWire({ id, seq, kind, data, photo, at }) {
    return { id, seq, kind, at, data: photo ? { ...data, photo: await asBase64(photo) } : data };
}

function asBase64(blob) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.split(",")[1]);
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(blob);
    });
}
