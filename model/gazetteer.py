"""Named actors in running text: states, their seats of power, bodies, parties and armed groups.

``actors.csv`` beside this file is a strict alias table written for this project. A form
counts only if it stands there letter for letter (also in capitals, for headlines and
datelines, and without its accents); nothing is matched fuzzily. Tables in this file say
when a listed form is not that actor after all, each row with its reason.

Decisions a user should know:

* A country is an entry of ISO 3166-1, territories with a code of their own included.
  Kosovo has none; ``XKX`` is the user-assigned code that the EU and the World Bank use.
* Seats of power (the White House, the Pentagon, the Kremlin, the Bundestag) and capitals
  stand for the country; Brussels stands for the European Union. The form tells
  ``"metonym"`` from a mere ``"place"``. Jerusalem and Tel Aviv both occur in news for the
  Israeli government; that says nothing of their status.
* England counts as the United Kingdom. Scotland, Wales and Northern Ireland are places.
* A US state body (Congress, the FBI) and a party is its own actor, affiliated to its country.
  An armed group speaks for no country.
* "Korea" and "Korean" alone name neither Korea. "Congo", "Labour", "Congress" and
  other names with several owners go to the one whose country the article is about.

Limits: English only, surface patterns only. A person who bears a country's name and is
never introduced by a first name or title is taken for the country.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple, cast
from unicodedata import combining, normalize

from .errors import ActorsFileError
from .lexicon import is_given_name
from .records import ACTOR_KINDS, Actor, ActorKind, Span

__all__ = ["Form", "Gazetteer", "GazetteerMatch"]

Form = Literal["name", "demonym", "metonym", "place"]

_TABLE: Final = Path(__file__).with_name("actors.csv")
_COLUMNS: Final = ("name", "kind", "iso3", "affiliation", "aliases", "demonyms", "metonyms")
_LIST_COLUMNS: Final = ("aliases", "demonyms", "metonyms")
#: ISO 3166-1 leaves these alpha-3 codes to users: AAA, QMA–QZZ, XAA–XZZ, ZZA–ZZZ.
_USER_ASSIGNED: Final = r"AAA|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]"


@dataclass(frozen=True, slots=True)
class GazetteerMatch:
    """One actor named in a text.

    Attributes:
        span: where, in characters of the text that was searched, without a leading "the".
        actor: whom it names.
        form: ``name``; ``demonym`` ("Iranian", "Iranians"); ``metonym``, a capital or seat
            acting for the government; ``place``, a capital or seat as mere location.
        surface: ``text[span.start:span.end]``.
    """

    span: Span
    actor: Actor
    form: Form
    surface: str


class _Entry(NamedTuple):
    """What one alias means: an actor, several possible ones, or (a look-alike) none."""

    alias: str
    form: Form
    actor: Actor | None
    readings: tuple[tuple[str, str], ...] = ()
    guarded: bool = True


class _Hit(NamedTuple):
    start: int
    end: int
    entry: _Entry


# --- Look-alikes: longer phrases in which a listed form is no actor -------------------------------------------

_LOOKALIKES: Final[dict[str, str]] = {
    "US states, counties and cities": "New Mexico|New Mexican|New Mexicans|New Jersey|New England|West Virginia|"
    "Washington state|Washington State|state of Washington|State of Washington|Washington County|Washington Heights|"
    "Washington Square|Washington Monument|Washington Boulevard|Mount Washington|Fort Washington|Port Washington|"
    "Lake Washington|Panama City Beach|Mexico Beach|Lebanon County|China Grove|Cuba City|Jamaica Plain|Jamaica Queens|"
    "Little Havana|Little Italy|South Georgia|New London|East London|New Britain|Jordan Valley|"
    "Georgia Tech|Georgia State|Georgia Southern|Georgia Bulldogs",
    "seas, rivers and mountains": "South China Sea|East China Sea|Sea of Japan|Gulf of Mexico|Gulf of Oman|"
    "Gulf of Guinea|Gulf of Thailand|Gulf of Finland|Indian Ocean|Philippine Sea|Irish Sea|Norwegian Sea|"
    "Mozambique Channel|Timor Sea|Lake Chad|Jordan River|River Jordan|Congo River|Congo Basin|Niger River|Niger Delta|"
    "Panama Canal|Taiwan Strait|Taiwan Straits|Strait of Taiwan|Korea Strait|Solomon Sea|Swiss Alps|French Alps|"
    "Italian Alps|French Riviera|Cuban Missile Crisis|Indian subcontinent|Indian Subcontinent|North Pole|South Pole",
    "regions and continents": "Latin America|Latin American|Latin Americans|South America|South American|"
    "South Americans|North America|North American|North Americans|Central America|Central American|Central Americans|"
    "Pan-American|New Guinea|Inner Mongolia|inner Mongolia|Indo-Pacific|"
    "Korean Peninsula|Korean peninsula|Iberian Peninsula",
    "newspapers, agencies and broadcasters": "Washington Post|Washington Times|Washington Examiner|Washington Star|"
    "Washington Free Beacon|Washington Monthly|Washington Journal|Washington Week|USA Today|U.S. News|US News|"
    "US Weekly|Us Weekly|American Prospect|American Conservative|American Spectator|American Thinker|"
    "British Broadcasting Corporation|Canadian Press|Australian Associated Press|Islamic Republic News Agency|"
    "Islamic Republic of Iran Broadcasting|Agence France-Presse|Agence France Presse|Radio France|France 24|France 2|"
    "Russia Today|Russia 24|China Central Television|China Global Television Network|China Radio International|"
    "Saudi Press Agency|Kuwait News Agency|Jordan News Agency|Israel Hayom|Paris Match|"
    "India Today|Press Trust of India|Voice of Israel|Voice of Russia",
    "sports teams": "Washington Redskins|Washington Commanders|Washington Nationals|Washington Capitals|"
    "Washington Wizards|Washington Football Team|Washington Mystics|Washington Huskies|New England Patriots|"
    "Cleveland Indians|Mumbai Indians|Air Jordan|Air Jordans|Jordan Brand",
    "schools": "Washington University|University of Washington|George Washington University|Washington College|"
    "American University",
    # Historical persons introduce nobody: "Washington" after "George Washington" still means the capital.
    "historical persons": "George Washington|Martha Washington|Booker T. Washington|Jimmy Wales|Anatole France",
    "food, plants and animals": "French fries|French fry|French toast|French press|French kiss|French horn|"
    "French bulldog|French bulldogs|French dressing|French bread|Swiss cheese|Swiss chard|Swiss army knife|"
    "Swiss Army knife|Swiss Army|Turkish delight|Turkish coffee|Turkish bath|Turkish baths|Danish pastry|"
    "Danish pastries|Greek yogurt|Greek yoghurt|Greek salad|Greek tragedy|Greek chorus|Belgian waffle|Belgian waffles|"
    "Belgian Malinois|German shepherd|German shepherds|German Shepherd|German Shepherds|German measles|"
    "Irish coffee|Irish stew|Irish setter|Irish setters|Canadian bacon|Canadian goose|Canada goose|Canada geese|"
    "Canada Goose|Cuban sandwich|Cuban cigar|Cuban cigars|Spanish moss|Spanish flu|Spanish influenza|Brazil nut|"
    "Brazil nuts|Mexican food|Chinese food|Thai food|Indian food|Italian food|Chinese cabbage|Guinea pig|guinea pig|"
    "Guinea fowl|Siamese cat|Siamese cats|Siamese twins|Maltese Falcon|American cheese|American pie|American Pie|"
    "Kiwi fruit|Brussels sprout|Brussels sprouts|Brussels Sprouts|Jerusalem artichoke|Bermuda shorts|Bermuda Triangle",
    "idioms": "Russian roulette|Russian doll|Russian dolls|Chinese whispers|Chinese checkers|Chinese wall|Dutch oven|"
    "Dutch auction|Dutch treat|Dutch courage|Indian summer|Mexican standoff|Swiss watch|Brazilian wax|Panama hat|"
    "Panama hats|Panama Papers|Chinese New Year|Pole position|pole position|Georgian architecture|Feel the Bern|"
    "China shop|Turkey shoot|turkey shoot|Turkey Trot|Turkey Day|Going Dutch|Greek mythology",
    "slogans and titles": "Make America Great Again|America First|American Dream|American dream|American Idol|"
    "American Sniper|American Horror Story|American Beauty|American Psycho|American Hustle|American Gothic|"
    "Miss America|Captain America|Miss USA|Team USA|Good Morning America",
    "peoples that are no state": "African American|African Americans|African-American|African-Americans|"
    "Native American|Native Americans|Asian American|Asian Americans|Asian-American|Asian-Americans|Arab American|"
    "Arab Americans|Arab-American|Arab-Americans|Hispanic American|Hispanic Americans|Muslim American|"
    "Muslim Americans|Jewish American|Jewish Americans|American Indian|American Indians|American Jews|American Muslims|"
    "American Muslim|Indian reservation|Indian tribe|Indian tribes|Indian Country|Indian country|Indian Affairs|"
    "Indian Health Service|Indian Reservation|Bosnian Serb|Bosnian Serbs|Bosnian Croat|Bosnian Croats|Turkish Cypriot|"
    "Turkish Cypriots|Volga Germans|Pennsylvania Dutch",
    "companies": "American Express|American Airlines|American Eagle|American Apparel|"
    "American Media|American Bridge|American Crossroads|American Red Cross|American Cancer Society|American Family|"
    "American Farm Bureau|American Petroleum Institute|American Heart Association|American Bar Association|"
    "British Airways|British Petroleum|British Telecom|British American Tobacco|Bank of America|"
    "Emirates Stadium|Emirates airline|Emirates Airline|Emirates Airlines|Emirates Cup|"
    "Deutsche Bank|Japan Tobacco|Royal Dutch Shell|Dutch Shell|Air China|Swiss Re|Anglo American|Anglo-Saxon|"
    "Vatican Radio|Holland America|Holland & Knight|U.S. Steel|US Steel|U.S. Bancorp|"
    "Pakistan International Airlines|Singapore Airlines",
    "names that only begin like a party or a body": "Republican Guard|Republican Guards|Republican Palace|"
    "Library of Congress|National Security Council|Supreme National Security Council|"
    "Party Congress|World Congress|World Jewish Congress|Tibetan Youth Congress|World Uyghur Congress|"
    "Syrian National Congress|Continental Congress|Mobile World Congress|Trades Union Congress|Labour Day|"
    "League of Nations|Prince of Wales|Princess of Wales|New South Wales|Labour Ministry|Labour Minister|"
    "American Center for Law and Justice|Guardian Council|Ministry of Labour|Department of Labour|Labour Court|"
    "Nation of Islam|General People's Committee|Scotland Yard|Northern Ireland Office",
}

# --- Names with several owners ---------------------------------------------------------------------------------


class _Shared(NamedTuple):
    """A form that several actors use; the article's most mentioned country decides.

    Attributes:
        surface: the form.
        readings: ``ISO3=Actor name`` joined by ``|``.
        default: the actor when no listed country is mentioned, or "" for none.
    """

    surface: str
    readings: str
    default: str = ""


_SHARED: Final[tuple[_Shared, ...]] = (
    _Shared(
        "Congo",
        "COD=Democratic Republic of the Congo|COG=Republic of the Congo",
        "Democratic Republic of the Congo",
    ),
    _Shared(
        "Congolese",
        "COD=Democratic Republic of the Congo|COG=Republic of the Congo",
        "Democratic Republic of the Congo",
    ),
    _Shared("Dominican", "DOM=Dominican Republic|DMA=Dominica", "Dominican Republic"),
    _Shared("Dominicans", "DOM=Dominican Republic|DMA=Dominica", "Dominican Republic"),
    _Shared("Congress", "USA=United States Congress|IND=Indian National Congress", "United States Congress"),
    _Shared("Senate", "USA=United States Senate", "United States Senate"),
    _Shared("House of Representatives", "USA=United States House of Representatives"),
    _Shared("Supreme Court", "USA=United States Supreme Court", "United States Supreme Court"),
    _Shared("Justice Department", "USA=United States Department of Justice", "United States Department of Justice"),
    _Shared("House of Commons", "GBR=House of Commons"),
    _Shared(
        "Democratic Party",
        "USA=Democratic Party|KOR=Democratic Party of Korea|ITA=Italian Democratic Party",
        "Democratic Party",
    ),
    _Shared("Democratic", "USA=Democratic Party", "Democratic Party"),
    _Shared("Republican Party", "USA=Republican Party|FRA=Les Républicains", "Republican Party"),
    _Shared("Republican", "USA=Republican Party|FRA=Les Républicains", "Republican Party"),
    _Shared("Republicans", "USA=Republican Party|FRA=Les Républicains", "Republican Party"),
    _Shared("Law and Justice", "POL=Law and Justice"),
    _Shared("Conservatives", "GBR=Conservative Party|CAN=Conservative Party of Canada"),
    _Shared("Conservative Party", "GBR=Conservative Party|CAN=Conservative Party of Canada", "Conservative Party"),
    _Shared("Labour", "GBR=Labour Party|NZL=New Zealand Labour Party"),
    _Shared("Labour Party", "GBR=Labour Party|NZL=New Zealand Labour Party", "Labour Party"),
    _Shared("Labor Party", "AUS=Australian Labor Party|ISR=Israeli Labor Party|GBR=Labour Party"),
    _Shared("Labor party", "AUS=Australian Labor Party|ISR=Israeli Labor Party|GBR=Labour Party"),
    _Shared("Labour party", "GBR=Labour Party|NZL=New Zealand Labour Party", "Labour Party"),
    _Shared("Liberals", "CAN=Liberal Party of Canada|AUS=Liberal Party of Australia"),
    _Shared("Liberal Party", "CAN=Liberal Party of Canada|AUS=Liberal Party of Australia"),
    _Shared("Socialist Party", "FRA=Socialist Party|ESP=Spanish Socialist Workers' Party"),
    _Shared("Socialists", "FRA=Socialist Party|ESP=Spanish Socialist Workers' Party"),
    _Shared("Social Democrats", "DEU=Social Democratic Party of Germany|SWE=Swedish Social Democratic Party"),
    _Shared("Christian Democrats", "DEU=Christian Democratic Union"),
    _Shared("Free Democrats", "DEU=Free Democratic Party"),
    _Shared("Freedom Party", "AUT=Freedom Party of Austria|NLD=Party for Freedom"),
    _Shared("People's Party", "ESP=People's Party of Spain|AUT=Austrian People's Party|DNK=Danish People's Party"),
    _Shared("National Front", "FRA=National Rally"),
    _Shared("National Party", "NZL=New Zealand National Party"),
    _Shared("National Congress", "IND=Indian National Congress"),
    _Shared("Greens", "DEU=Alliance 90/The Greens"),
    _Shared("Green Party", "DEU=Alliance 90/The Greens"),
    _Shared(
        "Communist Party",
        "CHN=Communist Party of China|CUB=Communist Party of Cuba|VNM=Communist Party of Vietnam|"
        "RUS=Communist Party of the Russian Federation|IND=Communist Party of India",
    ),
    _Shared("Workers' Party", "BRA=Workers' Party|PRK=Workers' Party of Korea"),
    _Shared("Workers Party", "BRA=Workers' Party|PRK=Workers' Party of Korea"),
    _Shared("National Liberation Army", "COL=National Liberation Army"),
    _Shared("New Democracy", "GRC=New Democracy"),
    _Shared("Progress Party", "NOR=Progress Party"),
    _Shared("Left Party", "DEU=Die Linke"),
    _Shared("Prosperity Party", "ETH=Prosperity Party"),
    _Shared("Democratic Alliance", "ZAF=Democratic Alliance"),
    _Shared("Democratic Center", "COL=Democratic Center"),
    _Shared("Democratic Centre", "COL=Democratic Center"),
    _Shared("Broad Front", "URY=Broad Front"),
    _Shared("Popular Will", "VEN=Popular Will"),
    _Shared("Northern Alliance", "AFG=Northern Alliance"),
    _Shared("Morena", "MEX=Morena"),
    _Shared("Vox", "ESP=Vox"),
    _Shared("ANO", "CZE=ANO"),
    _Shared("Islah", "YEM=Islah"),
    _Shared("Kadima", "ISR=Kadima"),
    _Shared("Sepah", "IRN=Islamic Revolutionary Guard Corps"),
    # Acronyms that outlets also use for something else: a news agency, a bank, a feed, an account.
    _Shared("PTI", "PAK=Pakistan Tehreek-e-Insaf"),
    _Shared("PPP", "PAK=Pakistan People's Party"),
    _Shared("PML", "PAK=Pakistan Muslim League"),
    _Shared("ISI", "PAK=Inter-Services Intelligence"),
    _Shared("AAP", "IND=Aam Aadmi Party"),
    _Shared("RSS", "IND=Rashtriya Swayamsevak Sangh"),
    _Shared("BSP", "IND=Bahujan Samaj Party"),
    _Shared("TMC", "IND=Trinamool Congress"),
    _Shared("CPM", "IND=Communist Party of India (Marxist)"),
    _Shared("BNP", "BGD=Bangladesh Nationalist Party"),
    _Shared("CSU", "DEU=Christian Social Union"),
    _Shared("SVP", "CHE=Swiss People's Party"),
    _Shared("CPC", "CHN=Communist Party of China"),
    _Shared("NPC", "CHN=National People's Congress"),
    _Shared("APC", "NGA=All Progressives Congress"),
    _Shared("PDP", "NGA=Peoples Democratic Party"),
    _Shared("PAP", "SGP=People's Action Party"),
    _Shared("PRI", "MEX=Institutional Revolutionary Party"),
    _Shared("NLD", "MMR=National League for Democracy"),
    _Shared("NPP", "GHA=New Patriotic Party"),
    _Shared("MDC", "ZWE=Movement for Democratic Change"),
    _Shared("EFF", "ZAF=Economic Freedom Fighters"),
    _Shared("ETA", "ESP=ETA|FRA=ETA"),
    _Shared("IRA", "GBR=Irish Republican Army|IRL=Irish Republican Army"),
    _Shared("RSF", "SDN=Rapid Support Forces"),
    _Shared("SDF", "SYR=Syrian Democratic Forces"),
    _Shared("FSA", "SYR=Free Syrian Army"),
    _Shared("HTS", "SYR=Hayat Tahrir al-Sham"),
    _Shared("LRA", "UGA=Lord's Resistance Army|SSD=Lord's Resistance Army|COD=Lord's Resistance Army"),
    _Shared("MILF", "PHL=Moro Islamic Liberation Front"),
    _Shared("ELN", "COL=National Liberation Army"),
    _Shared("MEK", "IRN=People's Mujahedin of Iran|IRQ=People's Mujahedin of Iran"),
    _Shared("ROC", "TWN=Taiwan|CHN=Taiwan"),
    _Shared("PNG", "PNG=Papua New Guinea|AUS=Papua New Guinea"),
)

# --- Guards: contexts of the same sentence ---------------------------------------------------------------------

_STATES: Final = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|"
    "Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|"
    "Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|"
    "Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|West Virginia|"
    "Wisconsin|Wyoming"
)
_STATE_ABBREVIATIONS: Final = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|"
    "Tex|Va|Vt|Wash|Wis|Wyo|N\\.[CDHJMY]|S\\.[CD]|R\\.I|W\\.Va"
)
#: Towns in the United States.
_NAMESAKES: Final = (
    "Lebanon|Peru|Jamaica|Jordan|Mexico|Cuba|China|Poland|Norway|Paris|Athens|Moscow|Lima|Cairo|Rome|Dublin|Vienna|"
    "Warsaw|Havana|Berlin|Belgrade|Lisbon|London|Madrid|Oslo|Prague|Manila|Delhi|Denmark|Sweden|Holland|Panama|Angola|"
    "Tripoli|Damascus|Amsterdam|Copenhagen|Bern|Stockholm|Brussels|Ottawa|Scotland|Wales|Belgium|Egypt|Morocco|Palestine|"
    "Trinidad|Westminster|England|Wellington|Santiago"
)
_BILATERAL: Final = (
    "relations?|ties|talks|trade|war|alliance|agreements?|deals?|conflict|tensions?|cooperation|co-operation|summit|"
    "dialogue|negotiations?|rapprochement|rivalry|friendship|coalition|border|pact|treaty|exercises?|drills?"
)
_COMPANY: Final = (
    r"(?:Airlines?|Airways|Corp|Corporation|Inc|Ltd|LLC|PLC|Company|Co\.|Insurance|Association|Institute|University|"
    r"Society|Foundation|Museum|Academy|Observatory|Chamber of Commerce|News Agency|Red Cross|Red Crescent|"
    r"Petroleum|Telecom|Motors?|Airbase|Premier League|Super League|Football Club)\b"
)
_COMPANY_DIRECT: Final = (
    r"(?:Air|Mobile|Unicom|Daily|Times|Post|Herald|Tribune|Journal|Review|Today|Express|Telegraph|Gazette|Evergrande|"
    r"Open|Grand Prix|Bank|Steel|Life|Idol|Enterprise|Gas|Rail|Oil Company|Inter|Human Rights Watch|Cup|Vogue|TV|"
    r"Television|Radio|Broadcasting|Hotel|Street|Avenue|Boulevard|Road|Heights|Township|County|High School)\b"
)
_TITLES: Final = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Rep|Reps|Sen|Prof|Gov|Sgt|Lt|Capt|Col|Gen|Rev|Judge|Justice|Coach|Sir|Lady|Professor|"
    r"Congressman|Congresswoman|Representative|Senator|Officer|Detective|Father|Sister|Brother)\.?"
)
_LOCATIVE: Final = r"(?:[Ii]n|[Ii]nto|[Aa]cross|[Tt]hroughout|[Ii]nside|[Nn]eighbou?ring|[Ww]ithin)"
_COUNTRY_NOUN: Final = (
    r"'s (?:[Kk]ing|[Qq]ueen|[Cc]rown|[Pp]rime|[Pp]resident|[Ff]oreign|[Gg]overnment|[Aa]rmy|[Mm]ilitary|economy|"
    r"border|parliament|capital|ambassador|[Ii]nterior|[Ii]nformation|[Dd]efen[cs]e|[Rr]oyal|security|state|minister)"
)
_MEALS: Final = (
    r"(?i: (?:breasts?|sandwich(?:es)?|dinners?|bacon|burgers?|hunt(?:ing|ers?)?|farms?|farmers?|meat|leg|legs|gravy|"
    r"stuffing|sausages?|trot|club|carving|fryer|fryers|pardon|recipes?|producers?)\b)"
)


class _Guard(NamedTuple):
    """A context in which a listed form does not name its actor.

    Attributes:
        forms: aliases joined by ``|``, or ``*name``, ``*demonym``, ``*seat`` for all of a form.
        reason: what it is instead.
        before: pattern of what ends where the form begins.
        after: pattern of what starts where the form ends; given both, both must hold.
        needed: True turns the guard round: without this context the form is no actor.
    """

    forms: str
    reason: str
    before: str = ""
    after: str = ""
    needed: bool = False


_GUARDS: Final[tuple[_Guard, ...]] = (
    _Guard(
        "*name|*demonym",
        "company, newspaper or institution",
        after=rf"(?: (?!President|Minister|Secretary|Central|National Bank)[A-Z][\w&]*){{0,2}} {_COMPANY}",
    ),
    _Guard(
        "*name|*demonym|*seat",
        "company, newspaper or street",
        after=rf" {_COMPANY_DIRECT}(?! (?:said|says)\b.{{0,9}}minist)",
    ),
    _Guard(
        "*name|*seat",
        "institution of that name",
        before=(
            r"(?<!Central )(?<!National )\b(?:Bank|Times|Church|Voice|Miss|Captain|Daughters|Boy Scouts|"
            r"Girl Scouts) of (?:the )?"
        ),
    ),
    _Guard("*name|*seat", "university", before=r"\bUniversity of "),
    _Guard("France|Canada|India|China|Algeria|Malta|Mauritius|Tanzania|Seychelles", "airline", before=r"\bAir "),
    _Guard(
        "America",
        "trade union, company or society",
        before=(
            r"\b(?!States|President|People|Embassy|Ministry|Army|Part|Enemies|Friends|Most|All|Much|Rest|"
            r"Enemy)[A-Z]\w+s? of "
        ),
    ),
    _Guard(
        "American|Americans",
        "people of that descent",
        before=r"\b(?!Anglo|Non|Anti|Pro|Pan)[A-Z]\w+-",
        after=rf"(?! (?:{_BILATERAL}))",
    ),
    _Guard("*demonym", "Americans of that descent", after=rf"[- ]Americans?\b(?! (?:{_BILATERAL})\b)"),
    _Guard("*demonym", "people of that descent, not the state", before=r"\b[Ee]thnic "),
    _Guard("American|Americans", "no nationality", before=r"\b[Uu]n-?"),
    _Guard(
        "*demonym",
        "language",
        before=r"\b(?:in|into|speaks?|speaking|spoke|spoken|fluent in|learn(?:ed|ing|s)?|taught|translated from) ",
        after=r"(?:[.,;:!?)\"”]|$| (?:and|that|to|language|on|at|with|as|or|which)\b)",
    ),
    _Guard(
        "*demonym",
        "language",
        after=r"[- ](?:[Ll]anguage|speakers?|speaking|translations?|dictionary|lessons?)\b",
    ),
    _Guard(
        _NAMESAKES,
        "US place of that name",
        after=rf", (?:(?:{_STATES})(?=[.,;)]|$)|(?:{_STATE_ABBREVIATIONS})\.)",
    ),
    _Guard(
        "Athens|Rome|Dublin|Cairo|Vienna|Damascus|Berlin|Lisbon",
        "US place of that name",
        after=r", (?:Georgia|Ga)\b",
    ),
    _Guard(
        "US",
        "the pronoun in capitals",
        before=(
            r"\b(?:ABOUT|ALLOW|ASK|BRING|CALL|CONTACT|EMAIL|FOLLOW|GIVE|HELP|JOIN|KEEP|LEAVE|LET|MAKE|OF|ON|SEND|"
            r"SHOW|SUPPORT|TAKE|TEACH|TELL|TRUST|VISIT|WITH|AMONG) "
        ),
        after=r"(?! [A-Z]?[a-z])",
    ),
    _Guard(
        "IS",
        "the verb in capitals",
        before=(
            r"\b(?:against|by|fight|fighting|of|from|with|join|joined|joining|defeat|defeating|[Tt]he|pro|"
            r"anti)[ -]"
        ),
        after=r"(?! [a-z]+ing\b)(?! [A-Z]{2})",
        needed=True,
    ),
    _Guard(
        "IS",
        "the verb in capitals",
        after=(
            r"[ -](?:militants?|fighters?|jihadists?|terrorists?|insurgents?|extremists?|gunmen|group|"
            r"strongholds?|positions?|leaders?|commanders?|affiliates?|linked|held|controlled|inspired|"
            r"claimed responsibility)\b"
        ),
        needed=True,
    ),
    _Guard("WHO", "the pronoun in capitals", after=r"(?! [A-Z]{2,}\b)", needed=True),
    _Guard(
        "Sino|Indo|Franco|Russo|Anglo|Turko|Hispano",
        "not the first half of a compound",
        after=r"-[A-Z]",
        needed=True,
    ),
    _Guard("Emirates", "the airline", before=r"\b[Tt]he ", needed=True),
    _Guard(
        "Number 10|No. 10|No 10|Number Ten",
        "a rank",
        after=(
            r"(?:'s| (?:said|says|has|is|was|will|Downing|spokes\w+|sources?|insiders?|denied|declined|confirmed|"
            r"insisted))\b"
        ),
        needed=True,
    ),
    _Guard("Polish", "the verb", after=r" (?:[Yy]our|[Uu]p|[Tt]he|[Oo]ff)\b"),
    _Guard(
        "Democratic|Republican",
        "an adjective of another name",
        before=(
            r"\b(?:Social|Liberal|Christian|National|New|Free|Syrian|Kurdish|Kurdistan|Iraqi|United|Irish|Ulster|"
            r"People's|Peoples'|Islamic|Constitutional|Federal|Spanish|Turkish|Popular|Russian) "
        ),
    ),
    _Guard(
        "Democratic|Republican",
        "a state, a force or another party",
        after=(
            r" (?:Republic|Forces|Union|Unionist|Front|People|Progressive|Guard|Army|Movement|Alliance|Left|"
            r"Constitutional|Values|Societ|values|society|[Ss]ocialis)"
        ),
    ),
    _Guard(
        "Democrats|Democrat",
        "another party",
        before=r"\b(?:Social|Christian|Free|Liberal|National|Sweden|Kurdish|Young|European) ",
    ),
    _Guard(
        "Republicans|Republican",
        "Irish, Spanish or other republicans",
        before=r"\b(?:Irish|Spanish|Catalan|dissident) ",
    ),
    _Guard(
        "Congress|Senate|Supreme Court|House of Representatives",
        "a body of a US state or of a party",
        before=(
            rf"\b(?:{_STATES}|Georgia|[Ss]tate|People's|Party|World|Continental|Jewish|Zionist|National|Union|"
            rf"African|Youth|Federal|Arab|Kurdistan|High|International|European|Annual)(?:'s)? "
        ),
    ),
    _Guard("Congress", "a gathering", after=r" of (?:the )?(?!United)[A-Z]"),
    _Guard(
        "Labour",
        "work",
        after=(
            r" (?:market|force|unions?|laws?|costs?|movement's|shortages?|camps?|rights|disputes?|relations|"
            r"[Mm]inist|[Ss]ecretary General|and)\b"
        ),
    ),
    _Guard(
        "Security Council",
        "a national security council",
        before=r"\b(?:National|Russian|Russia's|Ukrainian|Ukraine's|Kremlin|Turkish) ",
    ),
    _Guard(
        "Revolutionary Guard|Revolutionary Guards",
        "another state's guard",
        before=r"\b(?:Libyan|Libya's|Cuban|Gaddafi's) ",
    ),
    _Guard("Taliban", "the Pakistani Taliban", before=r"\b(?:Pakistani|Pakistan's) "),
    _Guard("Supreme Court", "another state's court", after=r" of (?!the United)[A-Z]"),
    _Guard("Turkey", "the bird", after=_MEALS),
    _Guard(
        "Turkey",
        "the bird",
        before=(
            r"(?i:\b(?:thanksgiving|roast(?:ed|ing)?|butterball|wild|smoked|fried|cold|pardoned|presidential|"
            r"frozen|a) )"
        ),
    ),
    _Guard(
        "Georgia",
        "the US state",
        after=(
            r"(?:'s)? (?:Gov\b|[Gg]overnor|Republicans?|Democrats?|Democratic|voters?|Senate|Sen\b|"
            r"[Ss]ecretary of [Ss]tate|Attorney General|Rep\b|[Ll]egislat\w+|lawmakers?|Power|Supreme Court|"
            r"primary|runoff|peach\w*|Public|House|[Cc]ongress\w*|General Assembly|Department|Bureau|\d+(?:st|nd|"
            r"rd|th)\b|electoral|[Ss]tate|GOP|U\.?S\.? |special election|(?:two )?(?:U\.?S\.? )?senators?|"
            r"heartbeat|abortion)"
        ),
    ),
    _Guard(
        "Georgia|Washington",
        "the US state, in a list of states",
        after=rf"(?:,(?: and| or)?| and| or) (?:{_STATES})\b",
    ),
    _Guard(
        "Georgia|Washington",
        "the US state, in a list of states",
        before=rf"\b(?:{_STATES})(?:,(?: and| or)?| and| or) ",
    ),
    _Guard(
        "Georgia",
        "the US state",
        before=(
            r"\b(?:Atlanta|Savannah|Augusta|Macon|Athens|Columbus|Rome|Marietta|Decatur|Valdosta|Albany|"
            r"Warner Robins|Dalton|Gainesville|Plains|Brunswick|\w+ County|[Tt]he state of|the State of), ?"
        ),
    ),
    _Guard("Georgia", "the US state", before=r"\bstate of "),
    _Guard(
        "Washington",
        "the US state",
        after=r"(?:'s)? (?:Gov\b|Governor|Attorney General Bob|Gov\. Jay|state\b|State\b|apples?\b)",
    ),
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- Persons who bear an actor's name ---------------------------------------------------------------------------

#: Forms that follow a bare title as a family name: "Rep. Jordan".
_SURNAMES: Final = _words(
    """
    Jordan Washington England Ireland Holland France Paris London Lima Santiago Wellington Berlin Israel Chad Cuba
    Wales Scotland Rome Bern Britain Trinidad Mali Monaco German Cuban French English Dane Finn Pole Turk Scots
    """
)
_FORENAMES: Final = _words(
    """
    Jordan Chad Israel Georgia Kenya India China Paris London Sofia Holland Ireland America Germany Washington
    Brit Dane Finn Lima Santiago Cuba Jamaica Malta Brazil Wellington Juba Wales Persia
    """
)
#: Given names that begin a sentence more often as another word: "Will Washington act?"
_NO_GIVEN_NAME: Final = _words("April Christian Grant June Marine Mark Rich Sue Will")
#: Capitalised words that follow a country's name without making it a first name.
_NO_SURNAME: Final = (
    r"(?:Gov|Prime|Foreign|President|King|Queen|Prince|Princess|Minister|Ministry|Army|Air|Navy|Defen[cs]e|Supreme|"
    r"National|Parliament|Government|Ambassador|Embassy|State|States|Republican|Republicans|Democrat|Democrats|"
    r"Democratic|Senate|House|Sen|Rep|Valley|Bridge|Agreement|Accords?|Police|Security|Stock|Exchange|Central|Policy|"
    r"Project|Project's|Institute|Study|Studies|Forum|Summit|Conference|Peace|Climate|Fashion|Olympics|Marathon|"
    r"Independence|Strip|River|Says|Said|Will|Is|Has|Was|To|In|On|At|And|Or|The|Of|For|From|With|Over|After|As|By|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Sea|Beiteinu|Beitenu|Lobby|Bonds|Supporters|Desk|Resources|Investment|"
    r"Association|Chamber|Business|Trade|Watch|Review|Initiative|Caucus|Committee|Affairs|Relations|Council|"
    r"Development|Economic|Task|Club|Assembly|School|Metropolitan|Mayor|Underground|City|Symphony|Airport|"
    r"Heathrow|Tech|Southern|Bulldogs|First|Post|Times|Day|Week|D\.?C)\b"
)

# --- Capitals and seats: acting, or mere location ---------------------------------------------------------------

_PLACE_WORD: Final = (
    r"(?:[Ii]n|[Nn]ear|[Aa]t|[Oo]utside|[Ii]nside|[Aa]round|[Aa]cross|[Tt]hroughout|[Ii]nto|[Tt]hrough|[Vv]ia|[Nn]earby|"
    r"[Dd]owntown|[Cc]entral|[Gg]reater|[Ee]ast(?:ern)?|[Ww]est(?:ern)?|[Nn]orth(?:ern)?|[Ss]outh(?:ern)?|[Mm]etropolitan|"
    r"[Ss]uburban|[Cc]apital,?|[Cc]ity|[Ii]nner|[Oo]ld|[Tt]owards? downtown|[Ii]nside of|[Oo]ver downtown|"
    r"[Vv]isit(?:s|ed|ing)?|[Ll]eav(?:e|es|ing)|[Ll]eft|[Rr]each(?:es|ed|ing)|[Ee]nter(?:s|ed|ing)?|[Tt]our(?:s|ed|ing)|"
    r"[Bb]omb(?:ed|ing|s)?|[Ss]hell(?:ed|ing)|[Ss]torm(?:ed|ing)|[Cc]aptur(?:e|ed|ing)|[Ss]eiz(?:e|ed|ing)|"
    r"[Ww]in|[Ww]on|[Ww]inning|[Tt]akes?|[Rr]etak(?:e|ing)|[Rr]eclaim(?:ing)?|[Bb]esieg(?:e|ed|ing)|[Oo]ccup(?:y|ied|ying)|[Ll]iberat(?:e|ed|ing)|[Ff]le(?:e|d|eing)|[Pp]atrol(?:led|ling|s)?)"
)
_PLACE_OF: Final = (
    r"(?:streets?|outskirts|suburbs?|cit(?:y|ies)|capitals?|north(?:east|west)?|south(?:east|west)?|east|west|"
    r"northern|southern|mayor|Mayor|residents?|people|parts?|centre|center|heart|skies|out|edge|town|port|bishop|"
    r"Archbishop|archbishop|Patriarch|patriarch|Bishop|Treaty|Battle|battle|fall|siege|Council|Duke|sack|"
    r"neighbou?rhoods?|district|suburb|map|halls|corridors|miles|kilomet(?:er|re)s|km|airport|liberation|capture|"
    r"University|university|bombing|defen[cs]e|month|gates|walls|roads?)"
)
_MOTION: Final = (
    r"(?:travel\w*|fly|flies|flew|flown|flying|flights?|go|goes|going|went|gone|trips?|visits?|visiting|return\w*|"
    r"arriv\w+|com(?:e|es|ing)|came|head(?:s|ed|ing)?|driv(?:e|es|ing)|drove|driven|mov(?:e|ed|ing)|road|journey\w*|rush\w*|"
    r"back|bound|depart\w*|leav(?:e|es|ing)|left|way|brought|bring|march(?:ed|ing|es)?|tour|stops?|pilgrimage|train|"
    r"far|miles|kilomet(?:er|re)s|km|report(?:s|ing|ed)?|fled|flee|live|broadcast|route|highway|corridor|taken|took|"
    r"invited?|welcomed?|sent|transferred|evacuated|drone|convoy|delegation|commut\w+|relocat\w+|deport\w*|extradit\w*)"
)
_ABSTRACT: Final = (
    r"'s (?:\w+ )?(?:interests?|views?|eyes|opinion|favou?r|orbit|hands|polic(?:y|ies)|stance|position|decision|"
    r"approach|"
    r"attitude|behavio(?:u)?r|role|footsteps|camp|calculations?|foreign|strategy|case|response|support)\b"
)
_PLACE_NOUN: Final = (
    r"(?:residents?|streets?|suburbs?|[Aa]irports?|[Ii]nternational [Aa]irport|neighbou?rhoods?|districts?|police|"
    r"hospitals?|[Uu]niversity|[Ss]tock|[Ss]quare|bureau|correspondents?|metro|subway|mayor|province|apartment|hotels?|"
    r"restaurants?|courts?|newspapers?|area|region|suburb|station|zoo|museum|embassy|headquarters|office|offices|home|"
    r"lawn|grounds|complex|briefing room|directors?|think tanks?|lobbyists?|law firm|social|hopefuls?|picnic|dinner|"
    r"Hilton|townships?|[Gg]reen [Zz]one|Grand|Friday|bazaar|market|bombings?|blast|attacks?|"
    r"[Aa]ccords?|[Aa]greements?|[Tt]reaty|[Pp]act|[Ss]tatute|[Cc]onvention|[Pp]rotocol|[Pp]rocess|[Ss]ummit|talks|"
    r"[Cc]onference|[Cc]limate|[Mm]emorandum|[Dd]eclaration|[Rr]ound|[Cc]onsensus|Club|massacre|[Mm]arathon|Olympics|"
    r"Games|meeting|conference|[Tt]ime|-area|visit|trip|rally|protests?|riots?|marches)\b"
)
_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"

_PLACE_BEFORE: Final = (
    rf"(?:\b{_PLACE_WORD} |\b{_PLACE_OF} of |\b{_MOTION}(?: [\w'-]+){{0,4}}? (?:to|for|from|towards?) |\b[Ss]iege to "
    r"|\b(?:race|bid|run|running|ran|quest|campaign|contest|candidates?) for "
    r"|\b(?:flights?|road|railway|route|highway|train|line|distance|trade route) between )(?:the )?"
)
_PLACE_AFTER: Final = (
    rf"(?:-(?:based|born|area)\b|,? D\.?C\b|, (?:the )?(?:[\w']+ ){{0,3}}capital\b"
    rf"|, {_MONTH}\w*\.? ?\d|(?:'s)? {_PLACE_NOUN}"
    r"|'s [A-Z]\w+ (?:Square|Street|district|Airport|University|neighbou?rhood|Hotel|Hospital|station|Theat(?:er|re)))"
)
_DAY: Final = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})\b"
#: "TEHRAN, Dec. 12 (Agency) --", "WASHINGTON (AP) —", "Moscow, 5 July:", or the capital alone on its line.
_DATELINE: Final = (
    rf"(?:, [^\n().:]{{2,40}})?[.,]?(?: {_DAY})?(?: ?\([^()\n]{{2,40}}\)| ?[/,])? ?(?:--|—|–|―| - |:)"
    rf"|[.,]? \((?:[A-Z][\w./ ]+)\)|[.,] {_DAY}|\s*(?:\n|$)"
)

_GEORGIA_STATE: Final = (
    rf"\b(?:{_STATES}|Atlanta|Savannah|Kemp|Stacey Abrams|Ossoff|Warnock|Raffensperger|Fulton County|Gwinnett|"
    r"Peach State|Kelly Loeffler|Newt Gingrich|Southern states|battleground states?|swing states?)\b"
)
_GEORGIA_COUNTRY: Final = (
    r"\b(?:Saakashvili|Shevardnadze|Ivanishvili|Margvelashvili|Kobakhidze|Zourabichvili|Garibashvili|Gakharia|"
    r"South Ossetian?|Abkhazian?|Caucasus|Batumi|Gori|Pankisi|Tskhinvali|Sukhumi)\b"
)
_BIRD: Final = r"(?i:\b(?:thanksgiving|butterball|gobbl\w+|drumsticks?|cranberr\w+|poultry|roasted|basting|giblets?)\b)"

# --- Text helpers -----------------------------------------------------------------------------------------------

_SAME_LENGTH: Final = {
    ord(char): replacement
    for replacement, chars in {
        "'": "\u2019\u2018\u02bc\u00b4",
        "-": "\u2010\u2011",
        " ": "\u00a0\u202f\u2009\t\r\f\v",
    }.items()
    for char in chars
}
_CONTEXT: Final = 80  # characters of left context that any pattern may need


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _ends(source: str, text: str, end: int) -> bool:
    """Whether ``text[:end]`` ends with ``source``."""
    return _pattern(f"(?:{source})\\Z").search(text[max(0, end - _CONTEXT) : end]) is not None


def _starts(source: str, text: str, start: int) -> bool:
    """Whether ``text[start:]`` starts with ``source``."""
    return _pattern(source).match(text, start) is not None


def _one_line(text: str) -> str:
    """``text``, same length, with plain quotes and spaces and lone line ends made spaces."""

    def line_end(match: re.Match[str]) -> str:
        return ("\n" if match.group().count("\n") > 1 else " ") * len(match.group())

    flat = text.translate(_SAME_LENGTH)
    return _pattern(r" *\n[ \n]*").sub(line_end, flat) if "\n" in flat else flat


def _single_spaced(flat: str) -> tuple[str, list[int]]:
    """``flat`` with runs of spaces made one, and each character's offset in ``flat``."""
    kept = [i for i, char in enumerate(flat) if char != " " or not i or flat[i - 1] != " "]
    return "".join([flat[i] for i in kept]), [*kept, len(flat)]


