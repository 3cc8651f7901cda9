"""Rooms drawn on a floor's drawing: polygons of points from 0 to 1, left to right and top to bottom, whatever its size in pixels."""

import math

MAX_POINTS = 200
# A thousandth of the drawing's width by as much of its height is a speck that nobody could hit.
MIN_AREA = 0.00001
DECIMALS = 5
# How finely an inside point is looked for where the centre of gravity lies outside or near an edge.
STEPS = 16


class PolygonError(ValueError):
    """The points are no room; ``code`` is ``shape``, ``few``, ``many``, ``outside``, ``crossing`` or ``area``."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def read_polygon(points):
    """The points as a list of ``[x, y]``, rounded and without repetitions.

    :raise PolygonError: when they do not enclose one room
    """
    if not isinstance(points, (list, tuple)):
        raise PolygonError("shape")
    if len(points) > MAX_POINTS:
        raise PolygonError("many")
    polygon = []
    for point in points:
        read = read_point(point)
        if not polygon or read != polygon[-1]:
            polygon.append(read)
    if len(polygon) > 1 and polygon[0] == polygon[-1]:
        polygon.pop()
    if len(polygon) < 3:
        raise PolygonError("few")
    if _crosses_itself(polygon):
        raise PolygonError("crossing")
    if area(polygon) < MIN_AREA:
        raise PolygonError("area")
    return polygon


def read_point(point):
    """One ``[x, y]`` on the drawing, rounded.

    :raise PolygonError: when it is no point, or one beside the drawing
    """
    if not isinstance(point, (list, tuple)) or len(point) != 2:
        raise PolygonError("shape")
    for value in point:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise PolygonError("shape")
        if not 0 <= value <= 1:
            raise PolygonError("outside")
    return [round(float(value), DECIMALS) for value in point]


def area(polygon):
    """The share of the drawing that the polygon covers, from 0 to 1."""
    return abs(_signed_area(polygon))


def contains(polygon, x, y):
    """Whether the point lies in the polygon or on its edge."""
    inside = False
    for (ax, ay), (bx, by) in _edges(polygon):
        if (
            _turn((ax, ay), (bx, by), (x, y)) == 0
            and min(ax, bx) <= x <= max(ax, bx)
            and min(ay, by) <= y <= max(ay, by)
        ):
            return True
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def label_point(polygon):
    """Where a room's name is written: the centre of gravity, or, where that is outside or close to a wall, the roomiest of a
    grid of inside points.
    """
    centre = _centroid(polygon)
    xs, ys = [x for x, _y in polygon], [y for _x, y in polygon]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if contains(polygon, *centre) and _room_around(polygon, centre) >= min(width, height) / 4:
        return [round(value, DECIMALS) for value in centre]
    grid = (
        (min(xs) + width * (column + 0.5) / STEPS, min(ys) + height * (row + 0.5) / STEPS)
        for row in range(STEPS)
        for column in range(STEPS)
    )
    inside = [point for point in grid if contains(polygon, *point)]
    best = max(inside, key=lambda point: _room_around(polygon, point), default=polygon[0])
    return [round(value, DECIMALS) for value in best]


def _edges(polygon):
    return zip(polygon, [*polygon[1:], polygon[0]], strict=True)


def _signed_area(polygon):
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in _edges(polygon)) / 2


def _centroid(polygon):
    factor = 6 * _signed_area(polygon)
    x = sum((ax + bx) * (ax * by - bx * ay) for (ax, ay), (bx, by) in _edges(polygon)) / factor
    y = sum((ay + by) * (ax * by - bx * ay) for (ax, ay), (bx, by) in _edges(polygon)) / factor
    return x, y


def _room_around(polygon, point):
    """How far the nearest wall is."""
    return min(_distance(point, start, end) for start, end in _edges(polygon))


def _distance(point, start, end):
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length)) if length else 0
    return math.hypot(px - ax - along * (bx - ax), py - ay - along * (by - ay))


def _crosses_itself(polygon):
    edges = list(_edges(polygon))
    last = len(edges) - 1
    for first, (a, b) in enumerate(edges):
        for second in range(first + 1, len(edges)):
            c, d = edges[second]
            if second == first + 1 or (first == 0 and second == last):
                # Neighbours share a corner; they may not run back over each other.
                shared, before, after = (b, a, d) if second == first + 1 else (a, b, c)
                if _turn(before, shared, after) == 0 and _ahead(shared, before, after):
                    return True
            elif _segments_meet(a, b, c, d):
                return True
    return False


def _ahead(shared, one, other):
    return (one[0] - shared[0]) * (other[0] - shared[0]) + (one[1] - shared[1]) * (other[1] - shared[1]) > 0


def _turn(a, b, c):
    """1 where c lies to one side of the line through a and b, -1 on the other, 0 on it."""
    value = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return 0 if abs(value) < 1e-12 else math.copysign(1, value)


def _segments_meet(a, b, c, d):
    if _turn(a, b, c) != _turn(a, b, d) and _turn(c, d, a) != _turn(c, d, b):
        return True
    return any(
        _turn(*line, point) == 0
        and min(line[0][0], line[1][0]) <= point[0] <= max(line[0][0], line[1][0])
        and min(line[0][1], line[1][1]) <= point[1] <= max(line[0][1], line[1][1])
        for line, point in (((a, b), c), ((a, b), d), ((c, d), a), ((c, d), b))
    )
