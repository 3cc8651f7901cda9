/**
 * The pieces of a sorting as a deck of cards: which one is on top, which are alike, what was decided, and undo. No network here.
 */
export class Deck {
    constructor(queue) {
        this.pieces = queue.pieces;
        this.counts = Object.fromEntries(queue.decisions.map((decision) => [decision, 0]));
        this.total = this.pieces.length;
        this.decided = 0;
        this.history = [];
        this.undecided = [];
        this.groups = new Map();
        for (const piece of this.pieces) {
            piece.alike = [piece.model, piece.condition, piece.purpose, piece.damages.join("|")].join("/");
            if (piece.decision) {
                this.counts[piece.decision]++;
                this.decided++;
            } else {
                this.undecided.push(piece);
                this.groups.set(piece.alike, (this.groups.get(piece.alike) || 0) + 1);
            }
        }
    }

    get card() {
        return this.undecided[0];
    }

    /** The next cards, whose pictures are fetched before they are needed. */
    upcoming(count) {
        return this.undecided.slice(1, count + 1);
    }

    /** How many pieces like the one on top are still undecided, itself included. */
    get alikeCount() {
        return this.card ? this.groups.get(this.card.alike) : 0;
    }

    /** Decide about the top card, or all that are alike; returns the pieces decided about. */
    decide(decision, all) {
        const { card } = this;
        const chosen = all ? this.undecided.filter((piece) => piece.alike === card.alike) : [card];
        const ids = new Set(chosen.map((piece) => piece.id));
        this.undecided = this.undecided.filter((piece) => !ids.has(piece.id));
        this.groups.set(card.alike, this.groups.get(card.alike) - chosen.length);
        for (const piece of chosen) {
            piece.decision = decision;
        }
        this.counts[decision] += chosen.length;
        this.decided += chosen.length;
        this.history.push({ pieces: chosen, decision });
        return chosen;
    }

    /** Put the top card last. */
    skip() {
        if (this.undecided.length > 1) {
            this.history.push({ pieces: [this.undecided[0]], decision: false });
            this.undecided.push(this.undecided.shift());
        }
    }

    /** Take back the last step; returns the pieces whose decision is taken back, or null when there is nothing to undo. */
    undo() {
        const last = this.history.pop();
        if (!last) {
            return null;
        }
        const ids = new Set(last.pieces.map((piece) => piece.id));
        this.undecided = [...last.pieces, ...this.undecided.filter((piece) => !ids.has(piece.id))];
        if (!last.decision) {
            return [];
        }
        for (const piece of last.pieces) {
            piece.decision = false;
        }
        this.counts[last.decision] -= last.pieces.length;
        this.decided -= last.pieces.length;
        const { alike } = last.pieces[0];
        this.groups.set(alike, (this.groups.get(alike) || 0) + last.pieces.length);
        return last.pieces;
    }
}
