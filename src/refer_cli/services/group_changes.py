"""Therapist groups put in, joined, left, and taken out; and when they meet next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from refer_cli.book import network_reading
from refer_cli.book.reading import Book
from refer_cli.errors import BadValue, Refused, WrongUsage
from refer_cli.fields.days import day_words, parse_coming_day
from refer_cli.folding import fold
from refer_cli.network.words import GROUP_KINDS, kind_meant
from refer_cli.render.answer import Reply
from refer_cli.render.asking import ask, until_understood
from refer_cli.render.done import told
from refer_cli.render.screen import shell_word
from refer_cli.services.environment import Environment
from refer_cli.services.group_list import found, own_groups


def add(
    environment: Environment, name: str, kind: str | None, coming: str | None, about: Mapping[str, str | None]
) -> Reply:
    """Put a group in. `coming`: its next meeting as typed; `about`: place, link and note.

    Raises BadValue, WrongUsage, and Refused where the name is taken.
    """
    name = name.lstrip("- ")
    if not fold(name):
        raise BadValue(f'"{name}" is no name for a group.', 'for example refer groups add "Tuesday consult"')
    chosen = kind_meant(kind, GROUP_KINDS, "group") if kind is not None else _asked_kind(environment)
    next_meeting = parse_coming_day(coming, environment.today) if coming is not None else None
    for option, value in about.items():
        if value is not None and not value.strip():
            raise WrongUsage(f"--{option} is empty.", f"leave --{option} out, or say something")
    reading = environment.read()
    _refuse_taken(reading, name)
    mine = any(fold(own) == fold(name) for own in own_groups(reading))
    from refer_cli.book import network_writing

    with environment.write().step(f"add the group {name}") as step:
        number = network_writing.add_group(step, name, chosen, **about, next_meeting=next_meeting)
        if mine:
            network_writing.join_group(step, number, environment.today.isoformat())
    sentences = [f"{name} is in your book.", *(["You are in it, as your profile says."] if mine else [])]
    joining = ("once you are in it", f"{environment.command} groups join {shell_word(name)}")
    made = {"id": number, "changed": True, "joined": mine}
    return told("groups-add", made, sentences, environment.command, then=() if mine else [joining])


def join(environment: Environment, name: str, day: str) -> Reply:
    """Note that I am a member since that day. Raises Refused where there is no such group."""
    from refer_cli.book import network_writing

    group = found(environment, name)
    if group.mine:
        return _told(environment, "join", group.id, f"You are in {group.name} already.", changed=False)
    with environment.write().step(f"join {group.name}") as step:
        network_writing.join_group(step, group.id, day)
    sentence = f"You are in {group.name}. Who shares it with you ranks lower where impartiality is asked for."
    return _told(environment, "join", group.id, sentence)


def leave(environment: Environment, name: str, day: str) -> Reply:
    """Note that I am a member no longer. Raises Refused for a day before I joined."""
    from refer_cli.book import network_writing

    group = found(environment, name)
    in_profile = any(fold(own) == fold(group.name) for own in own_groups(environment.read()))
    if not group.mine and not in_profile:
        return _told(environment, "leave", group.id, f"You are not in {group.name}.", changed=False)
    if group.mine and group.joined_on is not None and day < group.joined_on:
        raise Refused(f"You joined {group.name} on {group.joined_on}, after that day.", "give a later day with --on")
    with environment.write().step(f"leave {group.name}") as step:
        if group.mine:
            network_writing.leave_group(step, group.id, day)
        network_writing.drop_group_from_profile(step, group.name)
    sentence = f"You are no longer in {group.name}. The meetings there stay in your book."
    return _told(environment, "leave", group.id, sentence)


def meet_next(environment: Environment, name: str, typed: str) -> Reply:
    """Say when a group meets next, a day as typed or `none`. Raises BadValue, Refused."""
    from refer_cli.book import network_writing

    coming = None if typed.strip().casefold() == "none" else parse_coming_day(typed, environment.today)
    group = found(environment, name)
    with environment.write().step(f"next meeting of {group.name}") as step:
        network_writing.change_group(step, group.id, next_meeting=coming)
    when = f"meets next on {day_words(coming, environment.today)}." if coming else "has no next meeting now."
    return _told(environment, "next", group.id, f"{group.name} {when}", next_meeting=coming)


def remove(environment: Environment, name: str) -> Reply:
    """Take a group out of the book; the meetings there stay. Raises Refused where there is no such group."""
    from refer_cli.book import network_writing

    group = found(environment, name)
    with environment.write().step(f"remove the group {group.name}") as step:
        network_writing.remove_group(step, group.id)
        network_writing.drop_group_from_profile(step, group.name)
    return _told(environment, "remove", group.id, f"{group.name} is out of your book. The meetings there stay.")


def _refuse_taken(book: Book, name: str) -> None:
    for group in network_reading.groups(book):
        if fold(group.name) == fold(name):
            raise Refused(f'There is a group "{group.name}" already.', "refer groups list shows it")


def _asked_kind(environment: Environment) -> str:
    if not environment.interactive:
        return "other"
    return until_understood(
        lambda: ask(f"What kind of group? {', '.join(GROUP_KINDS)}", "other"),
        lambda typed: kind_meant(typed, GROUP_KINDS, "group"),
    )


def _told(
    environment: Environment, what: str, number: int, *sentences: str, changed: bool = True, **more: Any
) -> Reply:
    made = {"id": number, "changed": changed, **more}
    return told(f"groups-{what}", made, sentences, environment.command, undoable=changed)
