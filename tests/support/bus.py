# SPDX-License-Identifier: GPL-2.0-or-later
"""A client of a session bus, and a service on it, by libsystemd."""

import ctypes
import os

NAME, PATH = "org.dsproxy.Engine1", "/org/dsproxy/Engine1"

_sd = ctypes.CDLL("libsystemd.so.0")
_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class _Error(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("message", ctypes.c_char_p),
                ("need_free", ctypes.c_int)]


class BusError(Exception):
    """What the other side answered instead: its name and its text."""

    def __init__(self, name, message):
        super().__init__(f"{name}: {message}")
        self.name, self.message = name, message


def _good(result, what):
    if result < 0:
        raise OSError(-result, f"{what}: {os.strerror(-result)}")
    return result


def _argument(value):
    if isinstance(value, float):
        return ctypes.c_double(value)
    if isinstance(value, int):
        return ctypes.c_uint64(value)  # an argument's slot holds every size
    if isinstance(value, str):
        return value.encode()
    return value


_READ = {"u": ctypes.c_uint32, "h": ctypes.c_int, "s": ctypes.c_char_p}


class Bus:
    """One connection. Descriptors of answers are the caller's to close."""

    def __init__(self, address):
        self.bus = ctypes.c_void_p()
        _good(_sd.sd_bus_new(ctypes.byref(self.bus)), "bus")
        _good(_sd.sd_bus_set_address(self.bus, address.encode()), address)
        _good(_sd.sd_bus_set_bus_client(self.bus, 1), address)
        _good(_sd.sd_bus_negotiate_fds(self.bus, 1), address)
        _good(_sd.sd_bus_start(self.bus), address)
        _sd.sd_bus_set_method_call_timeout(self.bus, ctypes.c_uint64(10_000_000))
        self.kept = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        _sd.sd_bus_flush_close_unref(self.bus)

    def owns(self, name=NAME):
        """Whether somebody has the name."""
        return _sd.sd_bus_get_name_creds(self.bus, name.encode(), ctypes.c_uint64(0), None) >= 0

    def call(self, member, signature="", *values, answer="", interface=NAME, path=PATH):
        """Calls a method of the service; arguments as sd_bus_message_append() wants them. ANSWER:
        the types that are wanted of what comes back. Raises BusError."""
        error, reply = _Error(), ctypes.c_void_p()
        result = _sd.sd_bus_call_method(
            self.bus, NAME.encode(), path.encode(), interface.encode(), member.encode(),
            ctypes.byref(error), ctypes.byref(reply), signature.encode(), *map(_argument, values))
        if result < 0:
            said = BusError((error.name or b"").decode(), (error.message or b"").decode())
            _sd.sd_bus_error_free(ctypes.byref(error))
            raise said
        try:
            return [self._read(reply, kind) for kind in answer]
        finally:
            _sd.sd_bus_message_unref(reply)

    @staticmethod
    def _read(message, kind):
        value = _READ[kind]()
        _good(_sd.sd_bus_message_read_basic(message, ctypes.c_char(kind.encode()),
                                            ctypes.byref(value)), "answer")
        return os.dup(value.value) if kind == "h" else value.value

    def serve_attach(self, give):
        """Takes the service's name, and answers Attach with the descriptor that GIVE returns."""
        def handle(message, _data, _error):
            if not _sd.sd_bus_message_is_method_call(ctypes.c_void_p(message), None, b"Attach"):
                return 0
            fd = give()
            _sd.sd_bus_reply_method_return(ctypes.c_void_p(message), b"h", fd)
            os.close(fd)
            return 1
        handler = _HANDLER(handle)
        self.kept.append(handler)  # C holds no reference
        _good(_sd.sd_bus_add_object(self.bus, None, PATH.encode(), handler, None), "object")
        _good(_sd.sd_bus_request_name(self.bus, NAME.encode(), ctypes.c_uint64(0)), NAME)

    def process(self, seconds):
        """Answers calls for some time."""
        while _good(_sd.sd_bus_process(self.bus, None), "bus") > 0:
            pass
        _sd.sd_bus_wait(self.bus, ctypes.c_uint64(int(seconds * 1e6)))
