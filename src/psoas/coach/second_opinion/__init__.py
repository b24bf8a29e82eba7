"""A second, independent opinion on a set that was counted: it changes no count, it says where one may be wrong.

`psoas.coach.rep_counter` decides frame by frame with thresholds. This looks at the whole set afterwards, with a model
of the march as a sequence of phases of bounded length and no threshold at all. Both are right almost always where they
agree, so psoas tells where they do not (decision 0060).
"""
