// The device's own store (IndexedDB). Plain JavaScript: the back office looks into it too, before somebody logs out.

const NAME = "bk_scan";
const VERSION = 1;

/** Opens the store; every tab shares it. */
export function openDatabase() {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open(NAME, VERSION);
        request.onupgradeneeded = () => createStores(request.result);
        request.onsuccess = () => {
            // A tab with newer code may need to change the stores: it must not wait for this one.
            request.result.onversionchange = () => request.result.close();
            resolve(request.result);
        };
        request.onerror = () => reject(request.error);
    });
}

function createStores(database) {
    // What waits to be sent, and what was answered: {id, owner, seq, kind, data, photo, at, state, ...}
    const records = database.createObjectStore("records", { keyPath: "id" });
    records.createIndex("owner_seq", ["owner", "seq"], { unique: true });
    // Who has used this device: {owner, name, device, next}
    database.createObjectStore("owners", { keyPath: "owner" });
    // Settings that stay until changed: {owner, name, value}
    database.createObjectStore("settings", { keyPath: ["owner", "name"] });
    // What was gathered in a mode and is not committed: {id, owner, mode, order, ...}
    const items = database.createObjectStore("items", { keyPath: "id" });
    items.createIndex("owner_mode", ["owner", "mode"]);
    // What the person works with, as the server last gave it: {owner, at, sections}
    database.createObjectStore("work", { keyPath: "owner" });
}

/** The value of a request, as a promise. */
export function result(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

/** Runs `work(stores)` in one transaction; resolves with its value when everything is on the disk. */
export async function change(database, names, work) {
    const transaction = database.transaction(names, "readwrite", { durability: "strict" });
    const finished = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error || new Error("The device could not store this."));
    });
    finished.catch(() => {}); // a failing `work` is told first
    let value;
    try {
        value = await work(storesOf(transaction, names));
    } catch (error) {
        try {
            transaction.abort();
        } catch {
            // over already
        }
        throw error;
    }
    await finished;
    return value;
}

/** Runs `work(stores)` in a transaction that reads only. */
export function look(database, names, work) {
    return work(storesOf(database.transaction(names, "readonly"), names));
}

function storesOf(transaction, names) {
    return Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
}
