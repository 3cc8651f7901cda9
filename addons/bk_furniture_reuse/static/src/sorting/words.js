import { _t } from "@web/core/l10n/translation";

/** The decisions in the order of their keys: what the button says, its picture and colour. */
export const DECISIONS = {
    keep: { key: "1", label: _t("Keep in use"), icon: "fa-check", colour: "info" },
    available: { key: "2", label: _t("Available"), icon: "fa-share-square-o", colour: "success" },
    redesign: { key: "3", label: _t("Redesign"), icon: "fa-wrench", colour: "primary" },
    recycle: { key: "4", label: _t("Recycle"), icon: "fa-recycle", colour: "secondary" },
    pass_on: { key: "5", label: _t("Give away or sell"), icon: "fa-gift", colour: "warning" },
};

export const PURPOSES = {
    in_use: _t("In use"),
    available: _t("Available"),
    reserved: _t("Reserved"),
    redesign: _t("Redesign"),
    recycling: _t("Recycling"),
};

export const CONDITIONS = {
    a: _t("A - as new"),
    b: _t("B - good"),
    c: _t("C - usable with some work"),
    d: _t("D - not reusable"),
};