def _unaccented(text: str) -> str:
    return "".join(char for char in normalize("NFKD", text) if not combining(char))


def _variants(alias: str) -> Iterator[str]:
    """Forms of ``alias`` that count as the same: no accents, a capital at the start, all capitals.

    Short forms get no variant in capitals: "Lao" and "Vox" would become acronyms.
    """
    forms = [alias] if alias.isascii() else [alias, _unaccented(alias)]
    for form in forms:
        if form != alias:
            yield form
        if form[0].islower():
            yield form[0].upper() + form[1:]
        if len(form) > 3 and not form.isupper():
            yield form.upper()


class _Scan(NamedTuple):
    """A text prepared for matching.

    Attributes:
        flat: single-spaced, with plain quotes; only paragraph breaks are left of line ends.
        lined: the same characters, with every line end kept.
        offsets: offset in the original of each character of ``flat`` and of its end, or
            None where they are the same.
    """

    flat: str
    lined: str
    offsets: list[int] | None

    @classmethod
    def of(cls, text: str) -> _Scan:
        flat = _one_line(text)
        if "  " not in flat:
            return cls(flat, text, None)
        flat, offsets = _single_spaced(flat)
        return cls(flat, "".join([text[i] for i in offsets[:-1]]), offsets)

    def line_start(self, index: int) -> bool:
        """Whether only spaces stand between the start of the line and ``index``."""
        return not self.lined[self.lined.rfind("\n", 0, index) + 1 : index].strip()

    def in_headline(self, index: int) -> bool:
        """Whether the line is no sentence and most longer words are capitalised: capitals tell nothing."""
        end = self.lined.find("\n", index)
        line = self.lined[self.lined.rfind("\n", 0, index) + 1 : end if end >= 0 else None]
        words: list[str] = _pattern(r"\b[^\W\d_]{4,}").findall(line)
        return (
            len(words) > 3
            and line.rstrip()[-1:] not in '.!?"”'
            and sum(word[0].isupper() for word in words) > 0.7 * len(words)
        )


