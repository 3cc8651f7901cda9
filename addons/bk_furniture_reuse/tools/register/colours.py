"""The palette: colour words in Norwegian and English -> palette code. Only whole words are understood, nothing is guessed."""

import re

_WORDS = {
    "white": "hvit; kvit; hvitt; white",
    "black": "svart; sort; black",
    "grey": "grå; gra; graa; grått; grey; gray",
    "light_grey": "lysegrå; lys grå; lysgrå; lysegra; light grey; light gray",
    "dark_grey": "mørkegrå; mørk grå; mørkgrå; morkegra; dark grey; dark gray",
    "brown": "brun; brunt; brown",
    "red": "rød; rod; roed; raud; rødt; red",
    "blue": "blå; bla; blaa; blått; blue",
    "green": "grønn; gronn; groenn; grøn; grønt; green",
    "yellow": "gul; gult; yellow",
    "orange": "oransje; orange",
    "purple": "lilla; fiolett; purple; violet",
    "pink": "rosa; pink",
    "beige": "beige",
    "turquoise": "turkis; turquoise",
    "oak": "eik; oak",
    "birch": "bjørk; bjork; bjoerk; birch",
    "beech": "bøk; bok; boek; beech",
    "walnut": "valnøtt; valnott; walnut",
    "ash": "ask; ash",
    "pine": "furu; pine",
    "teak": "teak",
    "cherry": "kirsebær; kirsebærtre; cherry",
    "maple": "lønn; maple",
    "mahogany": "mahogni; mahogany",
    "metal": "metall; metal",
    "transparent": "gjennomsiktig; transparent; klar; clear",
    "multicolour": "flerfarget; fleirfarga; flere farger; flerfarga; multicolour; multicolor; multicoloured",
}
# Words that say more than the palette can: the nearest colour is certain, the word itself is kept beside it.
_SHADES = {
    "white": "off-white; kritthvit; kremhvit",
    "dark_grey": "antrasitt; koksgrå; anthracite; charcoal",
    "beige": "sand; krem; beis; cream",
    "turquoise": "teal; petrol",
    "purple": "plomme; burgunderlilla; aubergine",
    "oak": "eikefinér; eikelaminat; lys eik; mørk eik",
    "birch": "bjørkefinér; bjørkelaminat",
    "beech": "bøkefinér; bøkelaminat",
    "metal": "krom; forkrommet; chrome; stål; steel; sølv; silver; aluminium; aluminum; alu",
    "transparent": "glass",
}
PALETTE = tuple(_WORDS)


def _key(text):
    return re.sub(r"[\s_\-./]+", "", text.casefold())


_BY_KEY = {_key(word): (code, False) for code, words in _WORDS.items() for word in words.split(";")}
_BY_KEY.update({_key(word): (code, True) for code, words in _SHADES.items() for word in words.split(";")})
_BY_KEY.update({_key(code): (code, False) for code in PALETTE})


def read_colour(text):
    """``(palette code, text worth keeping)``: ``(None, text)`` when the palette has no such colour."""
    code, is_shade = _BY_KEY.get(_key(text), (None, True))
    return code, text if is_shade else None
