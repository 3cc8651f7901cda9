"""Read the JSON of a declaration as nodes for ILCD data serve it (``?format=json&view=extended``)."""

import json

from .epd_dataset import Dataset, Material, Property, Result
from .epd_values import EpdError

MAX_ELEMENTS = 300_000


def read_process(content):
    """The process data set in ``content`` (bytes) as a ``Dataset``; the extended view has its flow's properties too."""
    root = _root(content)
    information = _get(root, "processInformation")
    about, time = _get(information, "dataSetInformation"), _get(information, "time")
    reference = _get(information, "quantitativeReference")
    publication = _get(_get(root, "administrativeInformation"), "publicationAndOwnership")
    validation = _get(root, "modellingAndValidation")
    extensions = _others(about)
    dates = _others(time)
    life = _other(extensions, "referenceServiceLife")
    result = Dataset(
        uuid=about.get("UUID"),
        version=publication.get("dataSetVersion"),
        names=_texts(_get(about, "name").get("baseName")),
        registration=publication.get("registrationNumber"),
        owners=_texts(_get(publication, "referenceToOwnershipOfDataSet").get("shortDescription")),
        reference_year=time.get("referenceYear"),
        valid_year=time.get("dataSetValidUntil"),
        expires=_other(dates, "expirationDateOfEPD"),
        published=_other(dates, "publicationDateOfEPD"),
        service_life=life.get("years") if isinstance(life, dict) else life,
        compliance=[
            text
            for item in _items(_get(validation, "complianceDeclarations").get("compliance"))
            for _language, text in _texts(_get(item, "referenceToComplianceSystem").get("shortDescription"))
        ],
        default_scenarios=_default_scenarios(_other(extensions, "scenarios")),
        unit_texts=[text for _language, text in _texts(reference.get("functionalUnitOrOther"))],
    )
    _add_reference_flow(result, root, _list(reference.get("referenceToReferenceFlow")))
    result.results = [_result(item) for item in _items(_get(root, "LCIAResults").get("LCIAResult"))]
    return result


def _root(content):
    if content.count(b"{") + content.count(b"[") + content.count(b",") > MAX_ELEMENTS:
        raise EpdError("too_many")
    try:
        root = json.loads(content, parse_constant=_refuse_constant)
    except EpdError:
        raise
    except (ValueError, RecursionError) as error:  # also what is no text, and numbers of thousands of digits
        raise EpdError("json") from error
    if not isinstance(root, dict) or not isinstance(root.get("processInformation"), dict):
        raise EpdError("not_epd")
    return root


def _refuse_constant(word):
    raise EpdError("number", field="json", value=word)


def _add_reference_flow(result, root, numbers):
    for item in _items(_get(root, "exchanges").get("exchange")):
        internal = item.get("dataSetInternalID")
        if item.get("referenceFlow") is not True and (internal is None or internal not in numbers):
            continue
        result.has_reference_flow = True
        result.flow_uuid = _get(item, "referenceToFlowDataSet").get("refObjectId")
        resulting = item.get("resultingAmount")
        result.flow_amount = item.get("meanAmount") if resulting is None else resulting
        result.flow_unit = next(iter(_units(_others(item))), ())
        result.properties = [
            Property(
                uuid=one.get("uuid"),
                names=[text for _language, text in _texts(one.get("name"))],
                value=one.get("meanValue"),
                unit=one.get("referenceUnit"),
                unit_group=one.get("unitGroupUUID"),
                reference=one.get("referenceFlowProperty") is True,
            )
            for one in _items(item.get("flowProperties"))
        ]
        result.materials = [
            Material(one.get("name"), one.get("value"), one.get("unit"))
            for one in _items(item.get("materialProperties"))
        ]
        return


def _result(item):
    method = _get(item, "referenceToLCIAMethodDataSet")
    others = _others(item)
    return Result(
        uuid=method.get("refObjectId"),
        names=[text for _language, text in _texts(method.get("shortDescription"))],
        amounts=[(one["module"], one.get("scenario"), one.get("value")) for one in others if "module" in one],
        units=_units(others),
    )


def _units(others):
    return [
        (group.get("refObjectId"), next((text for _language, text in _texts(group.get("shortDescription"))), None))
        for group in (_other(others, "referenceToUnitGroupDataSet"),)
        if isinstance(group, dict)
    ]


def _default_scenarios(value):
    """The names of the scenarios that are marked as the default, however the node wraps them."""
    if isinstance(value, dict):
        value = value.get("scenario", [])
    return {
        one["name"]
        for one in (value if isinstance(value, list) else [])
        if isinstance(one, dict) and one.get("default") in (True, "true") and isinstance(one.get("name"), str)
    }


def _others(item):
    """The extensions of an element: objects with a name or a module, and a value."""
    return _items(_get(item, "other").get("anies"))


def _other(others, name):
    return next((one.get("value") for one in others if one.get("name") == name), None)


def _get(item, key):
    """The object at the key; an empty one where there is none."""
    value = item.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise EpdError("structure", field=key)
    return value


def _list(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def _items(value):
    """The objects of a list; a single object counts as a list of one."""
    items = _list(value)
    if not all(isinstance(one, dict) for one in items):
        raise EpdError("structure", field="list")
    return items


def _texts(value):
    """Texts in several languages, as pairs ``(language, text)``; English where none is named."""
    pairs = []
    for one in _list(value):
        if isinstance(one, str):
            pairs.append(("en", one))
        elif isinstance(one, dict):
            text, language = one.get("value"), one.get("lang")
            if isinstance(text, str) and text.strip():
                pairs.append((language if isinstance(language, str) else "en", text))
        else:
            raise EpdError("structure", field="text")
    return pairs
