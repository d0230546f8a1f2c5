"""Many clients at once against one address on this machine, each with a connection that stays open."""

import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection
from time import perf_counter


@dataclass
class Load:
    """How it went: answers by status, how long each took in seconds, and how long it took in all."""

    statuses: dict[int, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    took: float = 0.0
    broken: int = 0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.took


def press(port: int, ask, *, clients: int, times: int) -> Load:
    """Let `clients` each make `times` requests; `ask(client, number)` gives (method, path, body, headers)."""
    load, lock = Load(), threading.Lock()

    def one(client: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        for number in range(times):
            method, path, body, headers = ask(client, number)
            begun = perf_counter()
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                answer.read()
            except OSError:
                connection.close()
                with lock:
                    load.broken += 1
                continue
            with lock:
                load.seconds.append(perf_counter() - begun)
                load.statuses[answer.status] = load.statuses.get(answer.status, 0) + 1
        connection.close()

    threads = [threading.Thread(target=one, args=(client,)) for client in range(clients)]
    begun = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.took = perf_counter() - begun
    return load
