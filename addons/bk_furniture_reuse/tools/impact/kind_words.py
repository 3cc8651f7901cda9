"""The words behind the standard types, in Norwegian, English, Swedish and Danish. Only lists; ``kinds`` reads names with them."""


def _words(text):
    return frozenset(text.split())


OFFICE_CHAIR, MEETING_CHAIR = "office_chair", "meeting_chair"
FIXED_DESK, SIT_STAND_DESK, MEETING_TABLE = "fixed_desk", "sit_stand_desk", "meeting_table"
CABINET, LOCKER, PEDESTAL_WOOD, PEDESTAL_STEEL = "cabinet", "locker", "pedestal_wood", "pedestal_steel"
SOFA, ARMCHAIR, LAMP, WHITEBOARD, ACOUSTIC_SCREEN = "sofa", "armchair", "lamp", "whiteboard", "acoustic_screen"
KINDS = (
    OFFICE_CHAIR,
    MEETING_CHAIR,
    FIXED_DESK,
    SIT_STAND_DESK,
    MEETING_TABLE,
    CABINET,
    PEDESTAL_WOOD,
    PEDESTAL_STEEL,
    SOFA,
    ARMCHAIR,
    LAMP,
    WHITEBOARD,
    ACOUSTIC_SCREEN,
    LOCKER,
)

# Found by a name, settled by further words.
PEDESTAL, PLAIN_TABLE, OTHER = "pedestal", "table", "other"

# The forms that a noun takes in a name: singular, definite and plural, in the three Scandinavian languages.
FORMS = {
    "stol": "stol stolen stoler stolene stolar stolarna stole",
    "bord": "bord bordet borda bordene borden borde",
    "skap": "skap skapet skapa skapene skåp skåpet skåpen skab skabet skabe skabene",
    "hylle": "hylle hylla hyllen hyller hyllene hyllan hyllor hylde hylden hylder hylderne",
    "reol": "reol reolen reoler reolene reolerne",
    "lampe": "lampe lampa lampen lamper lampene lampan lampor lamperne",
    "sofa": "sofa sofaen sofaer sofaene soffa soffan soffor soffaen",
    "tavle": "tavle tavla tavlen tavler tavlene tavlan tavlor",
    "vegg": "vegg veggen vegger veggene vägg väggar væg vægge",
    "skjerm": "skjerm skjermen skjermer skjermene skärm skärmen skärmar skærm skærme skærmen",
    "seksjon": "seksjon seksjonen seksjoner seksjonene sektion sektioner",
    "modul": "modul modulen moduler modulene",
}
# Compounds: what may stand in front of the noun, written together or as words of their own. "-" is the plain noun.
COMPOUNDS = (
    (
        OFFICE_CHAIR,
        "stol",
        "kontor kontors skrivebord skrivebords skrivbords arbeids arbeid arbets arbejds data operatør",
    ),
    (
        MEETING_CHAIR,
        "stol",
        (
            "- konferanse konferens konference besøks besøk besöks besøgs gjeste gæste møte møteroms møterom mötes möte møde stable"
            " stabel stapel kantine spise"
        ),
    ),
    (ARMCHAIR, "stol", "lene læne hvile vil lounge øreklaff"),
    (FIXED_DESK, "bord", "skrive skriv"),
    (SIT_STAND_DESK, "bord", "hev heve senk senke hevsenk hevesenke sänk hævesænke sænke hæve"),
    (
        MEETING_TABLE,
        "bord",
        "møte møteroms møterom mötes möte møde konferanse konferens konference styreroms spise kantine mat",
    ),
    (PLAIN_TABLE, "bord", "-"),
    (CABINET, "skap", "- arkiv kontor perm bok ringperm sjalusi rullgardin skyvedør skyvedørs hengemappe vitrine"),
    (LOCKER, "skap", "garderobe elev omklednings omkledning"),
    (CABINET, "hylle", "- bok bog arkiv arkivs perm ringperm"),
    (CABINET, "reol", "- bok bog arkiv kontor"),
    (CABINET, "seksjon", "hylle"),
    (PEDESTAL, "seksjon", "skuff skuffe"),
    (PEDESTAL, "modul", "skuff skuffe"),
    (
        LAMP,
        "lampe",
        "- bord gulv golv skrivebord skrivebords skrivbords arbeids arbets arbejds lese læse läs pendel stå",
    ),
    (SOFA, "sofa", "- hjørne hörn lounge toseter treseter toseters treseters"),
    (WHITEBOARD, "tavle", "- whiteboard skrive skriv glass glas magnet"),
    (ACOUSTIC_SCREEN, "vegg", "skjerm skärm skærm akustikk akustik"),
    (ACOUSTIC_SCREEN, "skjerm", "støy lyd ljud akustikk akustik støyskjermings bord gulv golv"),
    # Named so that nobody takes them for what they resemble.
    (OTHER, "bord", "sofa salong kaffe side nattbords stell avlastnings"),
    (OTHER, "stol", "bar rulle barne skole klapp kontorbar"),
    (OTHER, "sofa", "sove"),
)
PHRASES = {
    OFFICE_CHAIR: "office chair;task chair;desk chair;swivel chair;computer chair;work chair;operator chair;office desk chair",
    MEETING_CHAIR: "chair;meeting chair;meeting room chair;conference chair;visitor chair;visitors chair;guest chair;"
    "stacking chair;stackable chair;dining chair;canteen chair",
    FIXED_DESK: "desk;office desk;writing desk;work desk;computer desk;fixed desk",
    SIT_STAND_DESK: "sit stand desk;standing desk;stand up desk;height adjustable desk;adjustable desk;electric desk;sit stand table;"
    "sit stand;sit to stand desk",
    MEETING_TABLE: "meeting table;meeting room table;conference table;boardroom table;dining table;canteen table",
    PLAIN_TABLE: "table",
    CABINET: "cabinet;cupboard;bookcase;book case;bookshelf;shelf;shelving unit;filing cabinet;file cabinet;storage cabinet;"
    "storage cupboard;office cabinet;office cupboard;tambour cupboard;tambour unit;tambour cabinet",
    LOCKER: "locker",
    PEDESTAL: "pedestal;desk pedestal;drawer pedestal;drawer unit;mobile pedestal;under desk pedestal;hurts;hurtsar",
    SOFA: "sofa;couch;settee;corner sofa;lounge sofa;toseter;treseter",
    ARMCHAIR: "armchair;arm chair;easy chair;lounge chair;club chair;fåtölj;fåtöljer;fåtöljen",
    LAMP: "lamp;desk lamp;table lamp;floor lamp;reading lamp;work lamp;office lamp",
    WHITEBOARD: "whiteboard;white board;whiteboarden;whiteboards;writing board;glass board",
    ACOUSTIC_SCREEN: "acoustic screen;acoustic panel;sound screen;desk screen;desk divider;room divider;partition screen;"
    "office screen;privacy screen",
    OTHER: "coffee table;side table;sofa table;sofa bed;bed;pall;stool;bench",
}
ENGLISH_PLURALS = {"shelf": "shelves", "bookshelf": "bookshelves", "bench": "benches", "couch": "couches"}

