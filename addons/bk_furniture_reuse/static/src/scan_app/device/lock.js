// One tab sends at a time. Where the browser has no locks, the server's own lock and the records' ids keep the order.
const NAME = "bk_scan_sender";

/** Runs `work` while no other tab of this owner does; resolves to false where another one has the turn. */
export async function takeTurn(owner, work) {
    if (!navigator.locks) {
        await work();
        return true;
    }
    return navigator.locks.request(`${NAME}:${owner}`, { ifAvailable: true }, async (lock) => {
        if (lock) {
            await work();
        }
        return Boolean(lock);
    });
}