# --- The alias table and the user's file ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of an actors file; ``where`` is "line 3" or "entry 3"."""

    where: str
    name: str
    kind: ActorKind
    iso3: str = ""
    affiliation: str = ""
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()

    def forms(self) -> Iterator[tuple[str, Form]]:
        yield self.name, "name"
        for alias in self.aliases:
            yield alias, "name"
        for alias in self.demonyms:
            yield alias, "demonym"
        for alias in self.metonyms:
            yield alias, "metonym"

    def extended_by(self, other: _Row) -> _Row:
        """This row with the name and the further forms of ``other``."""
        known = {alias for alias, _ in self.forms()}

        def added(column: str) -> tuple[str, ...]:
            new = cast("tuple[str, ...]", getattr(other, column))
            return (*cast("tuple[str, ...]", getattr(self, column)), *(alias for alias in new if alias not in known))

        lists = {column: added(column) for column in _LIST_COLUMNS}
        if other.name != self.name:
            lists["aliases"] = (self.name, *(alias for alias in lists["aliases"] if alias != other.name))
        return _Row(other.where, other.name, self.kind, self.iso3, other.affiliation or self.affiliation, **lists)

    def without(self, surfaces: set[str]) -> _Row:
        """This row less the forms that another row has taken over; the name stays."""
        lists = {
            column: tuple(alias for alias in cast("tuple[str, ...]", getattr(self, column)) if alias not in surfaces)
            for column in _LIST_COLUMNS
        }
        return _Row(self.where, self.name, self.kind, self.iso3, self.affiliation, **lists)


