import { router } from "@web/core/browser/router";

// Names in the address, and the filter that each is about.
const LISTS = { sites: "site_ids", buildings: "building_ids", units: "unit_ids", types: "categ_ids" };
const PERIOD = ["period", "year", "quarter", "month", "from", "to"];
export const KEYS = [...PERIOD, ...Object.keys(LISTS), "run"];

/** The filters as they stand in the address; null when there are none. */
export function fromAddress(state = router.current) {
    if (!KEYS.some((key) => state[key])) {
        return null;
    }
    const filters = { period: {} };
    for (const key of PERIOD) {
        if (state[key]) {
            filters.period[{ period: "kind", from: "first", to: "last" }[key] || key] = state[key];
        }
    }
    for (const [key, name] of Object.entries(LISTS)) {
        if (state[key]) {
            filters[name] = String(state[key]).split(",").map(Number).filter(Boolean);
        }
    }
    if (state.run) {
        filters.run_id = Number(state.run);
    }
    return filters;
}

/** The filters as they are written in the address: names without a value are left out of it. */
export function toAddress(filters) {
    const { kind, year, quarter, month, first, last } = filters.period || {};
    const address = {
        period: kind || undefined,
        year: (["year", "quarter", "month"].includes(kind) && year) || undefined,
        quarter: (kind === "quarter" && quarter) || undefined,
        month: (kind === "month" && month) || undefined,
        from: (kind === "range" && first) || undefined,
        to: (kind === "range" && last) || undefined,
        run: filters.run_id || undefined,
    };
    for (const [key, name] of Object.entries(LISTS)) {
        address[key] = filters[name]?.length ? filters[name].join(",") : undefined;
    }
    return address;
}
