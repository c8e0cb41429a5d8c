# SPDX-License-Identifier: GPL-2.0-or-later
"""The files that make systemd and D-Bus start the service."""

import configparser
import os
import re
from pathlib import Path

import pytest
from box import Box

RESOURCES = Path(os.environ["DSPROXY_RESOURCES"])
UNIT = RESOURCES / "dsproxyd.service"
ACTIVATION = RESOURCES / "org.dsproxy.Engine1.service"
NAME = "org.dsproxy.Engine1"


@pytest.fixture
def own_box():
    """For the bus, which serves only users that the system knows."""
    box = Box("root")
    yield box
    box.remove()


def read(path):
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(path)
    return parser


def test_both_start_the_same_program_under_the_same_name():
    unit, activation = read(UNIT)["Service"], read(ACTIVATION)["D-BUS Service"]
    assert unit["BusName"] == activation["Name"] == NAME
    assert unit["ExecStart"] == activation["Exec"]
    assert Path(unit["ExecStart"]).is_absolute()
    assert Path(unit["ExecStart"]).name == "dsproxyd"
    assert activation["SystemdService"] == UNIT.name


def test_systemd_finds_no_fault_in_the_unit(user_box):
    """With a program that is there: dsproxyd itself may not be installed."""
    user_box.write(UNIT.name, re.sub("(?m)^ExecStart=.*", "ExecStart=/bin/true", UNIT.read_text()))
    verify = user_box.run("systemd-analyze", "--user", "--man=no", "verify", user_box / UNIT.name,
                          env={"XDG_RUNTIME_DIR": str(user_box.path)})
    assert (verify.status, verify.messages) == (0, ""), verify


def test_systemd_finds_a_planted_fault(user_box):
    user_box.write(UNIT.name, UNIT.read_text().replace("NoNewPrivileges=yes", "NoPrivileges=yes"))
    verify = user_box.run("systemd-analyze", "--user", "--man=no", "verify", user_box / UNIT.name,
                          env={"XDG_RUNTIME_DIR": str(user_box.path)})
    assert "NoPrivileges" in verify.messages, verify


def test_the_bus_starts_the_program_for_who_asks(own_box):
    services = own_box / "share/dbus-1/services"
    services.mkdir(parents=True)
    started = own_box / "started"
    program = own_box.write("dsproxyd", f"#!/bin/sh\ntouch {started}\n")
    program.chmod(0o755)
    text = ACTIVATION.read_text().replace(read(ACTIVATION)["D-BUS Service"]["Exec"], str(program))
    (services / ACTIVATION.name).write_text(text)
    ask = (f"dbus-send --session --dest={NAME} / org.freedesktop.DBus.Peer.Ping;"
           f"until [ -e {started} ]; do sleep 0.05; done")
    asked = own_box.run("dbus-run-session", "--", "timeout", "10", "sh", "-c", ask,
                         env={"XDG_DATA_HOME": str(own_box / "share")})
    assert asked.status == 0 and started.exists(), asked
