"""A day's work before a camera that sees a film of labels: registering, moving, counting. Labels are pairs of code and picture."""

from playwright import sync_api

from .label_film import LabelFilm
from .scan_speed import Taps, note_speed
from .scan_steps import picture, slow

PATIENCE = 300  # seconds: several rounds of the longest film, on a machine that has much else to do


class FilmJob:
    """Work with one telephone. ``how`` names it beside the figures; ``halfway(shown)`` is called when half of a job is gathered."""

    def __init__(self, phone, folder, how):
        self.phone, self.folder, self.how = phone, folder, how
        self.films = 0

    @property
    def page(self):
        return self.phone.page

    def look(self, labels):
        """A browser whose camera sees these labels, one after another, over and over; it opens the scan page."""
        self.films += 1
        film = LabelFilm([picture for _code, picture in labels]).write(self.folder / f"{self.films}.mjpeg")
        self.phone.show(film)
        self.phone.open_again("lager")
        self.phone.wait_kept()

    def register(self, pieces, between=None, model_stays=False):
        """Pieces of a model that is known: it is asked for when the first one is seen, or stays from the last piece."""
        with Taps(self.phone) as used:
            self.phone.mode("register")
            if not model_stays:
                self.page.click(".o_scan_sheet .o_scan_model >> nth=0")
            self._gather(len(pieces), between)
            self._save()
        self._note("register, model known", len(pieces), used, goal=15)

    def register_new_model(self, name, pieces):
        """A model that nobody knows, with its picture, and the first pieces of it: all of it must be done in the time for one piece."""
        with Taps(self.phone) as used:
            self.phone.mode("register")
            self.page.click(".o_scan_sheet .o_scan_new_model")
            self.page.click(".o_scan_model_photo")
            self.page.click(".o_scan_shoot:not([disabled])")
            self.page.wait_for_selector(".o_scan_model_photo img")
            self._type("#o_scan_model_name", name)
            self.page.locator("[data-name=type] button").first.click()
            self._type("#o_scan_model_maker", "Ny maker")
            for size, centimetres in (("width", "60"), ("depth", "58"), ("height", "82,5")):
                self._type(f"[name={size}]", centimetres)
            self.page.click(".o_scan_save_model")
            self._gather(len(pieces))
            self._save()
        self._note(f"a new model with its first {len(pieces)} pieces", 1, used, goal=40)

    def move(self, pieces, between=None):
        """The door's label is in the film too."""
        with Taps(self.phone) as used:
            self.phone.mode("move")
            self._gather(len(pieces), between)
            self._save()
        self._note("move", len(pieces), used)

    def count(self, pieces, strangers=(), between=None):
        """Count a room until all these have been seen, say that the ``strangers`` belong here, and that the room is done."""
        with Taps(self.phone) as used:
            self.phone.mode("count")
            self._seen(".o_scan_counted", (len(pieces) + 1) // 2)
            if between:
                between()
            self._seen(".o_scan_counted", len(pieces))
            for code in strangers:
                self.page.click(f".o_scan_counted[data-code$='{code}'] [data-wish=move]")
            self.page.click(".o_scan_room_done")
            self.page.click(".o_scan_ask .o_scan_big_primary")
            self.page.wait_for_selector(".o_scan_room_done", state="detached")
        self._note("count", len(pieces), used)

    # How it is done

    def _gather(self, count, between=None):
        if between:
            self._seen(".o_scan_item", count // 2)
            between()
        self._seen(".o_scan_item", count)

    def _seen(self, what, count):
        """Wait until so many have been read. A label that was missed comes by again, held a little differently."""
        script = "([what, count]) => document.querySelectorAll(what).length >= count"
        try:
            self.page.wait_for_function(script, arg=[what, count], timeout=PATIENCE * 1000)
        except sync_api.TimeoutError as error:
            picture(self.page, "scan_film_stuck")
            seen = self.page.locator(what).count()
            raise AssertionError(
                f"the camera has read {seen} of {count} in {PATIENCE} s: {self.phone.say()}"
            ) from error

    def _save(self):
        self.page.click(".o_scan_save")
        self.page.wait_for_selector(".o_scan_item", state="detached")

    def _type(self, field, text):
        self.page.click(field)
        self.page.keyboard.type(text)

    def _note(self, what, pieces, used, goal=None):
        note_speed(f"{what}, {self.how}", pieces, used, goal)


class SlowJob(FilmJob):
    """Work over a network whose answers take long."""

    def __init__(self, phone, folder, milliseconds):
        super().__init__(phone, folder, f"{milliseconds} ms of network delay")
        self.milliseconds = milliseconds

    def look(self, labels):
        super().look(labels)
        slow(self.phone, self.milliseconds)

    def _save(self):
        self.phone.save()