def _built_in_rows() -> list[_Row]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        return [
            _Row(
                f"line {reader.line_num}",
                name,
                cast("ActorKind", kind),
                iso3,
                affiliation,
                *(tuple(value.split("|")) if value else () for value in lists),
            )
            for name, kind, iso3, affiliation, *lists in reader
        ]


class _ActorsFile:
    """Reads and checks a user's actors file, CSV or YAML."""

    def __init__(self, path: Path, known_iso3: frozenset[str]) -> None:
        self.path = path
        self.known_iso3 = known_iso3
        self.restrict = False

    def rows(self) -> list[_Row]:
        """The rows in file order.

        Raises:
            ActorsFileError: naming file, line or entry, and field.
        """
        records = self._csv() if self.path.suffix.lower() == ".csv" else self._yaml()
        rows = [self._row(where, record) for where, record in records]
        if not rows:
            raise self._error("", "lists no actor; give at least a name and a kind")
        self._check_duplicates(rows)
        return rows

    def _error(self, where: str, problem: str) -> ActorsFileError:
        return ActorsFileError(f"{self.path}{', ' + where if where else ''}: {problem}")

    def _text(self) -> str:
        if self.path.suffix.lower() not in {".csv", ".yaml", ".yml"}:
            raise self._error("", "an actors file must end in .csv, .yaml or .yml")
        try:
            return self.path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise self._error(
                "", f"cannot be read ({error.strerror}); check the path given as the actors file"
            ) from None
        except UnicodeDecodeError as error:
            raise self._error("", f"is not UTF-8 (byte {error.start}); save it as UTF-8") from None

    def _csv(self) -> list[tuple[str, Mapping[str, object]]]:
        reader = csv.DictReader(self._text().splitlines(keepends=True), strict=True)
        try:
            self._check_columns("line 1", reader.fieldnames or ())
            records: list[tuple[str, Mapping[str, object]]] = []
            for record in reader:
                where = f"line {reader.line_num}"
                if None in record:
                    raise self._error(where, "has more values than the header has columns; quote values with commas")
                records.append((where, record))
        except csv.Error as error:
            raise self._error(f"line {reader.line_num}", f"is not valid CSV ({error})") from None
        return records

    def _yaml(self) -> list[tuple[str, Mapping[str, object]]]:
        text = self._text()
        import yaml  # only here: it costs 15 ms, and most runs have no actors file

        try:
            content: object = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise self._error("", f"is not valid YAML: {' '.join(str(error).split())}") from None
        if isinstance(content, dict):
            content = self._top_level(cast("dict[object, object]", content))
        if not isinstance(content, list):
            raise self._error("", "must hold a list of actors, or a map with the keys actors and restrict")
        records: list[tuple[str, Mapping[str, object]]] = []
        for number, entry in enumerate(cast("list[object]", content), 1):
            where = f"entry {number}"
            if not isinstance(entry, dict):
                raise self._error(where, f"is not a map of {', '.join(_COLUMNS)} but {entry!r}")
            record = {str(key): value for key, value in cast("dict[object, object]", entry).items()}
            self._check_columns(where, record)
            records.append((where, record))
        return records

    def _top_level(self, content: dict[object, object]) -> object:
        unknown = [str(key) for key in content if key not in ("actors", "restrict")]
        if unknown:
            raise self._error("", f"unknown key {unknown[0]!r} at the top; valid keys: actors, restrict")
        restrict = content.get("restrict", False)
        if not isinstance(restrict, bool):
            raise self._error("", f"restrict is {restrict!r}; it must be true or false")
        self.restrict = restrict
        return content.get("actors")

    def _check_columns(self, where: str, columns: Iterable[str]) -> None:
        unknown = [column for column in columns if column not in _COLUMNS]
        if unknown:
            raise self._error(where, f"unknown column {unknown[0]!r}; valid columns: {', '.join(_COLUMNS)}")

    def _row(self, where: str, record: Mapping[str, object]) -> _Row:
        def value(column: str) -> str:
            return self._string(where, column, record.get(column))

        name, kind, iso3 = value("name"), value("kind"), value("iso3")
        if not name:
            raise self._error(where, "name is empty; every actor needs one")
        if kind not in ACTOR_KINDS:
            raise self._error(where, f"kind {kind!r} of {name} is unknown; valid kinds: {', '.join(ACTOR_KINDS)}")
        if kind == "country" and not iso3:
            raise self._error(
                where, f"iso3 of the country {name} is empty; for a state without a code invent one in X.."
            )
        if iso3 and iso3 not in self.known_iso3 and not _pattern(_USER_ASSIGNED).fullmatch(iso3):
            raise self._error(
                where,
                f"iso3 {iso3!r} of {name} is no ISO 3166-1 alpha-3 code; give one such as IRN, or XAA to XZZ",
            )
        lists = {column: self._strings(where, column, record.get(column)) for column in _LIST_COLUMNS}
        return _Row(where, name, kind, iso3, value("affiliation"), **lists)

    def _string(self, where: str, column: str, value: object) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._error(where, f"{column} {value!r} is not text; put it in quotes")
        return " ".join(value.split())

    def _strings(self, where: str, column: str, value: object) -> tuple[str, ...]:
        values: list[object] = []
        for item in cast("list[object]", value) if isinstance(value, list) else [value]:
            values.extend(item.split("|") if isinstance(item, str) else [item])
        return tuple(alias for item in values if (alias := self._string(where, column, item)))

    def _check_duplicates(self, rows: list[_Row]) -> None:
        seen: dict[str, str] = {}
        codes: dict[str, str] = {}
        for row in rows:
            if row.kind == "country" and codes.setdefault(row.iso3, row.where) != row.where:
                raise self._error(
                    row.where, f"iso3 {row.iso3} already stands at {codes[row.iso3]}; keep one of the two"
                )
            for number, (alias, _) in enumerate(row.forms()):
                if number and alias == row.name:
                    continue  # a name repeated among its own aliases loses nothing
                if alias in seen:
                    raise self._error(
                        row.where, f"alias {alias!r} already stands at {seen[alias]}; keep one of the two"
                    )
                seen[alias] = row.where


