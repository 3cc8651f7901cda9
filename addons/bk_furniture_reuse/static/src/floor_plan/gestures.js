// Mouse, pen and fingers on the map: a drag pans, two fingers or the wheel zoom, a short press is a tap.

const STILL = 6; // pixels that a finger may tremble

export class Gestures {
    /**
     * @param {Object} map what is done: `origin()`, `viewport`, `moved()`, `grab(event)` (an object with `drag(event)` and
     *     `drop(event)`, or nothing), `tap(event, target)`
     */
    constructor(map) {
        this.map = map;
        this.pointers = new Map();
        this.reset();
    }

    reset() {
        this.start = null;
        this.held = null;
    }

    down(ev) {
        if (ev.pointerType === "mouse" && ev.button !== 0) {
            return;
        }
        ev.currentTarget.setPointerCapture?.(ev.pointerId);
        this.pointers.set(ev.pointerId, { x: ev.clientX, y: ev.clientY });
        if (this.pointers.size === 1) {
            this.start = { x: ev.clientX, y: ev.clientY, target: ev.target, still: true };
            this.held = this.map.grab(ev);
        } else {
            // A second finger makes it a pinch, and whatever the first one held is let go.
            this.held?.cancel?.();
            this.held = null;
            this.start.still = false;
        }
    }

    move(ev) {
        const before = this.pointers.get(ev.pointerId);
        if (!before) {
            return;
        }
        const now = { x: ev.clientX, y: ev.clientY };
        if (this.start.still && Math.hypot(now.x - this.start.x, now.y - this.start.y) > STILL) {
            this.start.still = false;
        }
        if (this.pointers.size === 2) {
            const [other] = [...this.pointers].filter(([id]) => id !== ev.pointerId).map(([, point]) => point);
            const origin = this.map.origin();
            const apart = Math.hypot(before.x - other.x, before.y - other.y);
            const middle = (point) => ({ x: (point.x + other.x) / 2 - origin.x, y: (point.y + other.y) / 2 - origin.y });
            const [from, to] = [middle(before), middle(now)];
            this.map.viewport.pan(to.x - from.x, to.y - from.y);
            if (apart > 0) {
                this.map.viewport.zoom(Math.hypot(now.x - other.x, now.y - other.y) / apart, to.x, to.y);
            }
            this.map.moved();
        } else if (!this.start.still) {
            if (this.held) {
                this.held.drag(ev);
            } else {
                this.map.viewport.pan(now.x - before.x, now.y - before.y);
                this.map.moved();
            }
        }
        if (!this.start.still || this.pointers.size > 1) {
            this.pointers.set(ev.pointerId, now);
        }
    }

    up(ev) {
        if (!this.pointers.delete(ev.pointerId)) {
            return;
        }
        if (!this.pointers.size) {
            const { start, held } = this;
            this.reset();
            if (start.still) {
                held?.cancel?.();
                this.map.tap(ev, start.target);
            } else if (held) {
                held.drop(ev);
            }
        }
    }

    cancel(ev) {
        if (this.pointers.delete(ev.pointerId) && !this.pointers.size) {
            this.held?.cancel?.();
            this.reset();
        }
    }

    wheel(ev) {
        ev.preventDefault();
        const origin = this.map.origin();
        // Lines and pages of some mice, pixels of others.
        const steps = ev.deltaMode ? ev.deltaY * 20 : ev.deltaY;
        this.map.viewport.zoom(Math.exp(-Math.max(-300, Math.min(300, steps)) / 400), ev.clientX - origin.x, ev.clientY - origin.y);
        this.map.moved();
    }
}
