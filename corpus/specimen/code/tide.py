"""Heights of the tide at Varrow: `python tide.py FIRST LAST`, in hours."""

from math import cos, radians
from sys import argv

MEAN = 2.95  # metres above datum

# Speed in degrees an hour, amplitude in metres, phase in degrees.
TIDES = {
    "M2": (28.984, 1.82, 41),
    "S2": (30.000, 0.61, 83),
    "N2": (28.440, 0.36, 22),
    "K1": (15.041, 0.10, 171),
    "O1": (13.943, 0.08, 14),
}


# region height
def height(hours: float) -> float:
    """Metres above datum, so many hours into the year."""
    waves = (
        amplitude * cos(radians(speed * hours - phase))
        for speed, amplitude, phase in TIDES.values()
    )
    return MEAN + sum(waves)


# endregion


if __name__ == "__main__":
    first, last = (int(word) for word in argv[1:3])
    for hour in range(first, last + 1):
        print(f"{hour:4.1f} h  {height(hour):.2f} m")
