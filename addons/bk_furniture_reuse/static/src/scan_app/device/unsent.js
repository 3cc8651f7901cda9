import { look, openDatabase, result } from "./database";

const WAITING = "waiting";

/** Unsent records on this device, by owner: [{owner, name, count}]. Creates nothing where nobody has scanned. */
export async function unsentByOwner(database) {
    const { records, owners } = await look(database, ["records", "owners"], async (stores) => ({
        records: await result(stores.records.getAll()),
        owners: await result(stores.owners.getAll()),
    }));
    return owners
        .map(({ owner, name }) => ({
            owner, name, count: records.filter((record) => record.owner === owner && record.state === WAITING).length,
        }))
        .filter(({ count }) => count);
}

/** How many records of one person lie here unsent; for pages that do not scan themselves. */
export async function countUnsent(owner) {
    const database = await openDatabase();
    try {
        return (await unsentByOwner(database)).find((entry) => entry.owner === owner)?.count || 0;
    } finally {
        database.close();
    }
}
