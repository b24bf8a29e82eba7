"""Calls into macOS' own frameworks. None of them asks the person for a right."""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable
from ctypes import POINTER, byref, c_char_p, c_double, c_int32, c_uint32, c_void_p

#: kCGEventSourceStateHIDSystemState and kCGAnyInputEventType: any key or pointer.
HARDWARE, ANY_INPUT = 1, 0xFFFFFFFF
UTF8 = 0x08000100
#: kAudioObjectSystemObject and kCMIOObjectSystemObject.
SYSTEM = 1


def _code(four: str) -> int:
    return int.from_bytes(four.encode("ascii"), "big")


#: Selectors of CoreAudio and CoreMediaIO: all devices (cameras; processes with sound), the default microphone, used by
#: anyone, recording.
DEVICES, PROCESSES, MICROPHONE = _code("dev#"), _code("prs#"), _code("dIn ")
USED, RECORDS = _code("gone"), _code("piri")
ANYWHERE = _code("glob")


class Address(ctypes.Structure):
    """What is asked of an object: AudioObjectPropertyAddress, which is CMIOObjectPropertyAddress too."""

    _fields_ = (("selector", c_uint32), ("scope", c_uint32), ("element", c_uint32))


@functools.cache
def _framework(name: str) -> ctypes.CDLL:
    return ctypes.CDLL(f"/System/Library/Frameworks/{name}.framework/{name}")


def idle_s() -> float | None:
    """Seconds since the last key or pointer movement."""
    ask = _framework("CoreGraphics").CGEventSourceSecondsSinceLastEventType
    ask.argtypes, ask.restype = (c_int32, c_uint32), c_double
    seconds = float(ask(HARDWARE, ANY_INPUT))
    return seconds if seconds >= 0 else None


def locked() -> bool | None:
    """Whether the screen is locked: macOS puts a key into the session's dictionary then."""
    foundation = _framework("CoreFoundation")
    foundation.CFStringCreateWithCString.argtypes = (c_void_p, c_char_p, c_uint32)
    foundation.CFStringCreateWithCString.restype = c_void_p
    foundation.CFDictionaryGetValue.argtypes = (c_void_p, c_void_p)
    foundation.CFDictionaryGetValue.restype = c_void_p
    foundation.CFRelease.argtypes = (c_void_p,)
    copy = _framework("CoreGraphics").CGSessionCopyCurrentDictionary
    copy.argtypes, copy.restype = (), c_void_p
    session = copy()
    if not session:
        return None
    key = foundation.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", UTF8)
    try:
        value = foundation.CFDictionaryGetValue(session, key)
        return value is not None and value != c_void_p.in_dll(foundation, "kCFBooleanFalse").value
    finally:
        foundation.CFRelease(key)
        foundation.CFRelease(session)


def _audio(of: int, selector: int, room: int) -> list[int] | None:
    """Numbers that CoreAudio answers, at most `room`."""
    ask = _framework("CoreAudio").AudioObjectGetPropertyData
    ask.argtypes = (c_uint32, POINTER(Address), c_uint32, c_void_p, POINTER(c_uint32), c_void_p)
    ask.restype = c_int32
    numbers, size = (c_uint32 * room)(), c_uint32(4 * room)
    if ask(of, byref(Address(selector, ANYWHERE, 0)), 0, None, byref(size), numbers) != 0:
        return None
    return list(numbers[: size.value // 4])


def _video(of: int, selector: int, room: int) -> list[int] | None:
    """Numbers that CoreMediaIO answers, at most `room`."""
    ask = _framework("CoreMediaIO").CMIOObjectGetPropertyData
    ask.argtypes = (c_uint32, POINTER(Address), c_uint32, c_void_p, c_uint32, POINTER(c_uint32), c_void_p)
    ask.restype = c_int32
    numbers, size = (c_uint32 * room)(), c_uint32()
    if ask(of, byref(Address(selector, ANYWHERE, 0)), 0, None, 4 * room, byref(size), numbers) != 0:
        return None
    return list(numbers[: size.value // 4])


def _any(ask: Callable[[int, int, int], list[int] | None], objects: list[int], selector: int) -> bool:
    return any((ask(one, selector, 1) or [0])[0] for one in objects if one)


def microphone_runs() -> bool | None:
    """Whether some process records; before macOS 14.2, whether the default microphone's device is used at all."""
    processes = _audio(SYSTEM, PROCESSES, 1024)
    if processes is not None:
        return _any(_audio, processes, RECORDS)
    default = _audio(SYSTEM, MICROPHONE, 1)
    return None if default is None else _any(_audio, default, USED)


def camera_runs() -> bool | None:
    """Whether some program uses a camera."""
    cameras = _video(SYSTEM, DEVICES, 64)
    return None if cameras is None else _any(_video, cameras, USED)
