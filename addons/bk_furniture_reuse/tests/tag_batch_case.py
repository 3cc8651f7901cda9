"""What the tests of tags in advance share."""

from .scan_case import ScanCase


class TagBatchCase(ScanCase):
    def _batch(self, count=3, kind="piece", role="coordinator", **vals):
        """A batch as a person of this role makes it."""
        batches = self.env["furniture.tag.batch"].with_user(self.users[role])
        return batches.create([{"kind": kind, "count": count, **vals}]).with_env(self.env)

    def _register(self, code, **data):
        return self.phone.do("register", **{"code": code, "place": self.store.id, "product": self.model.id, **data})

    def _in_order(self, batch):
        return batch.tag_ids.sorted("id")
