import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { BigButton } from "../components/big_button";
import { useScanApp } from "../core/use_scan_app";

/** What is damaged and how badly, then a picture: three taps. Calls `onDone` with {damage_kind, severity, photo}. */
export class DamageSteps extends Component {
    static template = "bk_furniture_reuse.ScanDamageSteps";
    static components = { BigButton };
    static props = { onDone: Function };

    setup() {
        this.scan = useScanApp();
        this.state = useState({ kind: null, severity: null });
    }

    get kinds() {
        return this.scan.work.damage_kinds || [];
    }

    get severities() {
        return this.scan.work.damage_severities || [];
    }

    get kindName() {
        return this.kinds.find(({ value }) => value === this.state.kind)?.name;
    }

    async choose(severity) {
        this.state.severity = severity;
        await this.takePhoto();
    }

    async takePhoto() {
        const photo = await this.scan.takePhoto();
        if (photo) {
            return this.done(photo);
        }
        const answer = await this.scan.ask(_t("Keep the damage without a picture?"), [
            { value: "without", label: _t("Without a picture"), icon: "fa-check" },
            { value: "photo", label: _t("Take a picture"), icon: "fa-camera" },
        ]);
        if (answer === "photo") {
            return this.takePhoto();
        }
        return answer ? this.done(null) : (this.state.severity = null);
    }

    done(photo) {
        return this.props.onDone({ damage_kind: this.state.kind, severity: this.state.severity, photo });
    }
}

/** The same as a sheet over another mode. Closes with what is damaged. */
export class DamageSheet extends Component {
    static template = "bk_furniture_reuse.ScanDamageSheet";
    static components = { DamageSteps };
    static props = { close: Function };
}
