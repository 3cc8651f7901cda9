import { markRaw } from "@odoo/owl";
import { signal } from "../../signal/signal";

/** Hands codes to whoever wants them now, one at a time and in order, whatever way they came in. */
export class ScanInput {
    constructor(scan) {
        this.scan = scan;
        this.listeners = markRaw([]);
        this.wanted = false;
        this.said = false;
        this.turn = Promise.resolve();
    }

    get current() {
        return this.listeners.findLast((listener) => listener.active());
    }

    listen(listener) {
        this.listeners.push(listener);
        this.refresh();
    }

    leave(listener) {
        const index = this.listeners.indexOf(listener);
        if (index >= 0) {
            this.listeners.splice(index, 1);
        }
        this.refresh();
    }

    /**
     * Codes do not reach what lies under this; whoever listens later still gets them. Under a `question` about a code those
     * that come are lost: they would be taken for an answer's consequence. Under a form that a code has opened they wait.
     */
    bar({ question = false } = {}) {
        const barrier = { barrier: true, question, active: () => true };
        this.listeners.push(barrier);
        return barrier;
    }

    refresh() {
        // The camera stays open under a sheet that wants no codes: it may want a picture.
        const wanted = this.listeners.some((listener) => !listener.barrier && listener.active());
        if (wanted !== this.wanted) {
            this.wanted = wanted;
        }
    }

    take(code) {
        code = (code || "").trim();
        if (!code) {
            return Promise.resolve();
        }
        if (this.current?.question) {
            return Promise.resolve();
        }
        const done = this.turn.then(() => this.deliver(code));
        this.turn = done.catch(() => {}); // one that fails does not hold up those behind it
        return done;
    }

    async deliver(code) {
        const listener = this.current;
        if (listener?.barrier) {
            return; // somebody fills in a form
        }
        if (!listener) {
            return signal("warning");
        }
        this.said = false;
        await listener.callback(code, this.scan.target(code));
        if (!this.said) {
            signal("info");
        }
    }
}
