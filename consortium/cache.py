"""The shared cache, which may vanish without taking a page with it."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Redis as a cache of conveniences: when it is gone a read is a miss and a write is dropped."""

    def _forgive(self, method, missing, *args, **kwargs):
        try:
            return method(*args, **kwargs)
        except (RedisError, OSError):
            log.warning("cache out of reach")
            return missing

    def get(self, key, default=None, version=None):
        return self._forgive(super().get, default, key, default, version)

    def get_many(self, keys, version=None):
        return self._forgive(super().get_many, {}, keys, version)

    def set(self, *args, **kwargs):
        return self._forgive(super().set, None, *args, **kwargs)

    def add(self, *args, **kwargs):
        return self._forgive(super().add, True, *args, **kwargs)

    def incr(self, *args, **kwargs):
        return self._forgive(super().incr, 0, *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._forgive(super().delete, False, *args, **kwargs)

    def has_key(self, key, version=None):
        return self._forgive(super().has_key, False, key, version)
