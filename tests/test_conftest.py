"""The guard of the network: what passes it and what does not."""

from __future__ import annotations

import http.client
import socket

import pytest


def test_an_address_elsewhere_is_refused():
    with pytest.raises(pytest.fail.Exception, match=r"tried to reach 192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_name_elsewhere_is_not_even_looked_up():
    with pytest.raises(pytest.fail.Exception, match=r"tried to reach example\.org"):
        http.client.HTTPConnection("example.org").connect()


def test_a_connection_that_reports_its_error_is_refused_too():
    with socket.socket() as client, pytest.raises(pytest.fail.Exception, match=r"tried to reach 192\.0\.2\.1"):
        client.connect_ex(("192.0.2.1", 80))


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_the_own_machine_is_reached(name):
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection((name, server.getsockname()[1]), timeout=5).close()
