"""A notice says what its clause lets it say, and is proved to say no more."""

from hypothesis import given
from hypothesis import strategies as st

from mailrules.disclosure import Labelled, Values, leaked, permitted, says_no_more
from mailrules.vocabulary import Label

VALUES = {
    "group_name": Labelled(value="Labour Group", label=Label.FACT),
    "topic": Labelled(value="Street lighting", label=Label.TOPIC),
    "content": Labelled(value="Switch off at eleven", label=Label.CONTENT),
}
FACT = frozenset({Label.FACT})


def test_a_template_is_given_only_what_may_be_said() -> None:
    assert permitted(VALUES, FACT) == {"group_name": "Labour Group", "topic": None, "content": None}


def test_a_renderer_that_looks_past_its_values_is_found_out() -> None:
    def honest(values: Values) -> tuple[str, ...]:
        return (str(permitted(values, FACT)["group_name"]),)

    def leaky(values: Values) -> tuple[str, ...]:
        return (f"{values['group_name'].value}: {values['topic'].value}",)

    assert says_no_more(honest, VALUES, FACT)
    assert not says_no_more(leaky, VALUES, FACT)


def test_protected_words_are_found_whole_and_in_any_letter_case() -> None:
    assert leaked(["About tate and £4.6m"], ["Tate", "£4.6m", "Tat"]) == ("Tate", "£4.6m")


def test_a_word_of_the_directory_is_no_leak() -> None:
    assert leaked(["the Green Group"], ["Green"], ["Green Group"]) == ()


@given(secret=st.text("abcdefghij0123456789£", min_size=4, max_size=20))
def test_a_secret_that_stands_in_a_notice_is_always_found(secret: str) -> None:
    assert leaked([f"A notice. {secret}. It ends."], [secret]) == (secret,)
