"""What the tests of the scan page share: a phone that makes records and sends them."""

import base64
import uuid
from io import BytesIO

from odoo import fields
from PIL import Image

from .common import FurnitureCase


class Phone:
    """A queue as the scan page makes it; ``send`` may be asked for any part of it, any number of times."""

    def __init__(self, env):
        self.env = env
        self.uuid = str(uuid.uuid4())
        self.records = []

    def record(self, kind, **data):
        made = {
            "id": str(uuid.uuid4()),
            "seq": len(self.records) + 1,
            "kind": kind,
            "at": fields.Datetime.now().isoformat() + "Z",
            "data": data,
        }
        self.records.append(made)
        return made

    def send(self, records=None, floor=1):
        """Send these records, all of the queue by default; returns the server's answer."""
        return self.env["furniture.scan"]._receive(self.uuid, floor, self.records if records is None else list(records))

    def do(self, kind, **data):
        """Make one record, send it, and return what became of it."""
        made = self.record(kind, **data)
        return next(result for result in self.send([made])["results"] if result["id"] == made["id"])


class ScanCase(FurnitureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls._create_piece(cls.room)

    def setUp(self):
        super().setUp()
        self.phone = self._phone("operator")

    def _phone(self, role):
        return Phone(self.env(user=self.users[role]))

    @classmethod
    def _blank(cls):
        """A blank tag, as it comes from the roll."""
        return cls.env["furniture.tag"].create({})

    @classmethod
    def _photo(cls, size=(40, 30), form="JPEG"):
        """A photo as a phone sends it."""
        output = BytesIO()
        Image.new("RGB", size, "#336699").save(output, form)
        return base64.b64encode(output.getvalue()).decode()

    def _kept(self, made):
        return self.env["furniture.scan.record"].search([("client_id", "=", made["id"])])
