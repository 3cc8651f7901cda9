import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import "@web/webclient/user_menu/user_menu_items";
import { session } from "@web/session";
import { forgetPage } from "../scan_app/core/worker";
import { countUnsent } from "../scan_app/device/unsent";

const items = registry.category("user_menuitems");
const logOut = items.get("log_out");

/** Odoo's way out, closed while something that this person scanned lies on the device unsent. */
items.add(
    "log_out",
    (env) => {
        const { href, callback, ...item } = logOut(env);
        return {
            ...item,
            callback: async () => {
                const count = await unsentHere();
                if (count) {
                    return env.services.dialog.add(AlertDialog, { title: _t("Not logged out"), body: refusal(count) });
                }
                await forgetPage();
                return callback();
            },
        };
    },
    { force: true }
);

const refusal = (count) =>
    count === 1
        ? _t("1 record from the scan page is not sent yet. Open the scan page where there is network, then log out.")
        : _t("%s records from the scan page are not sent yet. Open the scan page where there is network, then log out.", count);

/** 0 also where the browser does not let anybody look: then nothing can lie there either. */
async function unsentHere() {
    try {
        return await countUnsent(`${session.db}:${user.userId}`);
    } catch {
        return 0;
    }
}
