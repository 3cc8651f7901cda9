import { PURPOSES } from "./purposes";

const BAR = 44; // screen pixels

/** How many pieces count under the chosen purposes. */
export function sum(counts, shown) {
    return PURPOSES.reduce((total, { key }) => total + (shown[key] ? counts[key] || 0 : 0), 0);
}

export function emptyCounts() {
    return Object.fromEntries(PURPOSES.map(({ key }) => [key, 0]));
}

/** The purpose that most pieces have; false where there are none. */
function dominant(counts, shown) {
    let most = false;
    for (const { key } of PURPOSES) {
        if (shown[key] && counts[key] > (most ? counts[most] : 0)) {
            most = key;
        }
    }
    return most;
}

/** The bar of purposes under a room's name: [{key, x, width}], `BAR` wide in all. */
function bar(counts, shown, total) {
    const parts = [];
    let x = 0;
    for (const { key } of PURPOSES) {
        const width = shown[key] && total ? (BAR * (counts[key] || 0)) / total : 0;
        if (width) {
            parts.push({ key, x: x - BAR / 2, width });
            x += width;
        }
    }
    return parts;
}

/** "12 pieces: 5 In use, 7 Available", for those who see neither colours nor patterns. */
export function inWords(counts, shown) {
    return PURPOSES.filter(({ key }) => shown[key] && counts[key])
        .map(({ key, label }) => `${counts[key]} ${label.toString().toLowerCase()}`)
        .join(", ");
}

/**
 * What the map and the grid draw of the floor's places.
 *
 * @param {Object[]} places as the server tells them
 * @param {Object} shown purpose -> whether it counts
 * @param {Map|null} found place id -> counts of what a search found
 * @param {{width: number, height: number}|false} plan
 */
export function drawRooms(places, shown, found, plan) {
    const rooms = places.map((place) => {
        const counts = found ? found.get(place.id) || emptyCounts() : place.counts;
        const total = sum(counts, shown);
        const room = {
            id: place.id,
            name: place.name,
            kind: place.kind,
            place,
            counts,
            total,
            dominant: dominant(counts, shown),
            bar: bar(counts, shown, total),
            words: inWords(counts, shown),
            lit: Boolean(found && total),
            dim: Boolean(found && !total),
            drawn: Boolean(plan && place.polygon),
        };
        if (room.drawn) {
            const xs = place.polygon.map((point) => point[0] * plan.width);
            const ys = place.polygon.map((point) => point[1] * plan.height);
            room.points = xs.map((x, index) => `${x},${ys[index]}`).join(" ");
            room.width = Math.max(...xs) - Math.min(...xs);
            room.height = Math.max(...ys) - Math.min(...ys);
            room.x = place.label[0] * plan.width;
            room.y = place.label[1] * plan.height;
        }
        return room;
    });
    return rooms;
}

/** Drawn rooms from the largest to the smallest, so that a room inside a zone can be hit. */
export function layered(rooms) {
    return rooms.filter((room) => room.drawn).sort((one, other) => other.width * other.height - one.width * one.height);
}
