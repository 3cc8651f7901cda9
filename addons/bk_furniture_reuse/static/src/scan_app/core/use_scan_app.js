import { onMounted, onPatched, onWillUnmount, useEnv, useState } from "@odoo/owl";

/** The page: what all modes share (core/scan_core.js), reactive. */
export function useScanApp() {
    const { scan } = useEnv();
    return useState(scan);
}

/**
 * Codes from the camera, a keyboard-wedge scanner or the field for typed codes: `callback(code, target)`, one at a time.
 * `active` says whether they are wanted now; the component that came last has the first turn.
 */
export function useScanInput(callback, { active = () => true } = {}) {
    const { scan } = useEnv();
    const listener = { callback, active };
    onMounted(() => scan.input.listen(listener));
    onPatched(() => scan.input.refresh());
    onWillUnmount(() => scan.input.leave(listener));
}

/** A mode's list that survives a restart. `judge`: {kind, data: (item) => data} asks the server what blocks each item. */
export function useScanList(mode, judge) {
    const { scan } = useEnv();
    const list = scan.list(mode);
    list.judgeBy(judge);
    return useState(list);
}
