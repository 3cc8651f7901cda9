"""What a declaration's file says, the same for XML and JSON, before anything is made of it. Values are as they stand in the file."""

from dataclasses import dataclass, field


@dataclass
class Property:
    """What the declared product is measured in: mass, number of items, area. ``value`` is for one unit of the product flow."""

    uuid: object = None
    names: list = field(default_factory=list)
    value: object = None
    unit: object = None
    unit_group: object = None
    reference: bool = False


@dataclass
class Material:
    """A property of the product that does not scale with it, such as its weight per piece."""

    name: object = None
    value: object = None
    unit: object = None


@dataclass
class Result:
    """One indicator: ``amounts`` are triples of module, scenario and value; ``units`` are pairs of a unit group's id and its text."""

    uuid: object = None
    names: list = field(default_factory=list)
    amounts: list = field(default_factory=list)
    units: list = field(default_factory=list)


@dataclass
class Dataset:
    """One declaration. Texts in several languages are lists of pairs ``(language, text)``."""

    uuid: object = None
    version: object = None
    names: list = field(default_factory=list)
    registration: object = None
    owners: list = field(default_factory=list)
    reference_year: object = None
    valid_year: object = None
    expires: object = None
    published: object = None
    service_life: object = None
    compliance: list = field(default_factory=list)
    default_scenarios: set = field(default_factory=set)
    unit_texts: list = field(default_factory=list)
    has_reference_flow: bool = False
    flow_uuid: object = None
    flow_amount: object = None
    flow_unit: tuple = ()
    properties: list = field(default_factory=list)
    materials: list = field(default_factory=list)
    results: list = field(default_factory=list)
