"""The questions of `refer suggest`, in the order of a talk: reason, need, insurance, place, age, fee."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from refer_cli.errors import BadOption, ReferError, UnknownPlace, UnknownWord, WrongUsage
from refer_cli.folding import fold
from refer_cli.matching.criteria.population import AGES, FORMATS
from refer_cli.matching.options import BY_NAME, TypedRequest
from refer_cli.matching.reasons import Reason, find_reason
from refer_cli.matching.understand import NO_PANEL, UNSURE_OF_PANEL, Place, understand
from refer_cli.places.states import state_code
from refer_cli.render.asking import ask, choose, complain, tell, without_options
from refer_cli.services.reason_question import asked_reason
from refer_cli.vocabulary.normaliser import vocabulary

if TYPE_CHECKING:
    from refer_cli.services.environment import Environment
    from refer_cli.services.own_words import OwnWords

_Taken = Callable[[TypedRequest, str], TypedRequest | None]
_PLACE = ("city", "state", "zip", "anywhere")
_ANYWHERE = frozenset({"anywhere", "any", "any place", "no matter", "does not matter", "doesnt matter", "everywhere"})
_MOST_STATES = 6
_ALIKE = 0.75
"""From this likeness on Enter takes a proposed city; below it she has to say yes."""


class RequestQuestions:
    """Asks for a request, one short question each; an answer that is not understood is asked again, never the end."""

    def __init__(self, environment: Environment, reasons: Mapping[str, Reason], own_words: OwnWords) -> None:
        self._environment = environment
        self._reasons = reasons
        self._own_words = own_words

    def all_of(self, typed: TypedRequest) -> TypedRequest:
        """What was typed, with the answers to what was not. Raises EOFError where input ends."""
        tell("Enter skips a question.")
        typed = self.reason(typed)
        reason = self._chosen(typed)
        must = {name for options in reason.must for name in options} if reason else set()
        if not typed.has("need"):
            typed = self._answered(typed, "What the client seeks help for", self._need, "need" in must)
        if not (typed.has("insurance") or typed.has("leaving") or "leaving" in must):
            typed = self._answered(typed, "Insurance", self._insurance, "insurance" in must)
        if not any(map(typed.has, _PLACE)):
            typed = self._answered(typed, "City, ZIP or state of the client", self._place, "city" in must)
        if not (typed.has("age_group") or typed.has("for")):
            typed = self._answered(typed, "Age, or child, teen, adult, couple, family", self._client)
        if not typed.has("max_fee"):
            question = "The most the client can pay a session, in dollars"
            typed = self._answered(typed, question, self._fee, "max_fee" in must)
        return typed

    def one(self, typed: TypedRequest, name: str) -> TypedRequest:
        """With the answer for one option that the reason must be given."""
        takers: dict[str, _Taken] = {
            "need": self._need, "insurance": self._insurance, "city": self._place, "max_fee": self._fee,
        }  # fmt: skip

        def said(request: TypedRequest, answer: str) -> TypedRequest:
            if BY_NAME[name].kind in ("panel", "wish", "refusal"):
                return self._in_known_words(request, name, answer)
            return request.but(**{BY_NAME[name].parameter: (answer,)})

        return self._answered(typed, BY_NAME[name].question or name, takers.get(name, said), needed=True)

    def reason(self, typed: TypedRequest, *, may_skip: bool = True) -> TypedRequest:
        """With the reason: a number or a word of the list that is shown."""
        answer = asked_reason(self._environment, self._reasons, may_skip=may_skip)
        return typed if answer is None else typed.but(reason=answer)

    def _chosen(self, typed: TypedRequest) -> Reason | None:
        text = typed.text("reason")
        return find_reason(text, self._reasons)[0] if text else None

    def _answered(
        self,
        typed: TypedRequest,
        question: str,
        taken: _Taken,
        needed: bool = False,
    ) -> TypedRequest:
        """With the answer, once it is understood; `taken` gives None to have it asked again."""
        while True:
            answer = ask(question)
            if not answer and not needed:
                return typed
            if not answer:
                complain("This reason needs it.")
                continue
            try:
                with_it = taken(typed, answer)
            except UnknownPlace as problem:
                complain(f"{problem.sentence} {without_options(problem)}")
            except ReferError as problem:
                complain(f"{problem.what} {without_options(problem)}")
            else:
                if with_it is not None:
                    return with_it

    def _need(self, typed: TypedRequest, answer: str) -> TypedRequest | None:
        return self._in_known_words(typed, "need", answer)

    def _insurance(self, typed: TypedRequest, answer: str) -> TypedRequest | None:
        if fold(answer) in UNSURE_OF_PANEL:
            tell("Then nothing is asked of insurance.")
            return typed
        if fold(answer) in NO_PANEL:
            tell("Without insurance, then.")
            return typed
        return self._in_known_words(typed, "insurance", answer)

    def _in_known_words(self, typed: TypedRequest, name: str, answer: str) -> TypedRequest:
        """With words that are known, or that the therapist keeps or changes; what is left out is left out."""
        from refer_cli.services.asking_again import with_another_word

        reason = "self-pay-transition" if name == "leaving" else typed.text("reason")
        asked = TypedRequest.of(**{name: (answer,)}, reason=reason)
        while asked.has(name):
            try:
                self._understood(asked)
            except UnknownWord as unknown:
                asked = with_another_word(asked, unknown, self._own_words)
            else:
                break
        for other, words in asked.given:
            if other not in (name, "reason"):
                # It was a word of another option, and was taken for that.
                typed = typed.but(**{BY_NAME[other].parameter: [*typed.words(other), *words]})
        words = asked.words(name)
        return typed.but(**{name: words if BY_NAME[name].repeatable else next(iter(words), None)})

    def _place(self, typed: TypedRequest, answer: str) -> TypedRequest | None:
        reason = self._chosen(typed)
        if fold(answer) in _ANYWHERE and reason is not None and reason.rules == "moving":
            complain("A client who moves has to be seen there.")
            return None
        if fold(answer) in _ANYWHERE:
            return typed.but(anywhere=True)
        if answer.replace("-", "").isdigit():
            return self._checked(typed, zip=answer)
        if len(answer) == 2 and state_code(answer):
            return self._checked(typed, state=answer)
        try:
            return self._checked(typed, city=answer)
        except UnknownPlace:
            if state_code(answer):
                return self._checked(typed, state=answer)
            return self._other_place(typed, answer)

    def _other_place(self, typed: TypedRequest, city: str) -> TypedRequest | None:
        """A city that several states have, or that is not known: which is meant. None: asked again."""
        gazetteer = self._environment.gazetteer()
        states = [place.state for place, _ in gazetteer.cities(city)]
        if states:
            several = ", ".join(states[:_MOST_STATES]) + (" …" if len(states) > _MOST_STATES else "")
            answer = choose(f"There is a {city} in {several}. Which state?")
            return self._checked(typed, city=city, state=answer) if answer else None
        near = gazetteer.propose(city, None, limit=1)
        if not near:
            complain(f'I know no city "{city}". Check the spelling, or write the ZIP.')
            return None
        name, state = str(near[0].city), near[0].state
        is_likely = gazetteer.is_nickname(city) or _are_alike(city, name)
        answer = choose(
            f'I know no city "{city}". Did you mean {name}, {state}? [{"Y/n" if is_likely else "y/N"}]'
        ) or ("y" if is_likely else "n")
        if answer.casefold() in ("y", "yes"):
            return self._checked(typed, city=name, state=state)
        # Whoever writes another place here means that one.
        return None if answer.casefold() in ("n", "no") else self._place(typed, answer)

    def _client(self, typed: TypedRequest, answer: str) -> TypedRequest:
        """Each part of the answer is an age, an age group or a format."""
        for part in answer.replace(" and ", ",").split(","):
            name = vocabulary("population").understand(part.strip()).name
            is_format = name in FORMATS and name not in AGES
            try:
                typed = self._checked(typed, **{"for_" if is_format else "age_group": part.strip()})
            except BadOption as problem:
                said = f'I do not understand "{part.strip()}".'
                hint = "An age in years, such as 34, or child, teen, adult, older adult, couple or family."
                raise WrongUsage(said, hint) from problem
        return typed

    def _fee(self, typed: TypedRequest, answer: str) -> TypedRequest | None:
        return self._checked(typed, max_fee=answer)

    def _checked(self, typed: TypedRequest, **answered: str) -> TypedRequest:
        """With what was answered, where that is understood by itself. Raises what `understand` does."""
        self._understood(TypedRequest.of(**answered))
        return typed.but(**answered)

    def _understood(self, asked: TypedRequest) -> None:
        from refer_cli.services.request_dialogue import looking_up

        place: Place = looking_up(self._environment)
        if not any(map(asked.has, _PLACE)):
            asked = asked.but(anywhere=True)
        # Of the reason only what changes the meaning of words: what else it must be given is asked in its turn.
        reason = self._chosen(asked)
        if reason is None or reason.rules not in ("personality-clash", "self-pay-transition"):
            reason = self._reasons["other"]
        reason = reason._replace(must=())
        understand(asked.but(reason=reason.slug), None, {reason.slug: reason}, place, self._own_words)


def _are_alike(typed: str, name: str) -> bool:
    """Whether a name may be a slip of what was typed: it begins with the same letter, and most letters are the same."""
    one, other = fold(typed), fold(name)
    return one[:1] == other[:1] and SequenceMatcher(None, one, other).ratio() >= _ALIKE