def _merged(built_in: list[_Row], own: list[_Row]) -> tuple[list[tuple[_Row, str]], set[str]]:
    """Built-in rows with a user's rows taken in.

    A user's row of the same name and kind, or of the same country code, extends the built-in
    row; any other is added, and takes its forms away from whoever had them.

    Returns:
        pairs of a row and its built-in name ("" for one that is new), and the new forms.
    """
    extends: dict[int, _Row] = {}
    added: list[_Row] = []
    for row in own:
        same = [
            i
            for i, old in enumerate(built_in)
            if row.kind == old.kind and (row.iso3 == old.iso3 if row.kind == "country" else row.name == old.name)
        ]
        if same:
            extends[same[0]] = row
        else:
            added.append(row)
    known = {i: {alias for alias, _ in built_in[i].forms()} for i in extends}
    fresh = {alias for row in added for alias, _ in row.forms()}
    fresh |= {alias for i, row in extends.items() for alias, _ in row.forms() if alias not in known[i]}
    merged = [
        (old.extended_by(extends[i]) if i in extends else old.without(fresh), old.name)
        for i, old in enumerate(built_in)
    ]
    return merged + [(row, "") for row in added], fresh


# --- Matching ---------------------------------------------------------------------------------------------------


@cache
def _guards_by_form() -> dict[str, list[_Guard]]:
    table: dict[str, list[_Guard]] = {}
    for guard in _GUARDS:
        for form in guard.forms.split("|"):
            table.setdefault(form, []).append(guard)
    return table


