import { _t } from "@web/core/l10n/translation";

/** What a record asked for, for the list of what is unsent. Other parts add their kinds: KINDS.question = _t("Question"). */
export const KINDS = {
    model: _t("New model"),
    register: _t("Register furniture"),
    photo: _t("Photo"),
    move: _t("Move"),
    claim_place: _t("Tag for a place"),
    decide: _t("Decision"),
    purpose: _t("Purpose"),
    damage: _t("Damage"),
    count: _t("Count a piece"),
};

/** One and many, each a whole sentence. */
export const plural = (count, one, many) => (count === 1 ? String(one) : String(many));
