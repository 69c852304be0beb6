"""Tables of look-alikes: contexts in which a listed form is not the actor, each row with its reason.

"Georgia" the state, "New Mexico", "Jordan" the surname, "Washington" the place or the
newspaper, "Turkey" the bird. Data only; ``gazetteer`` applies it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = [
    "ABSTRACT",
    "AMERICAN_OFFICE",
    "BIRD",
    "CLIPPED",
    "COUNTRY_NOUN",
    "DATELINE",
    "FORENAMES",
    "GEORGIA_COUNTRY",
    "GEORGIA_STATE",
    "GUARDS",
    "LOCATIVE",
    "LOOKALIKES",
    "NO_GIVEN_NAME",
    "NO_SURNAME",
    "PLACE_AFTER",
    "PLACE_BEFORE",
    "SHARED",
    "SINGULAR",
    "SURNAMES",
    "TITLES",
    "Guard",
    "Shared",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- Look-alikes: longer phrases in which a listed form is no actor -------------------------------------------

LOOKALIKES: Final[dict[str, str]] = {
    "states, provinces, counties and cities": "New Mexico|New Mexican|New Mexicans|New Jersey|New England|"
    "West Virginia|British Columbia|British Columbian|British Columbians|"
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
    "streets and coasts": "West Bank|West Wing|West Coast|West Side|West End|West Point|West Lawn|West Midlands|"
    "West African|West Africans|West Africa|West German|West Germans|West Germany|West Indian|West Indians|West Indies|"
    "West Asian|West Papuan|West Texas|West Ham|West Brom",
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


class Shared(NamedTuple):
    """A form that several actors use; the article's most mentioned country decides.

    Attributes:
        surface: the form.
        readings: ``ISO3=Actor name`` joined by ``|``.
        default: the actor when no listed country is mentioned, or "" for none.
    """

    surface: str
    readings: str
    default: str = ""


#: Words that are a party's name where the text also has it in full.
CLIPPED: Final[dict[str, str]] = {"Reform": "Reform UK"}

SHARED: Final[tuple[Shared, ...]] = (
    Shared(
        "Congo",
        "COD=Democratic Republic of the Congo|COG=Republic of the Congo",
        "Democratic Republic of the Congo",
    ),
    Shared(
        "Congolese",
        "COD=Democratic Republic of the Congo|COG=Republic of the Congo",
        "Democratic Republic of the Congo",
    ),
    Shared("Dominican", "DOM=Dominican Republic|DMA=Dominica", "Dominican Republic"),
    Shared("Dominicans", "DOM=Dominican Republic|DMA=Dominica", "Dominican Republic"),
    Shared("Congress", "USA=United States Congress|IND=Indian National Congress", "United States Congress"),
    Shared("Senate", "USA=United States Senate", "United States Senate"),
    Shared("House of Representatives", "USA=United States House of Representatives"),
    Shared("Supreme Court", "USA=United States Supreme Court", "United States Supreme Court"),
    Shared("Justice Department", "USA=United States Department of Justice", "United States Department of Justice"),
    Shared("House of Commons", "GBR=House of Commons"),
    Shared(
        "Democratic Party",
        "USA=Democratic Party|KOR=Democratic Party of Korea|ITA=Italian Democratic Party",
        "Democratic Party",
    ),
    Shared("Democratic", "USA=Democratic Party", "Democratic Party"),
    Shared("Republican Party", "USA=Republican Party|FRA=Les Républicains", "Republican Party"),
    Shared("Republican", "USA=Republican Party|FRA=Les Républicains", "Republican Party"),
    Shared("Republicans", "USA=Republican Party|FRA=Les Républicains", "Republican Party"),
    Shared("Law and Justice", "POL=Law and Justice"),
    Shared("Conservatives", "GBR=Conservative Party|CAN=Conservative Party of Canada"),
    Shared("Conservative Party", "GBR=Conservative Party|CAN=Conservative Party of Canada", "Conservative Party"),
    Shared("Labour", "GBR=Labour Party|NZL=New Zealand Labour Party"),
    Shared("Labour Party", "GBR=Labour Party|NZL=New Zealand Labour Party", "Labour Party"),
    Shared("Labor Party", "AUS=Australian Labor Party|ISR=Israeli Labor Party|GBR=Labour Party"),
    Shared("Labor party", "AUS=Australian Labor Party|ISR=Israeli Labor Party|GBR=Labour Party"),
    Shared("Labour party", "GBR=Labour Party|NZL=New Zealand Labour Party", "Labour Party"),
    Shared("Liberals", "CAN=Liberal Party of Canada|AUS=Liberal Party of Australia"),
    Shared("Liberal Party", "CAN=Liberal Party of Canada|AUS=Liberal Party of Australia"),
    Shared("Socialist Party", "FRA=Socialist Party|ESP=Spanish Socialist Workers' Party"),
    Shared("Socialists", "FRA=Socialist Party|ESP=Spanish Socialist Workers' Party"),
    Shared("Social Democrats", "DEU=Social Democratic Party of Germany|SWE=Swedish Social Democratic Party"),
    Shared("Christian Democrats", "DEU=Christian Democratic Union"),
    Shared("Free Democrats", "DEU=Free Democratic Party"),
    Shared("Freedom Party", "AUT=Freedom Party of Austria|NLD=Party for Freedom"),
    Shared("People's Party", "ESP=People's Party of Spain|AUT=Austrian People's Party|DNK=Danish People's Party"),
    Shared("National Front", "FRA=National Rally"),
    Shared("National Party", "NZL=New Zealand National Party"),
    Shared("National Congress", "IND=Indian National Congress"),
    Shared("Greens", "DEU=Alliance 90/The Greens"),
    Shared("Green Party", "DEU=Alliance 90/The Greens"),
    Shared(
        "Communist Party",
        "CHN=Communist Party of China|CUB=Communist Party of Cuba|VNM=Communist Party of Vietnam|"
        "RUS=Communist Party of the Russian Federation|IND=Communist Party of India",
    ),
    Shared("Workers' Party", "BRA=Workers' Party|PRK=Workers' Party of Korea"),
    Shared("Workers Party", "BRA=Workers' Party|PRK=Workers' Party of Korea"),
    Shared("National Liberation Army", "COL=National Liberation Army"),
    Shared("New Democracy", "GRC=New Democracy"),
    Shared("Progress Party", "NOR=Progress Party"),
    Shared("Left Party", "DEU=Die Linke"),
    Shared("Prosperity Party", "ETH=Prosperity Party"),
    Shared("Democratic Alliance", "ZAF=Democratic Alliance"),
    Shared("Democratic Center", "COL=Democratic Center"),
    Shared("Democratic Centre", "COL=Democratic Center"),
    Shared("Broad Front", "URY=Broad Front"),
    Shared("Popular Will", "VEN=Popular Will"),
    Shared("Northern Alliance", "AFG=Northern Alliance"),
    Shared("Morena", "MEX=Morena"),
    Shared("Vox", "ESP=Vox"),
    Shared("ANO", "CZE=ANO"),
    Shared("Islah", "YEM=Islah"),
    Shared("Kadima", "ISR=Kadima"),
    Shared("Sepah", "IRN=Islamic Revolutionary Guard Corps"),
    # Acronyms that outlets also use for something else: a news agency, a bank, a feed, an account.
    Shared("PTI", "PAK=Pakistan Tehreek-e-Insaf"),
    Shared("PPP", "PAK=Pakistan People's Party"),
    Shared("PML", "PAK=Pakistan Muslim League"),
    Shared("ISI", "PAK=Inter-Services Intelligence"),
    Shared("AAP", "IND=Aam Aadmi Party"),
    Shared("RSS", "IND=Rashtriya Swayamsevak Sangh"),
    Shared("BSP", "IND=Bahujan Samaj Party"),
    Shared("TMC", "IND=Trinamool Congress"),
    Shared("CPM", "IND=Communist Party of India (Marxist)"),
    Shared("BNP", "BGD=Bangladesh Nationalist Party"),
    Shared("CSU", "DEU=Christian Social Union"),
    Shared("SVP", "CHE=Swiss People's Party"),
    Shared("CPC", "CHN=Communist Party of China"),
    Shared("NPC", "CHN=National People's Congress"),
    Shared("APC", "NGA=All Progressives Congress"),
    Shared("PDP", "NGA=Peoples Democratic Party"),
    Shared("PAP", "SGP=People's Action Party"),
    Shared("PRI", "MEX=Institutional Revolutionary Party"),
    Shared("NLD", "MMR=National League for Democracy"),
    Shared("NPP", "GHA=New Patriotic Party"),
    Shared("MDC", "ZWE=Movement for Democratic Change"),
    Shared("EFF", "ZAF=Economic Freedom Fighters"),
    Shared("ETA", "ESP=ETA|FRA=ETA"),
    Shared("IRA", "GBR=Irish Republican Army|IRL=Irish Republican Army"),
    Shared("RSF", "SDN=Rapid Support Forces"),
    Shared("SDF", "SYR=Syrian Democratic Forces"),
    Shared("FSA", "SYR=Free Syrian Army"),
    Shared("HTS", "SYR=Hayat Tahrir al-Sham"),
    Shared("LRA", "UGA=Lord's Resistance Army|SSD=Lord's Resistance Army|COD=Lord's Resistance Army"),
    Shared("MILF", "PHL=Moro Islamic Liberation Front"),
    Shared("ELN", "COL=National Liberation Army"),
    Shared("MEK", "IRN=People's Mujahedin of Iran|IRQ=People's Mujahedin of Iran"),
    Shared("ROC", "TWN=Taiwan|CHN=Taiwan"),
    Shared("PNG", "PNG=Papua New Guinea|AUS=Papua New Guinea"),
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
TITLES: Final = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Rep|Reps|Sen|Prof|Gov|Sgt|Lt|Capt|Col|Gen|Rev|Judge|Justice|Coach|Sir|Lady|Professor|"
    r"Congressman|Congresswoman|Representative|Senator|Officer|Detective|Father|Sister|Brother)\.?"
)
LOCATIVE: Final = r"(?:[Ii]n|[Ii]nto|[Aa]cross|[Tt]hroughout|[Ii]nside|[Nn]eighbou?ring|[Ww]ithin)"
COUNTRY_NOUN: Final = (
    r"'s (?:[Kk]ing|[Qq]ueen|[Cc]rown|[Pp]rime|[Pp]resident|[Ff]oreign|[Gg]overnment|[Aa]rmy|[Mm]ilitary|economy|"
    r"border|parliament|capital|ambassador|[Ii]nterior|[Ii]nformation|[Dd]efen[cs]e|[Rr]oyal|security|state|minister)"
)
_MEALS: Final = (
    r"(?i: (?:breasts?|sandwich(?:es)?|dinners?|bacon|burgers?|hunt(?:ing|ers?)?|farms?|farmers?|meat|leg|legs|gravy|"
    r"stuffing|sausages?|trot|club|carving|fryer|fryers|pardon|recipes?|producers?)\b)"
)


class Guard(NamedTuple):
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


GUARDS: Final[tuple[Guard, ...]] = (
    Guard("the West", "a part of a name, or where the sun sets", after=r"(?: [A-Z]|-| of | side\b| coast\b| bank\b)"),
    Guard(
        "*name|*demonym",
        "a law, a treaty or a prize",
        after=(
            r"(?: (?:and |of |for |on |the )*[A-Z][\w&]*){0,4} (?:Act|Bill|Charter|Treaty|Accord|Convention|Award|"
            r"Prize)\b"
        ),
    ),
    Guard("*name", "a slogan", before=r"\b(?:Make|MAKE) ", after=r" (?:Great|GREAT)\b"),
    Guard(
        "*name|*demonym",
        "company, newspaper or institution",
        after=rf"(?: (?!President|Minister|Secretary|Central|National Bank)[A-Z][\w&]*){{0,2}} {_COMPANY}",
    ),
    Guard(
        "*name|*demonym|*seat",
        "company, newspaper or street",
        after=rf" {_COMPANY_DIRECT}(?! (?:said|says)\b.{{0,9}}minist)",
    ),
    Guard(
        "*name|*seat",
        "institution of that name",
        before=(
            r"(?<!Central )(?<!National )\b(?:Bank|Times|Church|Voice|Miss|Captain|Daughters|Boy Scouts|"
            r"Girl Scouts) of (?:the )?"
        ),
    ),
    Guard("*name|*seat", "university", before=r"\bUniversity of "),
    Guard("France|Canada|India|China|Algeria|Malta|Mauritius|Tanzania|Seychelles", "airline", before=r"\bAir "),
    Guard(
        "America",
        "trade union, company or society",
        before=(
            r"\b(?!States|President|People|Embassy|Ministry|Army|Part|Enemies|Friends|Most|All|Much|Rest|"
            r"Enemy)[A-Z]\w+s? of "
        ),
    ),
    Guard("America", "a campaign or a league", before=r"\b[A-Z]\w+ (?:for|with) "),
    Guard("America", "a league or a broadcaster", before=r"\b(?:Working|Organizing|Heritage|Truth|Fox|RT) "),
    Guard("USA", "the end of another name", before=r"\b(?!The|In|With|For|And|But|From|Of|Only|Why|How)[A-Z][a-z]+ "),
    Guard(
        "American|Americans",
        "people of that descent",
        before=r"\b(?!Anglo|Non|Anti|Pro|Pan)[A-Z]\w+-",
        after=rf"(?! (?:{_BILATERAL}))",
    ),
    Guard("*demonym", "Americans of that descent", after=rf"[- ]Americans?\b(?! (?:{_BILATERAL})\b)"),
    Guard("*demonym", "people of that descent, not the state", before=r"\b[Ee]thnic "),
    Guard("American|Americans", "no nationality", before=r"\b[Uu]n-?"),
    Guard(
        "*demonym",
        "language",
        before=r"\b(?:in|into|speaks?|speaking|spoke|spoken|fluent in|learn(?:ed|ing|s)?|taught|translated from) ",
        after=r"(?:[.,;:!?)\"”]|$| (?:and|that|to|language|on|at|with|as|or|which)\b)",
    ),
    Guard(
        "*demonym",
        "language",
        after=r"[- ](?:[Ll]anguage|speakers?|speaking|translations?|dictionary|lessons?)\b",
    ),
    Guard(
        _NAMESAKES,
        "US place of that name",
        after=rf", (?:(?:{_STATES})(?=[.,;)]|$)|(?:{_STATE_ABBREVIATIONS})\.)",
    ),
    Guard(
        "Athens|Rome|Dublin|Cairo|Vienna|Damascus|Berlin|Lisbon",
        "US place of that name",
        after=r", (?:Georgia|Ga)\b",
    ),
    Guard(
        "US",
        "the pronoun in capitals",
        before=(
            r"\b(?:ABOUT|ALLOW|ASK|BRING|CALL|CONTACT|EMAIL|FOLLOW|GIVE|HELP|JOIN|KEEP|LEAVE|LET|MAKE|OF|ON|SEND|"
            r"SHOW|SUPPORT|TAKE|TEACH|TELL|TRUST|VISIT|WITH|AMONG) "
        ),
        after=r"(?! [A-Z]?[a-z])",
    ),
    Guard(
        "IS",
        "the verb in capitals",
        before=(
            r"\b(?:against|by|fight|fighting|of|from|with|join|joined|joining|defeat|defeating|[Tt]he|pro|"
            r"anti)[ -]"
        ),
        after=r"(?! [a-z]+ing\b)(?! [A-Z]{2})",
        needed=True,
    ),
    Guard(
        "IS",
        "the verb in capitals",
        after=(
            r"[ -](?:militants?|fighters?|jihadists?|terrorists?|insurgents?|extremists?|gunmen|group|"
            r"strongholds?|positions?|leaders?|commanders?|affiliates?|linked|held|controlled|inspired|"
            r"claimed responsibility)\b"
        ),
        needed=True,
    ),
    Guard("WHO", "the pronoun in capitals", after=r"(?! [A-Z]{2,}\b)", needed=True),
    Guard(
        "Sino|Indo|Franco|Russo|Anglo|Turko|Hispano",
        "not the first half of a compound",
        after=r"-[A-Z]",
        needed=True,
    ),
    Guard("Emirates", "the airline", before=r"\b[Tt]he ", needed=True),
    Guard(
        "Number 10|No. 10|No 10|Number Ten",
        "a rank",
        after=(
            r"(?:'s| (?:said|says|has|is|was|will|Downing|spokes\w+|sources?|insiders?|denied|declined|confirmed|"
            r"insisted))\b"
        ),
        needed=True,
    ),
    Guard("Polish", "the verb", after=r" (?:[Yy]our|[Uu]p|[Tt]he|[Oo]ff)\b"),
    Guard(
        "Democratic|Republican",
        "an adjective of another name",
        before=(
            r"\b(?:Social|Liberal|Christian|National|New|Free|Syrian|Kurdish|Kurdistan|Iraqi|United|Irish|Ulster|"
            r"People's|Peoples'|Islamic|Constitutional|Federal|Spanish|Turkish|Popular|Russian) "
        ),
    ),
    Guard(
        "Democratic|Republican",
        "a state, a force or another party",
        after=(
            r" (?:Republic|Forces|Union|Unionist|Front|People|Progressive|Guard|Army|Movement|Alliance|Left|"
            r"Constitutional|Values|Societ|values|society|[Ss]ocialis)"
        ),
    ),
    Guard(
        "Democrats|Democrat",
        "another party",
        before=r"\b(?:Social|Christian|Free|Liberal|National|Sweden|Kurdish|Young|European) ",
    ),
    Guard(
        "Republicans|Republican",
        "Irish, Spanish or other republicans",
        before=r"\b(?:Irish|Spanish|Catalan|dissident) ",
    ),
    Guard(
        "Congress|Senate|Supreme Court|House of Representatives",
        "a body of a US state or of a party",
        before=(
            rf"\b(?:{_STATES}|Georgia|[Ss]tate|People's|Party|World|Continental|Jewish|Zionist|National|Union|"
            rf"African|Youth|Federal|Arab|Kurdistan|High|International|European|Annual)(?:'s)? "
        ),
    ),
    Guard("Congress", "a gathering", after=r" of (?:the )?(?!United)[A-Z]"),
    Guard(
        "Labour",
        "work",
        after=(
            r" (?:market|force|unions?|laws?|costs?|movement's|shortages?|camps?|rights|disputes?|relations|"
            r"[Mm]inist|[Ss]ecretary General|and(?! the ))\b"
        ),
    ),
    Guard(
        "Security Council",
        "a national security council",
        before=r"\b(?:National|Russian|Russia's|Ukrainian|Ukraine's|Kremlin|Turkish) ",
    ),
    Guard(
        "Revolutionary Guard|Revolutionary Guards",
        "another state's guard",
        before=r"\b(?:Libyan|Libya's|Cuban|Gaddafi's) ",
    ),
    Guard("Taliban", "the Pakistani Taliban", before=r"\b(?:Pakistani|Pakistan's) "),
    Guard("Supreme Court", "another state's court", after=r" of (?!the United)[A-Z]"),
    Guard("Turkey", "the bird", after=_MEALS),
    Guard(
        "Turkey",
        "the bird",
        before=(
            r"(?i:\b(?:thanksgiving|roast(?:ed|ing)?|butterball|wild|smoked|fried|cold|pardoned|presidential|"
            r"frozen|a) )"
        ),
    ),
    Guard(
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
    Guard(
        "Georgia|Washington",
        "the US state, in a list of states",
        after=rf"(?:,(?: and| or)?| and| or) (?:{_STATES})\b",
    ),
    Guard(
        "Georgia|Washington",
        "the US state, in a list of states",
        before=rf"\b(?:{_STATES})(?:,(?: and| or)?| and| or) ",
    ),
    Guard(
        "Georgia",
        "the US state",
        before=(
            r"\b(?:Atlanta|Savannah|Augusta|Macon|Athens|Columbus|Rome|Marietta|Decatur|Valdosta|Albany|"
            r"Warner Robins|Dalton|Gainesville|Plains|Brunswick|\w+ County|[Tt]he state of|the State of), ?"
        ),
    ),
    Guard("Georgia", "the US state", before=r"\bstate of "),
    Guard(
        "Washington",
        "the US state",
        after=r"(?:'s)? (?:Gov\b|Governor|Attorney General Bob|Gov\. Jay|state\b|State\b|apples?\b)",
    ),
)


# --- Persons who bear an actor's name ---------------------------------------------------------------------------

#: Forms that follow a bare title as a family name: "Rep. Jordan".
SURNAMES: Final = _words(
    """
    Jordan Washington England Ireland Holland France Paris London Lima Santiago Wellington Berlin Israel Chad Cuba
    Wales Scotland Rome Bern Britain Trinidad Mali Monaco German Cuban French English Dane Finn Pole Turk Scots
    """
)
#: One person of a country: behind a capitalised word within a sentence it is a family name.
SINGULAR: Final = _words("Dane Finn Pole Turk")
FORENAMES: Final = _words(
    """
    Jordan Chad Israel Georgia Kenya India China Paris London Sofia Holland Ireland America Germany Washington
    Brit Dane Finn Lima Santiago Cuba Jamaica Malta Brazil Wellington Juba Wales Persia
    """
)
#: Given names that begin a sentence more often as another word: "Will Washington act?"
NO_GIVEN_NAME: Final = _words("April Christian Grant June Marine Rich Sue Will")
#: Capitalised words that follow a country's name without making it a first name.
NO_SURNAME: Final = (
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
    r"(?:[Ii]n|[Nn]ear|[Oo]utside|[Ii]nside|[Aa]round|[Aa]cross|[Tt]hroughout|[Ii]nto|[Tt]hrough|[Vv]ia|[Nn]earby|"
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
#: Behind "Republican" or "Democratic" an office of the United States, whatever the text is about.
AMERICAN_OFFICE: Final = r" (?:Sen(?:ator|\.)|Rep(?:resentative|\.)|Gov(?:ernor|\.)|Congress(?:man|woman))"
ABSTRACT: Final = (
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
    r"[Aa]ccords?|[Aa]greements?|[Tt]reaty|[Pp]act|[Ss]tatute|[Cc]onvention|[Pp]rotocol|[Pp]rocess|[Ss]ummit|"
    r"talks(?! (?:of|about|tough)\b)|"
    r"[Cc]onference|[Cc]limate|[Mm]emorandum|[Dd]eclaration|[Rr]ound|[Cc]onsensus|Club|massacre|[Mm]arathon|Olympics|"
    r"Games|meeting|conference|[Tt]ime|-area|visit|trip|rally|protests?|riots?|marches)\b"
)
# What is aimed "at" a government is not done in its place: "lashed out at the Kremlin", a swipe "at Brussels".
_AIMED: Final = (
    *(f"{verb} {way}" for verb in ("lash", "lashed", "lashing", "hit", "hitting") for way in ("out", "back")),
    *("lashes out", "hits out", "hits back", "fire back", "fired back", "firing back", "shot back", "struck back"),
    *("aim", "aimed", "directed", "levelled", "leveled", "swipe", "swipes", "jab", "jabs", "dig", "barb", "barbs"),
    *("anger", "fury", "outrage", "frustration", "angry", "furious", "scoffed", "railed", "dismay", "disgust"),
)
_NOT_AIMED: Final = "".join(rf"(?<!\b{words} )" for words in _AIMED)
_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"

PLACE_BEFORE: Final = (
    rf"(?:\b{_PLACE_WORD} |\b{_NOT_AIMED}[Aa]t |\b{_PLACE_OF} of "
    rf"|\b{_MOTION}(?: [\w'-]+){{0,4}}? (?:to|for|from|towards?) |\b[Ss]iege to "
    r"|\b(?:race|bid|run|running|ran|quest|campaign|contest|candidates?) for "
    r"|\b(?:flights?|road|railway|route|highway|train|line|distance|trade route) between )(?:the )?"
)
PLACE_AFTER: Final = (
    rf"(?:-(?:based|born|area)\b|,? D\.?C\b|, (?:the )?(?:[\w']+ ){{0,3}}capital\b"
    rf"|, {_MONTH}\w*\.? ?\d|(?:'s)? {_PLACE_NOUN}"
    r"|'s [A-Z]\w+ (?:Square|Street|district|Airport|University|neighbou?rhood|Hotel|Hospital|station|Theat(?:er|re)))"
)
_DAY: Final = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})\b"
#: "TEHRAN, Dec. 12 (Agency) --", "WASHINGTON (AP) —", "Moscow, 5 July:", or the capital alone on its line.
DATELINE: Final = (
    rf"(?:, [^\n().:]{{2,40}})?[.,]?(?: {_DAY})?(?: ?\([^()\n]{{2,40}}\)| ?[/,])? ?(?:--|—|–|―| - |:)"
    rf"|[.,]? \((?:[A-Z][\w./ ]+)\)|[.,] {_DAY}|\s*(?:\n|$)"
)

GEORGIA_STATE: Final = (
    rf"\b(?:{_STATES}|Atlanta|Savannah|Kemp|Stacey Abrams|Ossoff|Warnock|Raffensperger|Fulton County|Gwinnett|"
    r"Peach State|Kelly Loeffler|Newt Gingrich|Southern states|battleground states?|swing states?)\b"
)
GEORGIA_COUNTRY: Final = (
    r"\b(?:Saakashvili|Shevardnadze|Ivanishvili|Margvelashvili|Kobakhidze|Zourabichvili|Garibashvili|Gakharia|"
    r"South Ossetian?|Abkhazian?|Caucasus|Batumi|Gori|Pankisi|Tskhinvali|Sukhumi)\b"
)
BIRD: Final = r"(?i:\b(?:thanksgiving|butterball|gobbl\w+|drumsticks?|cranberr\w+|poultry|roasted|basting|giblets?)\b)"