def _guard_holds(guard: _Guard, flat: str, hit: _Hit) -> bool:
    return (not guard.before or _ends(guard.before, flat, hit.start)) and (
        not guard.after or _starts(guard.after, flat, hit.end)
    )


def _blocked(flat: str, hit: _Hit) -> bool:
    """Whether the words around a hit show that it is not its actor."""
    entry = hit.entry
    if _in_address(flat, hit):
        return True
    table = _guards_by_form()
    group = "*seat" if entry.form == "metonym" else f"*{entry.form}"
    states = entry.form != "name" or (entry.actor is not None and entry.actor.kind == "country")
    guards = [*table.get(entry.alias, ()), *(table.get(group, ()) if states else ())]
    if any(_guard_holds(guard, flat, hit) for guard in guards if not guard.needed):
        return True
    needed = [guard for guard in guards if guard.needed]
    return bool(needed) and not any(_guard_holds(guard, flat, hit) for guard in needed)


def _in_address(flat: str, hit: _Hit) -> bool:
    """Whether a hit is part of a web address, a mail address or a user name."""
    lead = flat[max(flat.rfind(" ", 0, hit.start), flat.rfind("\n", 0, hit.start)) + 1 : hit.start]
    return (
        "@" in lead
        or "://" in lead
        or lead.startswith("www.")
        or _starts(r"\.(?:com|org|net|gov|info)\b", flat, hit.end)
    )


