import { codeKey } from "../device/codes";

const GONE = new Set(["refused", "conflict", "aside", "read"]);

/**
 * A transfer or load as this device knows it: what the working set says, and over it what was scanned here and is not in it
 * yet. Only for showing and for a first word; what the server answers counts.
 */
export class LoadWork {
    constructor(load, entries, places, workAt) {
        Object.assign(this, load);
        this.places = places;
        this.lines = load.lines.map((line) => ({ ...line }));
        this.byKey = new Map();
        for (const line of this.lines) {
            for (const code of [...line.codes, line.number]) {
                this.byKey.set(codeKey(code), line);
            }
        }
        this.finished = false;
        this.signed = false;
        const before = Date.parse(workAt) || 0; // what was answered before that, the working set knows
        this.own = [];
        for (const entry of entries) {
            if (isAbout(entry, load) && !GONE.has(entry.state) && (entry.data.code || !(entry.settled < before))) {
                this.own.push(entry);
                this.learn(entry);
            }
        }
    }

    /** What was done on this device. */
    learn({ kind, data }) {
        const line = data.code ? this.byKey.get(codeKey(data.code)) : null;
        if (kind === "line" && line) {
            line.loaded ||= data.mode === "load";
            line.arrived ||= data.mode === "deliver";
        } else if (kind === "line_undo" && line) {
            line[data.mode === "load" ? "loaded" : "arrived"] = false;
        } else if (kind === "depart") {
            this.departed = true;
        } else if (kind === "finish") {
            this.finished = true;
        } else if (kind === "sign") {
            this.signed = true;
        }
    }

    line(code) {
        return this.byKey.get(codeKey(code));
    }

    isNoted(line, mode) {
        return mode === "load" ? line.loaded || line.arrived : line.arrived;
    }

    /** The last scan of this device that can be taken back. */
    lastScan(mode) {
        const own = this.own.filter(({ kind, data }) => kind.startsWith("line") && data.mode === mode);
        const last = own.findLast(({ kind, data }) => kind === "line" && this.line(data.code) && this.isNoted(this.line(data.code), mode));
        return last && !this.line(last.data.code).done ? last : null;
    }

    count(mode) {
        return this.lines.filter((line) => this.isNoted(line, mode)).length;
    }

    left(mode) {
        return this.lines.filter((line) => !this.isNoted(line, mode));
    }

    get toSign() {
        return !this.signed && (this.finished || this.to_sign > 0);
    }

    get allDone() {
        return this.finished || this.lines.every((line) => line.done);
    }

    /** Whether `place` is where the line goes, or inside of it, as far as the device knows. */
    fits(line, place) {
        for (let id = place.id; id; id = this.places.get(id)?.parent_id) {
            if (id === line.to.id) {
                return true;
            }
        }
        return false;
    }

    /** Rooms with their pieces in the order in which people walk: where pieces stand at loading, where they go at delivery. */
    rooms(mode) {
        const rooms = new Map();
        for (const line of this.lines) {
            const place = mode === "load" ? line.from : line.to;
            if (!rooms.has(place.id)) {
                rooms.set(place.id, { ...place, lines: [] });
            }
            rooms.get(place.id).lines.push(line);
        }
        const sorted = [...rooms.values()].sort((a, b) => a.order - b.order);
        sorted.forEach((room, index) => {
            room.heading = room.floor && room.floor !== sorted[index - 1]?.floor ? room.floor : "";
            room.noted = room.lines.filter((line) => this.isNoted(line, mode)).length;
        });
        return sorted;
    }
}

export function isAbout({ data }, load) {
    return data.model === load.model && data.res_id === load.res_id;
}
