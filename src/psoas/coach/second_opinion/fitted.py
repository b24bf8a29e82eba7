"""Numbers of the second opinion, fitted to half of the recordings with truth.

`python -m bench.studies.second_opinion --known FOLDER ... --fit` prints them anew: from the shared recordings, and
from rendered people of seed 501 (12 in hard views, 6 filmed well, 6 in other movement).
"""

#: Mean and scale matrix of (thighs apart, speed of the working thigh, speed of the other one) on the way out, while the
#: leg is held and on the way back; shares of the travel, and shares a second.
PHASES = (
    ((0.35, 1.162, 0.029), ((0.0623, 0.0271, -0.0124), (0.0271, 0.1642, -0.01), (-0.0124, -0.01, 0.0217))),
    ((0.818, -0.005, -0.005), ((0.014, -0.0002, -0.0005), (-0.0002, 0.0421, 0.0001), (-0.0005, 0.0001, 0.0019))),
    ((0.356, -0.685, -0.022), ((0.0652, -0.0201, 0.0058), (-0.0201, 0.1029, -0.0033), (0.0058, -0.0033, 0.012))),
)
#: The same at rest and in other movement, of both thighs.
REST = ((0.0, 0.007, 0.007), ((0.0022, 0.0, 0.0), (0.0, 0.0016, 0.0006), (0.0, 0.0006, 0.0016)))
OTHER = ((0.0, 0.005, 0.005), ((0.0063, 0.0, 0.0), (0.0, 0.1417, 0.1169), (0.0, 0.1169, 0.1417)))
#: Shortest and longest time out, hold and back, seconds: at least the shortest in the recordings, rounded up to a look,
#: at most twice what is taught, except that nobody is hurried who holds.
BOUNDS_S = ((0.3, 4.0), (0.2, 10.0), (0.3, 5.0))
#: Repetitions begun a second of rest, and the share of them that follow the one before without a rest.
BEGINS, AT_ONCE = 1.86, 0.12
#: Other movements begun a second of rest, and ended a second. Not fitted, since the truth does not say when they begin
#: between repetitions. Five times as many begun, tried before the last fit, doubted the same sets of the fitted half.
OTHER_BEGINS, OTHER_ENDS = 0.02, 0.3