def _is_full_name(scan: _Scan, hit: _Hit, edges: set[int]) -> bool:
    """Whether a hit stands in a person's full or titled name: "Jim Jordan", "Rep. Jordan", "Jordan Lee".

    Args:
        scan: the text around the hit.
        hit: the hit.
        edges: where hits start and end; a word beside it that is an actor itself is no name.
    """
    flat, alias = scan.flat, hit.entry.alias
    if alias in _SURNAMES and _ends(rf"\b{_TITLES} ", flat, hit.start):
        return True
    if hit.start - 1 not in edges and (hit.entry.form != "demonym" or alias in _SURNAMES):
        word = _pattern(r"([A-Z][\w'-]+)(?: [A-Z]\.)? \Z").search(flat[max(0, hit.start - _CONTEXT) : hit.start])
        if word and word.group(1) not in _NO_GIVEN_NAME and is_given_name(word.group(1).lower()):
            return True
    # After these, "the prime minister of Israel Benjamin Netanyahu" is likelier than a person's first name.
    if alias not in _FORENAMES or hit.end + 1 in edges or _ends(r"\b(?:of|in|from|into) ", flat, hit.start):
        return False
    return _starts(rf" (?!{_NO_SURNAME})(?:[A-Z]\. )?[A-Z][a-z]+", flat, hit.end) and not scan.in_headline(hit.start)


def _may_be_person(hit: _Hit) -> bool:
    actor = hit.entry.actor
    return hit.entry.guarded and actor is not None and actor.kind in ("country", "place") and hit.entry.alias.isalpha()


def _acts_as_country(flat: str, hit: _Hit) -> bool:
    return _ends(rf"\b{_LOCATIVE} ", flat, hit.start) or _starts(_COUNTRY_NOUN, flat, hit.end)


def _without_persons(scan: _Scan, hits: list[_Hit]) -> list[_Hit]:
    """Drops full names, and a bare name where the text introduces a person and shows no country."""
    edges = {edge for hit in hits for edge in (hit.start, hit.end)}
    full = {hit for hit in hits if _may_be_person(hit) and _is_full_name(scan, hit, edges)}
    introduced = {hit.entry.alias for hit in full}
    if not introduced:
        return hits
    kept = [hit for hit in hits if hit not in full]
    countries = Counter((_country(hit), hit.entry.alias) for hit in kept)

    def only_person(hit: _Hit) -> bool:
        alias = hit.entry.alias
        if alias not in introduced or _acts_as_country(scan.flat, hit):
            return False
        others = sum(n for (code, other), n in countries.items() if code == _country(hit) and other != alias)
        return not others or hit.entry.form == "metonym"

    return [hit for hit in kept if not only_person(hit)]


def _country(hit: _Hit) -> str:
    return hit.entry.actor.country if hit.entry.actor else ""


def _without_look_alikes(flat: str, hits: list[_Hit]) -> list[_Hit]:
    """Drops Georgia where the text is about the US state, and Turkey where it is about the bird."""
    aliases = {hit.entry.alias for hit in hits if hit.entry.guarded}
    mentions = Counter(_country(hit) for hit in hits if hit.entry.alias not in ("Georgia", "Turkey"))
    dropped: set[str] = set()
    if "Georgia" in aliases:
        state = len(_pattern(_GEORGIA_STATE).findall(flat))
        if state > mentions["GEO"] + len(_pattern(_GEORGIA_COUNTRY).findall(flat)):
            dropped.add("Georgia")
    if "Turkey" in aliases and not mentions["TUR"] and _pattern(_BIRD).search(flat):
        dropped.add("Turkey")
    return [hit for hit in hits if hit.entry.alias not in dropped or not hit.entry.guarded]


def _seat_form(scan: _Scan, hit: _Hit, inherited: Form | None) -> Form:
    """Whether a capital or seat acts for its government or is a mere location.

    Args:
        scan: the text around the hit.
        hit: the hit.
        inherited: form of the seat that this one is joined to by "and" or a comma, if any.
    """
    flat = scan.flat
    if hit.entry.alias.endswith(("D.C.", "DC")):
        return "place"
    if scan.line_start(hit.start) and _starts(_DATELINE, flat, hit.end):
        return "place"
    if _starts(_PLACE_AFTER, flat, hit.end):
        return "place"
    if hit.entry.alias == "Capitol Hill" and _ends(r"\b[Oo]n ", flat, hit.start):
        return "place"
    if _ends(_PLACE_BEFORE, flat, hit.start):
        return "metonym" if _starts(_ABSTRACT, flat, hit.end) else "place"
    return inherited or "metonym"


