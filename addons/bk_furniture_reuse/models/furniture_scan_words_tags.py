from odoo import api, models


class FurnitureScanWords(models.AbstractModel):
    """What the scan page says about tags: on doors, on pieces, from elsewhere, out of use, and what is wrong with them."""

    _inherit = "furniture.scan.words"

    @api.model
    def _labels(self):
        problems = self.env["furniture.tag.report"]._fields["problem"]._description_selection(self.env)
        return {**super()._labels(), "problem": {value: name.lower() for value, name in problems}}

    @api.model
    def _kinds(self):
        return {
            **super()._kinds(),
            "claim_place": self.env._("Tag for a place"),
            "retag": self.env._("New tag"),
            "alias": self.env._("Code from elsewhere"),
            "retire": self.env._("Tag out of use"),
            "tag_report": self.env._("Problem with a tag"),
        }

    @api.model
    def _sentences(self):
        return {
            **super()._sentences(),
            "tag_taken": self.env._("%(scanned)s is on %(owner)s already. Take a blank tag."),
            "not_ours": self.env._("%(scanned)s is none of our tags. Take a blank one from the roll."),
            "claim_place.has_tag": self.env._("%(tag)s is the tag of %(place)s already."),
            "claimed": self.env._("%(tag)s is the tag of %(place)s now."),
            "place_tagged": self.env._("%(place)s has the tag %(old)s already. Shall %(tag)s take its place?"),
            "retag.has_tag": self.env._("%(tag)s is the tag of %(piece)s already."),
            "retagged": self.env._("%(tag)s is the tag of %(piece)s now. The old one is out of use."),
            "tagged_meanwhile": self.env._(
                "Somebody has given %(piece)s the tag %(old)s meanwhile. Shall %(tag)s take its place?"
            ),
            "linked": self.env._("%(scanned)s leads to %(piece)s now."),
            "is_linked": self.env._("%(scanned)s leads to %(piece)s already."),
            "linked_elsewhere": self.env._("%(scanned)s leads to %(owner)s. Shall it lead to %(piece)s instead?"),
            "retired_meanwhile": self.env._(
                "Somebody has taken %(scanned)s out of use meanwhile. Shall it lead to %(piece)s all the same?"
            ),
            "code_of_ours": self.env._("%(scanned)s is one of our own codes. Scan the code that comes from elsewhere."),
            "no_code": self.env._("%(scanned)s: this code was not read right. Scan it again."),
            "no_tag": self.env._("%(tag)s: we know no such tag."),
            "tag_retired": self.env._("%(tag)s is out of use now."),
            "tag_is_retired": self.env._("%(tag)s is out of use already."),
            "no_reason": self.env._("Say why %(tag)s goes out of use."),
            "in_use_meanwhile": self.env._(
                "Somebody has put %(tag)s on %(owner)s meanwhile. Shall it go out of use all the same?"
            ),
            "reported": self.env._("%(about)s: %(problem)s. Reported; the reuse coordinator sees to it."),
            "reported_no_photo": self.env._("%(about)s: %(problem)s. Reported, but the photo could not be read."),
            "reported_already": self.env._("%(about)s: %(problem)s. %(who)s has reported this already."),
            "no_problem": self.env._("Say what is wrong with the tag."),
        }

    @api.model
    def _choices(self):
        return {
            **super()._choices(),
            "replace": self.env._("Use the new tag"),
            "link_here": self.env._("Link it here"),
            "retire_anyway": self.env._("Take it out of use"),
        }
