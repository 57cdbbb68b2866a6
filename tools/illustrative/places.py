"""The illustrative map: localities, areas, clusters and the practices' made-up names.

Localities, transformation areas and phases follow the committee's papers (org_localities,
org_transformation_areas, prg_pch_phase1 to 3). The papers do not say which locality belongs to
which cluster: that map, the shares of patients and every practice are illustrative.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Locality:
    """A locality on 1 November 2016: how many practices, patients and older people it has."""

    name: str
    area: str
    cluster: str
    phase: int
    practices: int
    patients_per_mille: int
    rural: bool
    over_65_percent: int


LOCALITIES = (
    Locality("Central Bournemouth", "Central Bournemouth", "East", 3, 7, 84, False, 13),
    Locality("Christchurch", "Christchurch", "East", 1, 6, 72, False, 31),
    Locality("East Bournemouth", "East Bournemouth", "East", 3, 6, 74, False, 20),
    Locality("East Dorset", "East Dorset and Poole North", "Mid", 2, 9, 92, True, 30),
    Locality("Mid Dorset", "Mid Dorset", "West", 2, 9, 66, True, 26),
    Locality("North Bournemouth", "North Bournemouth", "East", 2, 8, 83, False, 19),
    Locality("North Dorset", "North Dorset", "West", 1, 11, 90, True, 25),
    Locality("Poole Bay", "Poole Bay", "Mid", 2, 7, 90, False, 25),
    Locality("Poole Central", "Poole Central", "Mid", 2, 8, 84, False, 17),
    Locality("Poole North", "East Dorset and Poole North", "Mid", 2, 6, 69, False, 25),
    Locality("Purbeck", "Purbeck", "Mid", 1, 6, 46, True, 28),
    Locality("West Dorset", "West Dorset", "West", 3, 5, 58, True, 31),
    Locality("Weymouth and Portland", "Weymouth and Portland", "West", 3, 8, 92, False, 25),
)

# Locality, first day on which the practice was no longer open, and why.
CLOSINGS = (
    ("North Bournemouth", "2017-01-01", "merger"),
    ("Christchurch", "2017-04-01", "merger"),
    ("East Dorset", "2017-04-01", "merger"),
    ("Weymouth and Portland", "2017-04-01", "merger"),
    ("North Dorset", "2017-07-01", "merger"),
    ("Poole Central", "2017-07-01", "merger"),
    ("Mid Dorset", "2017-10-01", "merger"),
    ("North Bournemouth", "2017-10-01", "merger"),
    ("Weymouth and Portland", "2017-10-01", "closure"),
    ("Poole Bay", "2018-01-01", "merger"),
)

_FIRST = (
    "Avocet Bittern Brambling Bullfinch Chiffchaff Corncrake Curlew Dabchick Dotterel Dunlin "
    "Dunnock Fieldfare Firecrest Fulmar Gadwall Gannet Garganey Godwit Goldcrest Goosander "
    "Greenshank Guillemot Harrier Hobby Jackdaw Kittiwake Lapwing Linnet Merganser Merlin Nuthatch "
    "Osprey Ouzel Petrel Pintail Pipit Plover Pochard Redpoll Redshank Redstart Redwing Ruff "
    "Sanderling Shearwater Shelduck Shoveler Shrike"
).split()
_SECOND = (
    "Alder Ashgrove Aspen Bayberry Blackthorn Bogbean Bracken Bryony Buckthorn Burnet Campion "
    "Catkin Cinquefoil Clubmoss Coltsfoot Comfrey Crabtree Dogwood Eyebright Fernbrake Fescue "
    "Gorsebank Guelder Harebell Hawkbit Heathrush Hornbeam Juniper Kingcup Larchwood Lichen "
    "Marjoram Meadowsweet Milkwort Mistletoe Mugwort Oatgrass Osier Pignut Privet Quillwort "
    "Ragwort Reedmace Samphire Saxifrage Sorrel Spindle Stonecrop"
).split()
_KINDS = ("Surgery", "Medical Centre", "Practice", "Health Centre", "Group Practice")

NAMES = tuple(
    [f"{word} Mere {_KINDS[place % 5]}" for place, word in enumerate(_FIRST)]
    + [f"{word} Lea {_KINDS[place % 5]}" for place, word in enumerate(_SECOND)]
)
