import { _t } from "@web/core/l10n/translation";

const notRead = (target) => (target.whole === false ? _t("The code was not read right. Scan it again.") : "");
const piece = (target) => notRead(target) || (["place", "blank"].includes(target.kind) ? _t("That is not on a piece. Scan the piece's tag, or type its number.") : "");
const madeForOther = (target, wanted) =>
    target.kind !== "blank" || target.madeFor === wanted ? ""
        : wanted === "place" ? _t("That tag is printed for furniture. Take one that is printed for doors.")
            : _t("That tag is printed for doors. Take one that is printed for furniture.");
const blankFor = (wanted) => (target) =>
    notRead(target) || madeForOther(target, wanted) ||
    (target.kind === "piece" ? _t("That tag is on %s already. Take a blank one.", target.name)
        : target.kind === "place" ? _t("That tag is on %s already. Take a blank one.", target.name)
            : target.own ? "" : _t("That is none of our tags. Take a blank one from the roll."));
const foreign = (target) => (target.own || target.kind === "piece" || target.kind === "place" ? _t("That is one of ours. Scan the code that comes from elsewhere.") : "");
const ownTag = (target) => notRead(target) || (target.own || ["piece", "place"].includes(target.kind) ? "" : _t("That is none of our tags."));

/**
 * What is done with tags: each task's steps in order. A step is scanned (`accepts(target)` gives why not, or ""), chosen
 * (`options`), or a place. Its name is that of the value in the record.
 */
export const TASKS = [
    {
        name: "claim_place", icon: "fa-map-marker", title: _t("Tag for a room"), sent: _t("The room has its tag."),
        steps: [
            { name: "code", title: _t("Scan the blank tag that you put on the door."), accepts: blankFor("place") },
            { name: "place", title: _t("Which room is it?"), place: true },
        ],
    },
    {
        name: "retag", icon: "fa-tag", title: _t("New tag on a piece"), sent: _t("The piece has a new tag."),
        steps: [
            { name: "piece", title: _t("Scan the old tag, or type the piece's number."), accepts: piece },
            { name: "code", title: _t("Scan the blank tag that you put on."), accepts: blankFor("piece") },
        ],
    },
    {
        name: "alias", icon: "fa-link", title: _t("Link another code"), sent: _t("The code leads to the piece."),
        steps: [
            { name: "code", title: _t("Scan the code from elsewhere: from the shop, or from the former system."), accepts: foreign },
            { name: "piece", title: _t("Scan the piece's own tag, or type its number."), accepts: piece },
        ],
    },
    {
        name: "retire", icon: "fa-ban", title: _t("Take a tag out of use"), sent: _t("The tag is out of use."),
        steps: [
            { name: "code", title: _t("Scan the tag, or type its code."), accepts: ownTag },
            {
                name: "reason", title: _t("Why?"),
                options: [
                    // The words are the reason that is kept.
                    { label: _t("It is damaged") },
                    { label: _t("It fell off") },
                    { label: _t("It sat on the wrong piece") },
                    { label: _t("It will not be used") },
                ],
            },
        ],
    },
    {
        name: "double", kind: "tag_report", icon: "fa-clone", title: _t("Two pieces, one tag"), sent: _t("Reported. The coordinator sees to it."),
        steps: [{ name: "code", title: _t("Scan the tag that sits on two pieces."), accepts: ownTag }, problem("double")],
    },
    {
        name: "lost", kind: "tag_report", icon: "fa-eye-slash", title: _t("Tag lost or unreadable"), sent: _t("Reported. The coordinator sees to it."),
        steps: [
            { name: "piece", title: _t("Type the number that is printed on the piece, or scan any code on it."), accepts: piece },
            {
                name: "problem", title: _t("What about the tag?"),
                options: [
                    { value: "lost", label: _t("It is gone") },
                    { value: "unreadable", label: _t("It cannot be read") },
                ],
            },
        ],
    },
];

function problem(value) {
    return { name: "problem", title: _t("Report it?"), photo: true, options: [{ value, label: _t("Report it") }] };
}
