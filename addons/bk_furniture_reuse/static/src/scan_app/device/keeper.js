import { change, look, result } from "./database";
import { newId } from "./ids";

/** What one person keeps on the device besides the queue: settings, lists that are not committed, the working set. */
export class Keeper {
    constructor(database, owner) {
        this.database = database;
        this.owner = owner;
    }

    async settings() {
        const range = IDBKeyRange.bound([this.owner], [this.owner, []]);
        const found = await look(this.database, ["settings"], ({ settings }) => result(settings.getAll(range)));
        return Object.fromEntries(found.map(({ name, value }) => [name, value]));
    }

    keep(name, value) {
        return change(this.database, ["settings"], ({ settings }) => settings.put({ owner: this.owner, name, value }));
    }

    async items(mode) {
        const key = IDBKeyRange.only([this.owner, mode]);
        const found = await look(this.database, ["items"], ({ items }) => result(items.index("owner_mode").getAll(key)));
        return found.sort((one, other) => one.order - other.order);
    }

    /** Stores an item (again). */
    putItem(mode, item) {
        const stored = { order: Date.now(), ...item, id: item.id || newId(), owner: this.owner, mode };
        return change(this.database, ["items"], ({ items }) => items.put(stored)).then(() => stored);
    }

    removeItems(ids) {
        return change(this.database, ["items"], ({ items }) => ids.forEach((id) => items.delete(id)));
    }

    work() {
        return look(this.database, ["work"], ({ work }) => result(work.get(this.owner)));
    }

    keepWork(sections) {
        const kept = { owner: this.owner, at: new Date().toISOString(), sections };
        return change(this.database, ["work"], ({ work }) => work.put(kept)).then(() => kept);
    }
}