# A plain noun after one of these is still the plain noun; after any other word it may be anything ("lift chair", "kjøkken skap").
HARMLESS = _words(
    "a an the en et ei ett ny nye nytt new nya old used brukt brukte begagnad gammel gammelt gamle liten lite lita små small stor stort"
    " store large big høy høyt høye høj höga högt hög tall lav lavt lave lågt låg low rund rundt runde round oval ovalt firkantet"
    " rektangulær rektangulært standard enkel enkelt simple design ombrukt reused diverse ulike div various"
    " svart svarte sort sorte black hvit hvite hvitt vit vita vitt white grå grått gråe gray grey blå blått blue rød røde rødt röd röda"
    " red grønn grønne grønt grön gröna green gul gule gult yellow brun brune brunt brown beige lilla purple rosa pink oransje orange"
    " mørk mørkt mørke lys lyst lyse dark light"
    " tre treverk eik bjørk bøk furu ask finer laminat laminert wood wooden oak birch beech pine stål stålet metall metal steel plast"
    " plastic skinn lær stoff leather fabric glass trä ek björk bok træ polstret polstrede polstrad upholstered padded"
    " stablebar stablebare stapelbar stapelbara stackable låsbar låsbart låsbare lockable åpen åpent åpne open lukket closed"
    " hev heve hevbar hevbart hevbare senk senke hevsenk elektrisk elektriske elektriskt electric justerbar justerbart adjustable"
    " høyderegulerbar høyderegulerbart høyderegulerbare fast faste fixed mobil mobilt mobile høj och og and elhevbar"
    " seter seters seat seater sits sitsig person persons personers"
)
SIT_STAND = _words(
    "hev heve hevsenk hevesenke hevbar hevbart hevbare hevbord senk senke senkbar senkbart elhevbart elhevbar sänk sänkbart sänkbar"
    " sænk sænke sænkbart hævesænke hæve høyderegulerbar høyderegulerbart høyderegulerbare høydejusterbar høydejusterbart"
    " høydejusterbare höjbart ståbord"
)
SIT_STAND_PHRASES = (("height", "adjustable"), ("sit", "stand"), ("sit", "to", "stand"), ("stand", "up"))
STEEL = _words("stål metall steel metal metallic stålplate")
WOOD = _words(
    "treverk heltre trefiner finer finér laminat eik eikefiner bjørk bøk furu ask wood wooden oak birch beech pine trä træ"
)
# What follows says with what, for whom or of what: no other piece of furniture.
PREPOSITIONS = _words("med m for til till av i på under over ved från fra with w in on of by to from without")
NOT = _words("ikke uten ej inte utan uden u not without no non")
# After a noun these make it a part of a piece, or something for it.
PARTS = _words(
    "mat mats pad pads cover covers cushion cushions top tops leg legs frame frames base bases wheel wheels castor castors arm arms armrest"
    " armrests trolley trolleys part parts accessory accessories understell plate plater hjul trekk del deler ramme rammer bein ben nøkkel"
    " lås dør dører pute puter rygg stativ tralle nøkler leasing montering frakt kit set lock key door glides"
)
# Ahead of a noun these make it something that is plugged in, or no furniture at all.
DIGITAL = _words("interaktiv interaktive digital digitale elektronisk elektroniske smart interactive electronic")
