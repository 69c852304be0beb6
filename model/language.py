"""Is an article English, and if not, which language is it?

Counts function words (the, of, said …) after a look at the script. This is a
gate in front of an English model and no general language identifier: it names a
few large languages so that a warning can say more than "not English", and answers
``und`` (undetermined) for the rest. py3langid was measured and left out: 0.9 s and
120 MiB to load on the development machine, against a budget of 1.5 s for a whole
article.
"""

from __future__ import annotations

import re

__all__ = ["detect_language"]

#: Characters looked at: this many from the start, the middle and the end.
SAMPLE_CHARACTERS = 2_000

#: With fewer letters nothing can be counted; plain ASCII then passes as English.
MIN_LETTERS = 40

#: Share of words that must be function words of the winning language.
MIN_SHARE = 0.12

#: ``(words, share)``: a text of at least so many words with a smaller share of English
#: function words is not English. Measured on development data: the lowest share of 924
#: PolNeAR articles is 0.157 and of 486 SEESAW articles 0.236; of 13,144 single DSE
#: sentences one of 20 words or more falls under 0.05, a list of tennis results.
NOT_ENGLISH_SHARES = ((60, 0.12), (20, 0.05))

#: From this many words on, another language may be named.
MIN_WORDS_TO_NAME = 10

#: Share of words that must be function words before another language is named.
MIN_SHARE_TO_NAME = 0.2

#: The winner must beat the next language by this factor, else neighbours such as
#: Spanish and Portuguese or Indonesian and Malay would be told apart by chance.
MARGIN = 1.25

#: Scripts that belong to one language for all practical purposes, most specific first:
#: Japanese mixes its kana with the Chinese characters.
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af\u1100-\u11ff"),
    ("zh", "\u4e00-\u9fff\u3400-\u4dbf"),
    ("el", "\u0370-\u03ff"),
    ("he", "\u0590-\u05ff"),
    ("th", "\u0e00-\u0e7f"),
)

#: Frequent words of each language. No one-letter words (an English sentence full of "a"
#: read as Portuguese). Danish, Norwegian and Malay stand here to make their neighbours
#: unsure of themselves.
_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and of to that with for has have had by from said which it its not they this were been will "
        "would his her he she their who but at as after over about more than is was are be on in an or if "
        "when what can could there also into we our you no because while do me so",
        "de": "der die das und den dem des von zu mit sich auf für ist im in nicht ein eine einen einem einer als "
        "auch es an werden aus er hat dass sie nach wird bei noch wie um am sind haben wurde war über so zum "
        "zur aber oder nur vor",
        "fr": "le la les de des du et en un une que qui dans pour sur pas est au aux par plus ne se ce il elle sont "
        "avec son sa ses ont été être cette mais ou leur nous vous ils qu",
        "es": "el la los las de del en un una que con por para no se su sus al es lo como más pero fue ha han ser "
        "este esta entre cuando muy sin sobre también hasta desde",
        "pt": "os as de do da dos das em um uma que com por para não se na nos nas ao mais como mas foi ou ser seu "
        "sua pelo pela são também entre",
        "it": "il lo la gli le di del della dei delle dell in un una che con per non si nel nella alla al da dal "
        "sono ha anche come più ma su questo questa stato",
        "nl": "de het een van en in op te dat die is voor met zijn niet aan er om ook als dan maar bij nog uit door "
        "over naar heeft hebben wordt werd worden hij ze zij was tot",
        "sv": "och att det som en på är av för med den till inte har de ett om men var sig från vid så kan när",
        "da": "og at det som en på er af for med den til ikke har de et om men var sig fra ved så kan når",
        "no": "og at det som en på er av for med den til ikke har de et om men var seg fra ved så kan når",
        "pl": "na się nie do to że jest po jak za od przez dla są ale oraz przy tym tego może był była który która we",
        "tr": "ve bir bu için ile da de olarak olan çok daha en gibi sonra kadar ancak olduğu göre her ise değil ne",
        "id": "yang dan di ini itu dengan untuk dari dalam tidak akan pada juga ke oleh karena ada mereka telah "
        "bahwa kami kita saya dia sebagai atau bisa para sudah tersebut",
        "ms": "yang dan di ini itu dengan untuk dari dalam tidak akan pada kepada juga ke oleh kerana ada mereka "
        "telah bahawa kami kita saya dia sebagai atau boleh para sudah tersebut",
        "ru": "и в на не что с по к из за от для это как он она они его её был была были или но у о при также до",
        "uk": "і в на не що з до за та від для це як він вона вони його її був була були або але у про також який",
        "ar": "في من على أن إلى عن التي الذي مع هذا هذه بعد كان كانت قال ما لا بين كما أو قد و ان الى",
        "fa": "و در به از که این را با است برای آن یک می بود شد هم تا کرد بر خود نیز ها شده",
    }.items()
}

