// Questions to the server, without Odoo's own dialogs: a scan page says itself that it has no network.

export class NoNetwork extends Error {
    constructor(message, { slow = false } = {}) {
        super(message);
        this.slow = slow; // there is network, and it took too long
    }
}
export class LoggedOut extends Error {}
export class NoRight extends Error {}
export class ServerFault extends Error {}

const EXPIRED = 100; // Odoo's code for a session that has ended
const PATIENCE = 60_000;

/** Calls a JSON route; raises one of the errors above. */
export async function post(route, params, { patience = PATIENCE, headers = {} } = {}) {
    let response;
    let answer;
    try {
        response = await fetch(route, {
            method: "POST",
            headers: { "Content-Type": "application/json", ...headers },
            body: JSON.stringify({ jsonrpc: "2.0", method: "call", params }),
            signal: AbortSignal.timeout?.(patience),
        });
        answer = await response.text();
    } catch (error) {
        throw new NoNetwork(error.message, { slow: error.name === "TimeoutError" });
    }
    if ([502, 503, 504].includes(response.status)) {
        throw new NoNetwork(`${response.status}`); // the proxy answers, Odoo does not
    }
    try {
        answer = JSON.parse(answer);
    } catch {
        // Something between us and the server answers in its stead: the log-in page of a guest network, for one.
        throw response.ok ? new NoNetwork("no JSON") : new ServerFault(`${response.status} ${response.statusText}`);
    }
    if (answer.error) {
        const { code, data, message } = answer.error;
        if (code === EXPIRED) {
            throw new LoggedOut(message);
        }
        throw data?.name?.endsWith("AccessError") ? new NoRight(data.message) : new ServerFault(data?.message || message);
    }
    return answer.result;
}
