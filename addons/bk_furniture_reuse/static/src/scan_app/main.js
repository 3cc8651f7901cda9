import { whenReady } from "@odoo/owl";
import { makeEnv, mountComponent, startServices } from "@web/env";
import { session } from "@web/session";
import { ScanApp } from "./app";
import { makeScan } from "./core/scan_core";
import { tellBroken } from "./core/broken";
import { keepPage } from "./core/worker";

(async function start() {
    await whenReady();
    const env = makeEnv();
    await startServices(env);
    const scan = makeScan(session);
    try {
        await scan.open();
    } catch (error) {
        return tellBroken(error);
    }
    env.scan = scan;
    await mountComponent(ScanApp, document.body, { env, name: "Scan" });
    scan.wake();
    await keepPage(session.scan);
})();
