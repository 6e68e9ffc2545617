"""The word lists for generated books. Genres and languages have a weight: their relative frequency."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GENRES = {
    "Literary fiction": 30,
    "Fantasy": 12,
    "Science fiction": 11,
    "Mystery": 10,
    "Historical fiction": 8,
    "Romance": 7,
    "Poetry": 5,
    "Adventure": 4,
    "Biography": 4,
    "History": 4,
    "Horror": 3,
    "Drama": 3,
    "Philosophy": 2,
    "Travel": 2,
    "Short stories": 2,
    "Essays": 1,
}

LANGUAGES = {
    "English": 60,
    "French": 9,
    "German": 7,
    "Spanish": 7,
    "Russian": 4,
    "Italian": 4,
    "Japanese": 3,
    "Portuguese": 3,
    "Swedish": 1,
    "Polish": 1,
    "Czech": 1,
}

FIRST_NAMES = _words(
    """
    Ada Agnes Albert Alma Amélie Anders Anna Anton Astrid August Beatriz Benedikt Björn Bruno Camille Carla Cecil Clara
    Conrad Cosima Cyril Dagny Daniel Dora Edith Edmund Eleanor Elias Elsa Emil Esther Eugene Félix Flora Frida Gabriel
    Georgette Greta Gustav Hana Harold Hedda Héloïse Henrik Hugo Ida Igor Imre Ines Irene Isidor Ivy Jakob Jiří Joan
    João Josephine Julian Karel Katya Konstantin Lars Laura Leo Leonor Lev Lidia Louis Ludmila Magnus Marcel Margit
    Marta Mathilde Max Mila Miriam Naomi Niels Nina Oksana Olga Oscar Otto Paul Petra Philippa Rafael René Rosa Ruth
    Samuel Sigrid Simone Sofia Søren Stefan Tamara Tereza Thea Thomas Ulrich Ursula Valentin Vera Viktor Wanda Zoë
    """
)

LAST_NAMES = _words(
    """
    Abbott Achterberg Alder Alvarez Amsel Andrade Arden Ashby Aumont Bähr Barlow Beaumont Becker Bellweather Benedetti
    Bergström Blackwood Boucher Brandt Brightwell Calloway Caron Castellan Cavendish Chernov Corbin Crane Cromwell
    Dahl Dalton Delacroix Devereux Dorn Dubois Dunmore Eckhart Ellery Engström Fairfax Falk Farrow Fenwick Ferreira
    Fontaine Galloway Gauthier Glass Gray Grünwald Halloran Hartmann Hawthorn Heller Hollis Holm Ibsen Ivarsson
    Jansen Kálmán Keller Kessler Kinsey Kovář Krause Lacroix Langley Larkin Laurent Lindqvist Lockwood Lorca Lund
    Marchetti Marlowe Mercer Montclair Morgenstern Müller Nakamura Navarro Nightingale Novák Nyström Oakley Okada
    Orlov Ortega Pagliaro Paulsen Pembroke Petrov Quill Ravn Redfern Reyes Rosenthal Rousselle Sable Sandoval Schäfer
    Silva Sokolov Sterling Strand Takeda Thorne Tremblay Ulbricht Vance Varga Vasquez Vogel Voss Wagner Wakefield
    Wells Whitlock Winter Wójcik Yamada Yarrow Zeller Zielinski
    """
)

ADJECTIVES = _words(
    """
    Absent Amber Ancient Bitter Blue Borrowed Brass Bright Broken Burning Careful Cold Crooked Curious Dark Distant
    Dreaming Early Eastern Empty Endless Fading Faithful False Fallen Fearless First Forgotten Frozen Gentle Gilded
    Glass Golden Gray Green Hidden Hollow Honest Hungry Idle Invisible Iron Last Late Little Lonely Long Lost Lucky
    Marble Midnight Narrow Northern Old Open Other Painted Pale Paper Patient Perfect Quiet Red Restless Salt Scarlet
    Second Secret Sharp Shining Silent Silver Simple Sleeping Slow Small Southern Stolen Strange Sudden Sunken Tall
    Tender Thirteenth Twelfth Uncertain Unwritten Velvet Vanished Wandering Warm Western White Wild Winter Wooden Young
    """
)

NOUNS = _words(
    """
    Almanac Anchor Apple Archive Arrow Atlas Autumn Balcony Beacon Bell Bird Boat Border Bridge Candle Canal Cart
    Castle Cathedral Chapel Cipher Circle City Clock Cloud Coast Compass Cottage Crown Dancer Daughter Dawn Desert Door
    Dove Dream Echo Empire Evening Falcon Feather Field Fire Flood Forest Fountain Fox Garden Gate Ghost Glove Guest
    Harbor Harvest Hill Horizon Horse House Hunter Island Journey Key Kingdom Kite Ladder Lake Lamp Lantern Letter
    Library Lighthouse Lion Locksmith Machine Map Market Mask Meadow Memory Merchant Mill Mirror Moon Morning Mountain
    Museum Night Oak Ocean Orchard Orphan Owl Palace Passage Pilgrim Pilot Planet Portrait Promise Question Rain Raven
    River Road Room Rose Sailor Sea Season Shadow Shore Signal Snow Song Sparrow Spring Staircase Star Station Stone
    Storm Stranger Street Summer Sword Teacher Theater Thief Thread Tower Train Traveler Tree Valley Village Violin
    Voyage Wall Watchmaker Water Well Whale Wind Window Wolf Wood Year
    """
)

PLACES = _words(
    """
    Aberdeen Alexandria Antwerp Bergen Bologna Bordeaux Bratislava Bruges Cádiz Calcutta Cork Cracow Damascus Dresden
    Dublin Genoa Ghent Granada Hamburg Helsinki Istanbul Kyoto Leipzig Lisbon Ljubljana Lübeck Marseille Naples Odessa
    Oslo Palermo Porto Prague Reykjavík Riga Rotterdam Salamanca Samarkand Seville Stockholm Tangier Trieste Turin
    Utrecht Valparaíso Venice Vienna Vilnius Warsaw Zürich
    """
)

TITLES = (
    "The {adjective} {noun}",
    "The {adjective} {noun}",
    "The {noun} of {place}",
    "No {noun} in {place}",
    "{noun} and {other}",
    "The {noun} and the {other}",
    "The {noun} at the {other}",
    "{adjective} {noun}, {other}",
    "My {adjective} {noun}",
    "Letters from the {adjective} {noun}",
    "A Short History of the {adjective} {noun}",
    "The {noun} and Other Stories",
)

OPENINGS = (
    "In {place}, somebody leaves the {thing} beside the {other_thing}, and nobody asks why.",
    "A family returns to {place} after twenty years and looks for the {thing}.",
    "Nobody in {place} talks about the {thing}. Then the {other_thing} comes back.",
    "Two friends share the {thing}, a room in {place} and a lie.",
    "It begins with the {thing}, as things do in {place}.",
)

ENDINGS = (
    "What follows takes one night and half a life.",
    "Only the {thing} remembers how it began.",
    "By spring there is little left to hide.",
    "The way back leads past the {thing}, and past the {other_thing}.",
    "It ends where it has to, at the {thing}.",
)

PUBLISHERS = tuple(
    f"{name} {kind}"
    for name in ("Amberley", "Birch Lane", "Cormorant", "Dovecote", "Elm & Ash", "Foxglove", "Gull", "Halyard")
    for kind in ("Books", "Press", "Editions")
)
