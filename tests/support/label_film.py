"""A film of printed labels, as a hand holds them before a telephone's camera: Chromium plays it as its camera.

Each label is in view for a while, a little turned, in the light of a basement, out of focus at first, and another follows at once.
Chromium plays the film over and over, thirty pictures a second.
"""

import io
import random
from pathlib import Path

from PIL import Image, ImageEnhance, ImageFilter

WIDTH, HEIGHT = 640, 480
FRAMES_A_SECOND = 30
FLOOR = (96, 90, 82)
LABEL_WIDTH = 430  # pixels: a label at arm's length


class LabelFilm:
    """Labels (pictures cut from printed sheets) one after another, held a little differently in each round.

    ``seconds`` is how long each is in view.
    """

    def __init__(self, labels, seconds=1.0, pause=0.2, rounds=2, seed=1):
        self.labels, self.seconds, self.pause = list(labels) * rounds, seconds, pause
        self.random = random.Random(seed)

    @property
    def length(self):
        """Seconds until the film begins anew."""
        return len(self.labels) * (self.seconds + self.pause)

    def write(self, path):
        """Write the film to ``path`` (.mjpeg: pictures one after another) and return the path."""
        path = Path(path)
        with path.open("wb") as film:
            for label in self.labels:
                for picture, times in self._shown(label):
                    film.write(picture * times)
        return path

    def _shown(self, label):
        """(picture, how many frames) while a label comes into view, is held still, and goes."""
        frames = round(self.seconds * FRAMES_A_SECOND)
        turn, light = self.random.uniform(-8, 8), self.random.uniform(0.65, 1.05)
        x, y = self.random.uniform(-25, 25), self.random.uniform(-15, 15)
        yield self._jpeg(self._frame(label, turn + 4, light, x + 12, y + 8).filter(ImageFilter.GaussianBlur(3))), 4
        for _part in range(3):
            wobble = self.random.uniform(-2, 2)
            yield self._jpeg(self._frame(label, turn + wobble, light, x + wobble, y)), (frames - 4) // 3
        yield self._jpeg(Image.new("RGB", (WIDTH, HEIGHT), FLOOR)), round(self.pause * FRAMES_A_SECOND)

    def _frame(self, label, turn, light, x, y):
        height = round(label.height * LABEL_WIDTH / label.width)
        paper = label.convert("RGB").resize((LABEL_WIDTH, height), Image.Resampling.LANCZOS).convert("RGBA")
        paper = paper.rotate(turn, expand=True, resample=Image.Resampling.BICUBIC)
        frame = Image.new("RGB", (WIDTH, HEIGHT), FLOOR)
        frame.paste(paper, (round((WIDTH - paper.width) / 2 + x), round((HEIGHT - paper.height) / 2 + y)), paper)
        return ImageEnhance.Brightness(frame).enhance(light)

    @staticmethod
    def _jpeg(frame):
        output = io.BytesIO()
        frame.save(output, "JPEG", quality=85, subsampling=2)
        return output.getvalue()
