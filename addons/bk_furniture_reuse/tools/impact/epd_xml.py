"""Read the XML of a declaration (ILCD process data set with the EPD extensions of 2013, 2019 and 2024), and of its product flow.

Document types and entities are refused before anything is expanded; nothing is ever fetched.
"""

import re
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException, ElementTree

from .epd_dataset import Dataset, Material, Property, Result
from .epd_values import EpdError

MAX_ELEMENTS = 300_000

_SPACES = {
    "p": "http://lca.jrc.it/ILCD/Process",
    "f": "http://lca.jrc.it/ILCD/Flow",
    "c": "http://lca.jrc.it/ILCD/Common",
    "e": "http://www.iai.kit.edu/EPD/2013",
    "e2": "http://www.indata.network/EPD/2019",
    "e24": "http://www.indata.network/EPD/2024",
    "m": "http://www.matml.org/",
}
_EXTENSIONS = (_SPACES["e"], _SPACES["e2"], _SPACES["e24"])
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_INFORMATION = "p:processInformation/p:dataSetInformation"
_TIME = "p:processInformation/p:time"
_PUBLICATION = "p:administrativeInformation/p:publicationAndOwnership"
_MANUFACTURERS = "p:modellingAndValidation/p:dataSourcesTreatmentAndRepresentativeness/c:other/e24:manufacturers/e24:manufacturer/e24:contact"


def read_process(content):
    """The process data set in ``content`` (bytes) as a ``Dataset``; its flow's properties are in another file, see ``add_flow``."""
    root = _root(content, "p", "processDataSet")
    result = Dataset(
        uuid=_value(root, f"{_INFORMATION}/c:UUID"),
        version=_value(root, f"{_PUBLICATION}/c:dataSetVersion"),
        names=_texts(root, f"{_INFORMATION}/p:name/p:baseName"),
        registration=_value(root, f"{_PUBLICATION}/c:registrationNumber"),
        owners=_texts(root, f"{_MANUFACTURERS}/c:shortDescription")
        or _texts(root, f"{_PUBLICATION}/c:referenceToOwnershipOfDataSet/c:shortDescription"),
        reference_year=_value(root, f"{_TIME}/c:referenceYear"),
        valid_year=_value(root, f"{_TIME}/c:dataSetValidUntil"),
        expires=_value(root, f"{_TIME}/c:other/e24:expirationDateOfEPD")
        or _value(root, f"{_TIME}/c:other/e2:expirationDateOfEPD"),
        published=_value(root, f"{_TIME}/c:other/e2:publicationDateOfEPD"),
        compliance=[
            name
            for _language, name in _texts(
                root,
                "p:modellingAndValidation/p:complianceDeclarations/p:compliance/c:referenceToComplianceSystem/c:shortDescription",
            )
        ],
        unit_texts=[
            text
            for _language, text in _texts(root, "p:processInformation/p:quantitativeReference/p:functionalUnitOrOther")
        ],
    )
    life = root.find(f"{_INFORMATION}/c:other/e24:referenceServiceLife", _SPACES)
    result.service_life = None if life is None else _attribute(life, "years")
    result.default_scenarios = {
        _attribute(scenario, "name")
        for scenario in root.iterfind(f"{_INFORMATION}/c:other/e:scenarios/e:scenario", _SPACES)
        if _attribute(scenario, "default") in ("true", "1")
    }
    _add_reference_flow(result, root)
    result.results = [_result(element) for element in root.iterfind("p:LCIAResults/p:LCIAResult", _SPACES)]
    return result


def add_flow(dataset, content):
    """Add the properties that the data set of its product flow (bytes) states."""
    root = _root(content, "f", "flowDataSet")
    reference = _value(root, "f:flowInformation/f:quantitativeReference/f:referenceToReferenceFlowProperty")
    for element in root.iterfind("f:flowProperties/f:flowProperty", _SPACES):
        described = element.find("f:referenceToFlowPropertyDataSet", _SPACES)
        if described is not None:
            dataset.properties.append(
                Property(
                    uuid=described.get("refObjectId"),
                    names=[text for _language, text in _texts(described, "c:shortDescription")],
                    value=_value(element, "f:meanValue"),
                    reference=reference is not None and element.get("dataSetInternalID") == reference,
                )
            )
    details = {
        element.get("id"): (_value(element, "m:Name"), element.find("m:Units", _SPACES))
        for element in root.iter(f"{{{_SPACES['m']}}}PropertyDetails")
    }
    for element in root.iter(f"{{{_SPACES['m']}}}PropertyData"):
        name, units = details.get(element.get("property"), (None, None))
        unit = None if units is None else units.get("name") or _value(units, "m:Unit/m:Name")
        dataset.materials.append(Material(name, _value(element, "m:Data"), unit))


def _root(content, space, name):
    if content.count(b"<") > MAX_ELEMENTS:
        raise EpdError("too_many")
    try:
        root = ElementTree.fromstring(content, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise EpdError("unsafe_xml") from error
    except (
        ParseError,
        ValueError,
        LookupError,
    ) as error:  # not well-formed; an encoding that is unknown or not supported
        raise EpdError("xml") from error
    if root.tag != f"{{{_SPACES[space]}}}{name}":
        raise EpdError("not_epd", field=re.sub(r"\{.*\}", "", root.tag)[:60])
    return root


def _add_reference_flow(result, root):
    numbers = {
        (element.text or "").strip()
        for element in root.iterfind("p:processInformation/p:quantitativeReference/p:referenceToReferenceFlow", _SPACES)
    }
    for element in root.iterfind("p:exchanges/p:exchange", _SPACES):
        if element.get("dataSetInternalID") in numbers:
            flow = element.find("p:referenceToFlowDataSet", _SPACES)
            result.has_reference_flow = True
            result.flow_uuid = None if flow is None else flow.get("refObjectId")
            result.flow_amount = _value(element, "p:resultingAmount") or _value(element, "p:meanAmount")
            result.flow_unit = next(iter(_units(element)), ())
            return


def _result(element):
    method = element.find("p:referenceToLCIAMethodDataSet", _SPACES)
    result = Result(units=_units(element))
    if method is not None:
        result.uuid = method.get("refObjectId")
        result.names = [text for _language, text in _texts(method, "c:shortDescription")]
    for amount in element.iterfind("c:other/e:amount", _SPACES):
        result.amounts.append((_attribute(amount, "module"), _attribute(amount, "scenario"), amount.text))
    return result


def _units(element):
    """Pairs of id and text of the unit groups that an indicator or exchange names."""
    return [
        (group.get("refObjectId"), next((text for _language, text in _texts(group, "c:shortDescription")), None))
        for group in element.iterfind("c:other/e:referenceToUnitGroupDataSet", _SPACES)
    ]


def _value(element, path):
    """The text at the path, or None."""
    found = element.find(path, _SPACES)
    return None if found is None or not (found.text or "").strip() else found.text.strip()


def _texts(element, path):
    """All texts at the path, as pairs ``(language, text)``; English where none is named."""
    return [
        (found.get(_LANGUAGE, "en"), found.text)
        for found in element.iterfind(path, _SPACES)
        if (found.text or "").strip()
    ]


def _attribute(element, name):
    """An attribute of an extension: files have it with the extension's namespace or with none."""
    for space in _EXTENSIONS:
        value = element.get(f"{{{space}}}{name}")
        if value is not None:
            return value
    return element.get(name)
