import { _t } from "@web/core/l10n/translation";
import { codeKey } from "../device/codes";

const GONE = new Set(["refused", "aside", "read"]);
const TONES = {
    count_found: "success", count_counted: "success", count_extra: "success", count_again: "info", count_undone: "info",
    count_wrong_room: "warning", count_unexpected: "warning", count_ended: "warning", count_unknown: "danger",
};

/**
 * A stock-take as this device knows it: what the working set says, and over it what was scanned here. Of a blind count the
 * working set says nothing that is expected, so nothing can be guessed of it.
 */
export class CountWork {
    constructor(session, entries, known, workAt) {
        Object.assign(this, session);
        this.known = known;
        this.before = Date.parse(workAt) || 0;
        this.byKey = new Map();
        for (const piece of session.pieces) {
            for (const code of [...piece.codes, piece.number]) {
                this.byKey.set(codeKey(code), piece);
            }
        }
        const own = entries.filter(({ data, state }) => data.session === session.id && !GONE.has(state));
        const undone = new Set(own.filter(({ kind }) => kind === "count_undo").map(({ data }) => data.record));
        this.counts = own.filter(({ kind, id, code }) => kind === "count" && !undone.has(id) && code !== "count_undone");
        this.answers = own.filter(({ kind }) => kind === "count_answer");
        this.damages = own.filter(({ kind }) => kind === "count_damage");
        this.changes = own.filter(({ kind, settled }) => ["count_done", "count_reopen"].includes(kind) && !(settled < this.before));
    }

    room(id) {
        return this.rooms.find((room) => room.id === id);
    }

    /** waiting, counting or done, as it will be when all of this device has been sent. */
    stateOf(room) {
        const last = this.changes.findLast(({ data }) => data.place === room.id);
        if (last) {
            return last.kind === "count_done" ? "done" : "counting";
        }
        return room.state === "waiting" && this.counts.some(({ data }) => data.place === room.id) ? "counting" : room.state;
    }

    get roomsDone() {
        return this.rooms.filter((room) => this.stateOf(room) === "done").length;
    }

    /** What was scanned here in a room, the last one first, each piece once. */
    scanned(roomId) {
        const seen = new Set();
        return this.counts
            .filter(({ data }) => data.place === roomId)
            .reverse()
            .filter(({ data }) => !seen.has(this.same(data.code)) && seen.add(this.same(data.code)));
    }

    /** One piece is the same by each of its codes. */
    same(code) {
        return this.byKey.get(codeKey(code))?.id || this.known.target(code).id || codeKey(code);
    }

    /** Ids of the pieces that are expected in a room and have been found there. */
    foundIn(roomId) {
        const here = new Set(this.counts.filter(({ data }) => data.place === roomId).map(({ data }) => this.byKey.get(codeKey(data.code))?.id));
        return this.expectedIn(roomId).filter((piece) => piece.found === roomId || here.has(piece.id));
    }

    expectedIn(roomId) {
        return this.pieces.filter((piece) => piece.room === roomId);
    }

    leftIn(roomId) {
        const found = new Set(this.foundIn(roomId));
        return this.expectedIn(roomId).filter((piece) => !found.has(piece));
    }

    isScanned(code, roomId) {
        return this.scanned(roomId).some(({ data }) => this.same(data.code) === this.same(code));
    }

    /** The device's guess of what a code is in a room, in the server's codes; "" where it cannot tell. */
    guess(code, roomId) {
        const target = this.known.target(code);
        if (this.blind) {
            return { code: target.kind === "piece" ? "count_counted" : "" };
        }
        const piece = this.byKey.get(codeKey(code));
        const stands = piece?.room || (target.kind === "piece" && target.place);
        if (!stands) {
            return { code: "" };
        }
        if (stands === roomId) {
            return { code: piece ? "count_found" : "count_extra" };
        }
        return { code: "count_wrong_room", belongs: this.nameOf(stands) };
    }

    nameOf(placeId) {
        return this.room(placeId)?.name || this.known.places.get(placeId)?.name || "";
    }

    /** What is shown of a record: {code, tone, words, number, model, belongs}; the server's answer where there is one. */
    describe(entry) {
        const target = this.known.target(entry.data.code);
        const piece = this.byKey.get(codeKey(entry.data.code));
        const answered = entry.status !== "queued";
        const { code, belongs } = answered ? { code: entry.code, ...entry.values } : this.guess(entry.data.code, entry.data.place);
        return {
            code,
            belongs,
            tone: TONES[code] || (answered ? "info" : "warning"),
            number: entry.values?.piece || piece?.number || target.name || target.readable,
            model: entry.values?.model || piece?.model || target.piece?.model || "",
            words: answered && entry.text ? entry.text : wordsOf(code, belongs),
            wish: this.answers.findLast(({ data }) => codeKey(data.code) === codeKey(entry.data.code))?.data.wish || "",
            damaged: entry.values?.damaged || this.damages.some(({ data }) => codeKey(data.code) === codeKey(entry.data.code)),
        };
    }
}

/** The words for what the device guesses. */
export function wordsOf(code, belongs) {
    return {
        count_found: _t("Found"),
        count_counted: _t("Counted"),
        count_extra: _t("In its place, not one of those that are counted"),
        count_wrong_room: _t("Wrong room: it belongs to %s.", belongs || "?"),
    }[code] || _t("This device does not know it. It is kept, and the server is asked.");
}