class Gazetteer:
    """Finds listed actors in running text. Build one with :meth:`load` and reuse it.

    Attributes:
        actors: every actor that can be found, in file order, the user's own last.
    """

    def __init__(self, rows: list[tuple[_Row, str]], fresh: set[str], listed: set[str] | None) -> None:
        """Use :meth:`load`.

        Args:
            rows: rows with their built-in names.
            fresh: forms that a user's file brought; no guard applies to them.
            listed: names of the only actors to find, or None for all.
        """
        self._countries: dict[str, Actor] = {}
        self._forms: dict[str, _Entry] = {}
        self._index: dict[str, list[tuple[str, _Entry]]] = {}
        by_name = self._make_actors([row for row, _ in rows])
        built_in = {old: by_name[row.name, row.kind] for row, old in rows if old}
        self._add_forms(rows, by_name, built_in, fresh)
        self._make_index()
        self._named = built_in
        self.actors = tuple(actor for actor in by_name.values() if listed is None or actor.name in listed)
        self._listed: frozenset[Actor] | None = None if listed is None else frozenset(self.actors)
        self._last: tuple[str, tuple[GazetteerMatch, ...]] = ("", ())

    @classmethod
    def load(cls, actors_file: Path | None = None, *, restrict: bool = False) -> Gazetteer:
        """The built-in table, with a user's actors added or alone.

        Args:
            actors_file: CSV (columns name, kind, iso3, affiliation, aliases, demonyms, metonyms; several
                values joined by ``|``) or YAML (a list of maps with these keys, or a map with
                ``actors`` and ``restrict``). Only name and kind are required; ``affiliation`` is a
                country code or another actor's name. A form listed here is taken from the built-in
                actor that had it; a row with a built-in country's code, or with the name and kind
                of any other built-in actor, adds its forms to that actor.
            restrict: find only the actors of the file. ``restrict: true`` in a YAML file does the same.

        Raises:
            ActorsFileError: the file cannot be read or says something impossible.
        """
        built_in = _built_in_rows()
        if actors_file is None:
            return cls([(row, row.name) for row in built_in], set(), None)
        file = _ActorsFile(Path(actors_file), frozenset(row.iso3 for row in built_in if row.iso3))
        own = file.rows()
        rows, fresh = _merged(built_in, own)
        listed = {row.name for row in own} if restrict or file.restrict else None
        try:
            return cls(rows, fresh, listed)
        except ActorsFileError as error:
            raise ActorsFileError(f"{actors_file}, {error}") from None

    def country(self, iso3: str) -> Actor | None:
        """The country of an ISO 3166-1 alpha-3 code, also one that a restricting file leaves out."""
        return self._countries.get(iso3)

    def lookup(self, name: str) -> Actor | None:
        """The actor of exactly this name or alias, without context; "the" and "'s" may surround it.

        A name with several owners gives its most usual one, or None if it has none.
        """
        flat = " ".join(_one_line(name).split())
        for form in (flat, flat.removesuffix("'s"), flat.removesuffix("'")):
            for surface in (form, form[4:] if form.startswith(("the ", "The ")) else form):
                entry = self._forms.get(surface)
                if entry and entry.actor and self._is_listed(entry.actor):
                    return entry.actor
        return None

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[GazetteerMatch, ...]:
        """The actors named in ``text[start:end]``, judged with the whole text as context.

        The longest form wins. The last text is remembered, so that asking for its
        sentences one by one costs little more than asking once.

        Args:
            text: the whole article.
            start: first character to report, in ``text``.
            end: end of the part to report, exclusive; None is the end of ``text``.

        Returns:
            matches that lie wholly in the part, sorted, not overlapping, offsets into ``text``.
        """
        last_text, matches = self._last
        if text != last_text:
            matches = self._search(text)
            self._last = (text, matches)
        if start <= 0 and end is None:
            return matches
        stop = len(text) if end is None else end
        return tuple(match for match in matches if start <= match.span.start and match.span.end <= stop)

    # Building

    def _make_actors(self, rows: list[_Row]) -> dict[tuple[str, str], Actor]:
        """One Actor per row, affiliations linked; fills the table of countries."""
        by_name = {row.name: row for row in rows}
        by_code = {row.iso3: row for row in rows if row.kind == "country"}
        made: dict[tuple[str, str], Actor] = {}

        def make(row: _Row, asked: tuple[str, ...]) -> Actor:
            actor = made.get((row.name, row.kind))
            if actor:
                return actor
            if row.name in asked:
                raise ActorsFileError(f"{row.where}: affiliation of {row.name} leads back to itself; clear one of them")
            affiliation = None
            if row.affiliation:
                other = by_code.get(row.affiliation) or by_name.get(row.affiliation)
                if other is None:
                    raise ActorsFileError(
                        f"{row.where}: affiliation {row.affiliation!r} of {row.name} is no listed actor; "
                        "give a country's ISO 3166-1 alpha-3 code or the name of an actor"
                    )
                affiliation = make(other, (*asked, row.name))
            aliases = tuple(alias for alias, _ in row.forms() if alias != row.name)
            actor = made[row.name, row.kind] = Actor(row.name, row.kind, row.iso3, aliases, affiliation)
            return actor

        for row in rows:
            make(row, ())
        self._countries = {code: made[row.name, "country"] for code, row in by_code.items()}
        return {(row.name, row.kind): made[row.name, row.kind] for row in rows}

    def _add_forms(
        self,
        rows: list[tuple[_Row, str]],
        by_name: dict[tuple[str, str], Actor],
        built_in: dict[str, Actor],
        fresh: set[str],
    ) -> None:
        """Fills the table of forms; of two claims to one form the earlier step here wins."""
        own: dict[str, _Entry] = {}
        listed: dict[str, _Entry] = {}
        for row, old in rows:
            actor = by_name[row.name, row.kind]
            for alias, form in row.forms():
                if alias in fresh and not (old and alias == row.name == old):
                    own[alias] = _Entry(alias, form, actor, (), guarded=False)
                else:
                    listed.setdefault(alias, _Entry(alias, form, actor))
        shared: dict[str, _Entry] = {}
        for surface, readings, default in _SHARED:
            pairs = tuple(cast("tuple[str, str]", tuple(reading.split("=", 1))) for reading in readings.split("|"))
            form: Form = "demonym" if surface.startswith(("Congolese", "Dominican")) else "name"
            shared[surface] = _Entry(surface, form, built_in[default] if default else None, pairs)
        phrases = {
            phrase: _Entry(phrase, "name", None) for group in _LOOKALIKES.values() for phrase in group.split("|")
        }
        for table in (own, shared, listed, phrases):
            for alias, entry in table.items():
                self._forms.setdefault(alias, entry)
        for alias, entry in list(self._forms.items()):
            for variant in _variants(alias):
                self._forms.setdefault(variant, entry)

    def _make_index(self) -> None:
        """Forms by their first word, longest first."""
        first = _pattern(r"\w+|\W")
        for surface in sorted(self._forms, key=len, reverse=True):
            head = surface.partition(" ")[0]
            if not head.isalnum():
                head = cast("re.Match[str]", first.match(surface)).group()
            self._index.setdefault(head, []).append((surface, self._forms[surface]))

    # Searching

    def _is_listed(self, actor: Actor) -> bool:
        return self._listed is None or actor in self._listed

    def _search(self, text: str) -> tuple[GazetteerMatch, ...]:
        scan = _Scan.of(text)
        hits = [hit for hit in self._hits(scan.flat) if not hit.entry.guarded or not _blocked(scan.flat, hit)]
        hits = _without_look_alikes(scan.flat, _without_persons(scan, hits))
        matches: list[GazetteerMatch] = []
        for hit, form in self._formed(scan, self._read(scan.flat, hits)):
            actor = cast("Actor", hit.entry.actor)
            if self._is_listed(actor):
                start, end = hit.start, hit.end
                if scan.offsets:
                    start, end = scan.offsets[start], scan.offsets[end - 1] + 1
                matches.append(GazetteerMatch(Span(start, end), actor, form, text[start:end]))
        return tuple(matches)

    def _hits(self, flat: str) -> Iterator[_Hit]:
        """Every listed form in ``flat``, longest first, from left to right; look-alikes are skipped over."""
        index, stop = self._index, 0
        for token in _pattern(r"\w+|[^\w\s]").finditer(flat):
            start = token.start()
            if start < stop:
                continue
            for surface, entry in index.get(token.group(), ()):
                end = start + len(surface)
                if flat.startswith(surface, start) and not (
                    surface[-1].isalnum() and end < len(flat) and (flat[end].isalnum() or flat[end] == "_")
                ):
                    stop = end
                    if entry.actor or entry.readings:
                        yield _Hit(start, end, entry)
                    break

    def _read(self, flat: str, hits: list[_Hit]) -> list[_Hit]:
        """Gives each name with several owners the owner whose country the text is about, or drops it."""
        mentions = Counter(_country(hit) for hit in hits if not hit.entry.readings)
        del mentions[""]
        read: list[_Hit] = []
        for i, hit in enumerate(hits):
            if not hit.entry.readings:
                read.append(hit)
                continue
            joined = i > 0 and flat[hits[i - 1].end : hit.start] in (" ", "'s ", "' ")
            actor = self._owner(hit.entry, mentions, _country(hits[i - 1]) if joined else "")
            if actor:
                read.append(_Hit(hit.start, hit.end, hit.entry._replace(actor=actor)))
        return read

    def _owner(self, entry: _Entry, mentions: Counter[str], beside: str) -> Actor | None:
        """Which actor a name with several owners means.

        Args:
            entry: the name.
            mentions: how often the text names each country.
            beside: the country named right before ("Indian" in "Indian Congress"), or "".
        """
        readings = dict(entry.readings)
        if beside:
            return self._named[readings[beside]] if beside in readings else None
        most = max(mentions.values(), default=0)
        code = max(readings, key=lambda reading: mentions[reading])
        # A quarter: an American story about Iran names Iran more often than the United States.
        if mentions[code] and mentions[code] * 4 >= most:
            return self._named[readings[code]]
        return entry.actor if most < 2 else None

    def _formed(self, scan: _Scan, hits: list[_Hit]) -> Iterator[tuple[_Hit, Form]]:
        """Hits with their form; capitals and seats become metonym or place."""
        previous: _Hit | None = None
        form: Form = "name"
        for hit in hits:
            if hit.entry.form != "metonym":
                yield hit, hit.entry.form
                continue
            joined = previous is not None and _pattern(r",? (?:and |or |& )?|/|-").fullmatch(
                scan.flat, previous.end, hit.start
            )
            form = _seat_form(scan, hit, form if joined else None)
            previous = hit
            yield hit, form