#: English words that hardly any other language has: without one of them, the shared ones
#: ("in", "was", "for", "at") do not make a text English.
_ONLY_ENGLISH = frozenset("the and of to that with has have had by from said which it its not they this were".split())

_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str:
    """Names the language of a text, as far as that is certain.

    Args:
        text: the article; long texts are judged by three samples of
            ``SAMPLE_CHARACTERS`` characters.

    Returns:
        ``"en"``; another ISO 639-1 code; ``"und"`` for a text that is not English but
        of no language known here; or ``""`` when unsure (too short, no words, a list
        of names). A text of fewer than ``MIN_LETTERS`` ASCII letters counts as English.
    """
    sample = _sample(text)
    words = [word.lower() for word in _WORD.findall(sample)]
    letters = sum(map(len, words))
    if not letters:
        return ""
    by_script = _script_language(sample, letters)
    if by_script:
        return by_script
    if letters < MIN_LETTERS:
        return "en" if sum(len(word) for word in words if word.isascii()) >= 0.9 * letters else ""
    return _by_function_words(words)


def _sample(text: str) -> str:
    """The start, middle and end of a long text; a short one as it is."""
    if len(text) <= 3 * SAMPLE_CHARACTERS:
        return text
    middle = (len(text) - SAMPLE_CHARACTERS) // 2
    parts = (text[:SAMPLE_CHARACTERS], text[middle : middle + SAMPLE_CHARACTERS], text[-SAMPLE_CHARACTERS:])
    return " ".join(parts)


def _script_language(sample: str, letters: int) -> str:
    """The language that a script alone gives away, or an empty string."""
    counts = {language: len(re.findall(f"[{characters}]", sample)) for language, characters in _SCRIPTS}
    if sum(counts.values()) < 0.5 * letters:
        return ""
    # A Japanese text has about as many kana as Chinese characters; a Chinese one has none.
    if counts["ja"] > 0.1 * letters:
        return "ja"
    return max(counts, key=lambda language: counts[language])


def _by_function_words(words: list[str]) -> str:
    """The language whose function words are clearly the most frequent."""
    shares = {
        language: sum(word in function_words for word in words) / len(words)
        for language, function_words in _FUNCTION_WORDS.items()
    }
    best, second = sorted(shares, key=lambda language: -shares[language])[:2]
    if shares["en"] >= MIN_SHARE and not _ONLY_ENGLISH.isdisjoint(words) and shares[best] < MARGIN * shares["en"]:
        return "en"
    is_foreign = shares[best] >= MIN_SHARE_TO_NAME and shares[best] >= MARGIN * shares["en"]
    if is_foreign and len(words) >= MIN_WORDS_TO_NAME:
        return best if shares[best] >= MARGIN * shares[second] else "und"
    if any(len(words) >= least and shares["en"] < share for least, share in NOT_ENGLISH_SHARES):
        return "und"
    return ""
