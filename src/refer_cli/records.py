"""`NamedTuple` as typing has it, made in a seventh of the time: whatever a command does, it makes sixty of them first.

typing checks each annotation, and `collections.namedtuple` compiles a constructor for each class: together the tenth
part of an answer's time. Here all constructors of one length share their compiled code, each under its own names. The
classes do what typing's do, and a test holds them together; to a type checker they are typing's own.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 14):  # from 3.14 on a class body does not know its annotations yet
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter
    from types import FunctionType

    _BUILT = {"built": tuple.__new__, "__builtins__": {}}
    _CODES = {}

    def _constructor(length):
        """The code of a constructor that takes so many fields."""
        if length not in _CODES:
            names = "".join(f"field{number}, " for number in range(length))
            _CODES[length] = eval(f"lambda cls, {names}: built(cls, ({names}))", {}).__code__  # noqa: S307
        return _CODES[length]

    class _Record(tuple):
        """What every record does; `_fields` names what it holds."""

        __slots__ = ()

        @classmethod
        def _make(cls, values):
            """A record of these values."""
            return cls(*values)

        def _replace(self, /, **changed):
            """The same record with other values in these fields."""
            record = self._make(map(changed.pop, self._fields, self))
            if changed:
                raise TypeError(f"{type(self).__name__} has no {', '.join(changed)}")
            return record

        def _asdict(self):
            """The fields with their values."""
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            return f"{type(self).__name__}({', '.join(map('{}={!r}'.format, self._fields, self))})"

    class _Maker(type):
        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"a field of {name} without a default follows one that has one")
            code = _constructor(len(fields)).replace(co_varnames=("cls", *fields), co_name="__new__")
            new = FunctionType(code, _BUILT, "__new__", tuple(defaults.values()))
            new.__qualname__ = f"{name}.__new__"
            getters = {field: _tuplegetter(place, "") for place, field in enumerate(fields)}
            names = {"_fields": fields, "__match_args__": fields, "_field_defaults": defaults}
            return type(name, (_Record,), {**body, **getters, **names, "__new__": new, "__slots__": ()})

    class NamedTuple(metaclass=_Maker):
        """The base of a record."""
