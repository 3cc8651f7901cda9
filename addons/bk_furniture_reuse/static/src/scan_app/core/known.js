import { codeKey, isWhole, ownCode, readable } from "../device/codes";

// What has not happened, or was done in another way since.
const UNDONE = new Set(["refused", "aside", "read"]);

/**
 * What the device knows of codes: from the working set, and from what was done here and is not sent. It only guesses, in
 * order to say something at once; what the server answers counts.
 */
export class Known {
    constructor(sections, entries) {
        this.targets = new Map();
        this.places = new Map((sections.places || []).map((place) => [place.id, place]));
        for (const place of sections.places || []) {
            this.put(place.codes, { kind: "place", id: place.id, name: place.name, place });
        }
        for (const piece of sections.pieces || []) {
            this.put([...(piece.codes || []), piece.name], { kind: "piece", id: piece.id, name: piece.name, piece, place: piece.place });
        }
        this.put(sections.blanks, { kind: "blank", madeFor: "piece" });
        this.put(sections.door_blanks, { kind: "blank", madeFor: "place" });
        this.learn(entries);
    }

    put(codes, target) {
        for (const code of codes || []) {
            this.targets.set(codeKey(code), target);
        }
    }

    /** What was done on this device. */
    learn(records) {
        for (const { kind, data, state } of records) {
            if (!data || UNDONE.has(state)) {
                continue;
            }
            const before = data.code ? this.targets.get(codeKey(data.code)) : null;
            if (kind === "register") {
                this.put([data.code], { kind: "piece", name: readable(data.code), place: data.place, product: data.product, pending: true });
            } else if (kind === "move" && before?.kind === "piece") {
                this.put([data.code], { ...before, place: data.place });
            } else if (kind === "claim_place" && this.places.has(data.place)) {
                const place = this.places.get(data.place);
                this.put([data.code], { kind: "place", id: place.id, name: place.name, place });
            } else if (kind === "retag" || kind === "alias") {
                const piece = this.targets.get(codeKey(data.piece || ""));
                this.put(piece?.kind === "piece" ? [data.code] : [], piece);
            }
        }
    }

    /** Answers: what was refused has not happened. */
    settle(records) {
        for (const { kind, data, state } of records) {
            if (state === "refused" && kind === "register") {
                this.targets.delete(codeKey(data.code));
            }
        }
    }

    target(code) {
        const key = codeKey(code);
        const own = ownCode(code);
        const common = { code, key, readable: readable(code), own: Boolean(own) };
        const found = this.targets.get(key);
        if (found) {
            return { ...common, ...found };
        }
        if (own) {
            return { ...common, kind: "unknown", whole: isWhole(own) };
        }
        return { ...common, kind: "foreign" };
    }
}
