"""Telling people: at once or daily, as each has chosen, in their language, with links they can open."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .test_wish import WishCase


class NoticeCase(WishCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = new_test_user(
            cls.env, "bk_reader", groups="bk_furniture_reuse.group_employee", name="Leser", email="reader@example.com"
        )
        cls.wish_of_reader = cls._wish(cls.reader)

    def _tell(self, user=None, kind="wish", text="En stol er kommet", record=None, **keywords):
        return self.env["furniture.notice"]._tell(user or self.reader, kind, text, record=record, **keywords)

    def _mails(self, user=None):
        partner = (user or self.reader).partner_id
        return self.env["mail.mail"].search([("recipient_ids", "in", partner.ids)], order="id")

    def _choose(self, mode, kind="wish", user=None):
        user = user or self.reader
        self.env["furniture.notice.setting"].with_user(user)._choose({kind: mode})


@tagged("post_install", "-at_install")
class TestTelling(NoticeCase):
    def test_what_a_person_waits_for_is_mailed_at_once_the_rest_waits(self):
        waiting = self._tell(text="Ikke så viktig")
        self.assertFalse(waiting.told_on)
        self.assertFalse(self._mails())
        urgent = self._tell(urgent=True)
        self.assertTrue(urgent.told_on)
        self.assertEqual(self._mails().subject, "En stol er kommet")
        self.assertEqual(self._mails().state, "outgoing")

    def test_each_person_chooses_for_each_kind(self):
        self._choose("at_once")
        self._tell()
        self.assertEqual(len(self._mails()), 1)
        self._choose("daily")
        self._tell(urgent=True)
        self.assertEqual(len(self._mails()), 1)
        self._tell(kind="move", urgent=True)
        self.assertEqual(len(self._mails()), 2)

    def test_what_is_switched_off_is_kept_as_read_and_never_sent(self):
        self._choose("off")
        notice = self._tell(urgent=True)
        self.assertFalse(notice.is_unread)
        self.env["furniture.notice.digest"]._send_to(self.reader)
        self.assertFalse(self._mails())

    def test_who_did_it_is_not_told(self):
        notices = (
            self.env["furniture.notice"].with_user(self.reader)._tell(self.reader | self.users["operator"], "move", "x")
        )
        self.assertEqual(notices.sudo().user_id, self.users["operator"])

    def test_people_who_have_left_are_not_told(self):
        self.reader.active = False
        self.assertFalse(self._tell(urgent=True))

    def test_people_without_an_address_find_it_in_their_list(self):
        self.reader.partner_id.email = False
        notice = self._tell(urgent=True)
        self.assertTrue(notice.told_on)
        self.assertFalse(self._mails())
        self.assertTrue(notice.is_unread)

    def test_people_who_handle_messages_in_odoo_get_it_in_their_inbox(self):
        self.reader.notification_type = "inbox"
        self._tell(urgent=True)
        self.assertFalse(self._mails())
        needaction = self.env["mail.message"].with_user(self.reader).search([("needaction", "=", True)])
        self.assertEqual(needaction.subject, "En stol er kommet")

    def test_a_text_may_be_made_for_each_reader(self):
        self.env["res.lang"]._activate_lang("nb_NO")
        self.reader.lang = "nb_NO"
        users = self.reader | self.users["operator"]
        notices = self._tell(users, text=lambda env: f"på {env.lang}")
        self.assertEqual(notices.mapped("text"), ["på nb_NO", "på en_US"])

    def test_the_text_is_inert_in_the_mail(self):
        self._tell(text="<script>alert(1)</script>", urgent=True)
        self.assertNotIn("<script", self._mails().body_html)
        self.assertIn("&lt;script", self._mails().body_html)

    def test_links_open_the_record_for_those_who_can_open_it(self):
        self._tell(record=self.wish_of_reader, urgent=True)
        self.assertIn(f"/mail/view?model=furniture.wish&amp;res_id={self.wish_of_reader.id}", self._mails().body_html)
        self.assertIn("/odoo/furniture-notices", self._mails().body_html)
        self._tell(self.teacher, record=self.wish_of_reader, urgent=True)
        body = self._mails(self.teacher).body_html
        self.assertIn(f"/my/furniture/wishes/{self.wish_of_reader.id}", body)
        self.assertIn("/my/furniture/notices", body)
        self.assertNotIn("/odoo/", body)
        self.assertNotIn("/mail/view", body)

    def test_portal_people_get_no_link_to_what_has_no_page_for_them(self):
        self._tell(self.teacher, record=self._create_piece(self.store), urgent=True)
        self.assertNotIn(">Open<", self._mails(self.teacher).body_html)

    def test_telling_many_at_once_costs_the_same_as_telling_few(self):
        users = self.env["res.users"].create(
            [{"name": f"Person {n}", "login": f"bk_person_{n}", "email": f"p{n}@example.com"} for n in range(120)]
        )
        self._tell(users[:1], urgent=True)
        counts = []
        for some in (users[:10], users):
            with self._count() as cost:
                self._tell(some, record=self.wish_of_reader, urgent=True)
            counts += cost
        self.assertLess((counts[1] - counts[0]) / 110, 0.1)


@tagged("post_install", "-at_install")
class TestMyNotices(NoticeCase):
    def setUp(self):
        super().setUp()
        self.notice = self._tell(record=self.wish_of_reader)
        self.mine = self.notice.with_user(self.reader)

    def test_opening_one_reads_it_and_leads_to_its_record(self):
        self.assertTrue(self.mine.is_unread)
        action = self.mine.action_open()
        self.assertEqual((action["res_model"], action["res_id"]), ("furniture.wish", self.wish_of_reader.id))
        self.assertFalse(self.mine.is_unread)

    def test_read_and_unread_by_hand(self):
        unread = self.env["furniture.notice"].with_user(self.reader).search
        self.mine.action_mark_read()
        self.assertNotIn(self.mine, unread([("is_unread", "=", True)]))
        self.mine.action_mark_unread()
        self.assertIn(self.mine, unread([("is_unread", "=", True)]))
        self.assertNotIn(self.mine, unread([("is_unread", "=", False)]))

    def test_what_is_gone_or_out_of_sight_opens_nothing(self):
        self.notice.res_id = 0
        self.assertFalse(self.mine.action_open())
        other = self._wish("operator")
        notice = self._tell(record=other).with_user(self.reader)
        self.assertFalse(notice.action_open())

    def test_people_read_and_mark_their_own_only(self):
        other = self.users["employee"]
        for change in ("action_open", "action_mark_read", "action_mark_unread"):
            with self.assertRaises(AccessError):
                getattr(self.notice.with_user(other), change)()
        self.assertNotIn(
            self.notice, self.env["furniture.notice"].with_user(self.users["manager"]).search([]).with_env(self.env)
        )

    def test_the_auditor_reads_all_and_marks_nothing(self):
        self._as("auditor", self.notice).action_mark_read()
        self.assertTrue(self.notice.is_unread)
        self.assertIn(
            self.notice, self.env["furniture.notice"].with_user(self.users["auditor"]).search([]).with_env(self.env)
        )


@tagged("post_install", "-at_install")
class TestNoticeSettings(NoticeCase):
    def test_the_screen_has_a_row_for_each_kind_once(self):
        settings = self.env["furniture.notice.setting"].with_user(self.reader)
        for _time in range(2):
            action = settings.action_open_mine()
        rows = settings.search(action["domain"] and [("user_id", "=", self.reader.id)])
        kinds = [kind for kind, _label in self.env["furniture.notice"]._fields["kind"].selection]
        self.assertEqual(rows.mapped("kind"), kinds)
        rows[0].mode = "off"
        self.assertEqual(rows[0].mode, "off")

    def test_people_change_their_own_choice_and_nothing_else(self):
        rows = self.env["furniture.notice.setting"]._of(self.reader)
        mine = rows.with_user(self.reader)[0]
        kind = mine.kind
        mine.write({"user_id": self.users["operator"].id, "kind": "other"})
        self.assertEqual((mine.user_id, mine.kind), (self.reader, kind))
        for role in ("employee", "manager"):
            with self.assertRaises(AccessError):
                self._as(role, rows).write({"mode": "off"})
        with self.assertRaises(AccessError):
            rows.with_user(self.users["auditor"]).write({"mode": "off"})

    def test_suppliers_have_none(self):
        with self.assertRaises(AccessError):
            self.env["furniture.notice.setting"].with_user(self.users["portal"]).action_open_mine()

    def test_what_is_no_kind_or_no_mode_is_left(self):
        self._choose("sometimes")
        self._choose("off", kind="nothing")
        modes = set(self.env["furniture.notice.setting"]._of(self.reader).mapped("mode"))
        self.assertEqual(modes, {"default"})

    def test_switching_off_reaches_what_already_waits(self):
        notice = self._tell()
        self._choose("off")
        self.env["furniture.notice.digest"]._send_to(self.reader)
        self.assertTrue(notice.told_on)
        self.assertFalse(self._mails())
