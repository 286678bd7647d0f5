"""The facts of a message of ONIX 3.0 or 3.1."""

from __future__ import annotations

from lxml import etree

from publish.model.xmlsafe import parse_untrusted
from publish.verification.licences import letters_of_address
from publish.verification.records.accessibility import add_codes
from publish.verification.records.facts import FactSheet, Reading

_ROLES = {
    "A01": "aut", "A32": "ctb", "B01": "edt", "B06": "trl", "A12": "ill", "A13": "pht",
    "C01": "com", "A23": "wfw", "A15": "wpr", "A24": "win", "A19": "waw", "A21": "cmm",
    "B04": "abr", "B05": "adp", "A20": "ann", "A07": "art", "A11": "bkd", "A39": "ctg",
    "A40": "clr", "A06": "cmp", "B20": "csl", "A36": "cov", "A09": "cre", "Z02": "dte",
    "B11": "edd", "A44": "ive", "A43": "ivr", "A04": "lbt", "A05": "lyr", "E07": "nrt",
    "A30": "prg", "B24": "red", "A51": "res", "Z04": "rev", "B27": "ths", "B33": "trc",
}  # fmt: skip
_AUDIENCES = {
    "01": "general", "02": "children", "03": "teenage", "04": "school", "05": "college",
    "06": "professional", "08": "adult-education", "09": "language-learning",
}  # fmt: skip
_RELATIONS = {
    "02": "part-of", "01": "includes", "03": "replaces", "05": "replaced-by",
    "06": "alternative-format", "13": "based-on-print", "11": "translation-of",
    "43": "adapted-from", "08": "supplement-to", "07": "has-supplement", "23": "similar",
}  # fmt: skip
_SALES = {"01": "exclusive", "02": "not exclusive"}
_OWN_IDENTIFIER = "Identifier and edition"  # what names an edition of the same book
_THEMA = frozenset({"93", "94", "95", "96", "97", "98", "99"})
_EXTENTS = {
    ("02", "02"): "words", ("07", "03"): "pages", ("06", "03"): "pages", ("22", "17"): "size",
}  # fmt: skip
_MEASURES = {"01": "height", "02": "width"}
_FORMS = {"ED": "digital", "EC": "digital", "BC": "paperback", "BB": "hardback"}
_COMPLETE = (
    "claim of ", "price of ", "currency of ", "territories of ", "tax of ", "ISBN of ",
    "pages of ", "words of ", "size of ", "ORCID of ", "ISNI of ", "related product ",
)  # fmt: skip


def read_onix(content: bytes) -> Reading:
    """The facts of the products of a message; those of the work from the first."""
    root = parse_untrusted(content)
    products = root.findall("{*}Product")
    sheet = FactSheet()
    sheet.add("sender", root.findtext("{*}Header/{*}Sender/{*}SenderName"))
    sheet.add("contact", root.findtext("{*}Header/{*}Sender/{*}EmailAddress"))
    editions = [_text(each, "RecordReference").rpartition("#")[2] for each in products]
    for edition, product in zip(editions, products, strict=True):
        _read_edition(sheet, edition, product)
    if products:
        _read_work(sheet, products[0])
    _read_licence(sheet, products)
    isbns = (_identifier(each, "15") for each in products)
    sheet.add_isbns(zip(editions, isbns, strict=True))
    sheet.add("pages", _first_pages(sheet, editions))
    roles = tuple(f"contributors: {role}" for role in sorted(set(_ROLES.values())))
    return Reading(sheet.facts, (*_COMPLETE, *roles))


def _text(element: etree._Element, path: str) -> str:
    steps = "/".join(f"{{*}}{step}" for step in path.split("/"))
    return element.findtext(steps) or ""


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    return element.findall("/".join(f"{{*}}{step}" for step in path.split("/")))


def _identifier(product: etree._Element, kind: str) -> str:
    found = (x for x in _all(product, "ProductIdentifier") if _text(x, "ProductIDType") == kind)
    return next((_text(each, "IDValue") for each in found), "")


def _first_pages(sheet: FactSheet, editions: list[str]) -> str:
    return next(filter(None, (sheet.facts.get(f"pages of {name}") for name in editions)), "")


def _read_edition(sheet: FactSheet, edition: str, product: etree._Element) -> None:
    form = _text(product, "DescriptiveDetail/ProductForm")
    sheet.add(f"form of {edition}", _FORMS.get(form, form))
    for measure in _all(product, "DescriptiveDetail/Measure"):
        if kind := _MEASURES.get(_text(measure, "MeasureType")):
            sheet.add(f"{kind} of {edition}", _text(measure, "Measurement"))
    for extent in _all(product, "DescriptiveDetail/Extent"):
        kind = _EXTENTS.get((_text(extent, "ExtentType"), _text(extent, "ExtentUnit")))
        if kind:
            sheet.add(f"{kind} of {edition}", _text(extent, "ExtentValue"))
    names = ("ProductFormFeatureType", "ProductFormFeatureValue", "ProductFormFeatureDescription")
    features = _all(product, "DescriptiveDetail/ProductFormFeature")
    read = ([_text(each, name) for name in names] for each in features)
    add_codes(sheet, edition, ((kind, code, words) for kind, code, words in read))
    others = _all(product, "RelatedMaterial/RelatedProduct")
    formats = (each for each in others if _is_edition(each))
    sheet.add_list(f"other editions of {edition}", (_identifier(each, "15") for each in formats))
    prices = _all(product, "ProductSupply/SupplyDetail/Price")
    sheet.add_prices(edition, [_price(each) for each in prices])
    for rights in _all(product, "PublishingDetail/SalesRights"):
        sheet.add_sale(edition, [_text(rights, "Territory/CountriesIncluded")])
        sheet.add(f"right to sell {edition}", _SALES.get(_text(rights, "SalesRightsType"), ""))


def _price(price: etree._Element) -> tuple[str, str, str, bool]:
    where = _text(price, "Territory/CountriesIncluded")
    with_tax = _text(price, "PriceType") == "02"
    return _text(price, "PriceAmount"), _text(price, "CurrencyCode"), where, with_tax


def _is_edition(related: etree._Element) -> bool:
    names = (_text(each, "IDTypeName") for each in _all(related, "ProductIdentifier"))
    return _OWN_IDENTIFIER in names


def _read_work(sheet: FactSheet, product: etree._Element) -> None:
    sheet.add("identifier", _identifier(product, "01").rpartition("#")[0])
    _read_title(sheet, product)
    _read_people(sheet, product)
    _read_series(sheet, product)
    sheet.add_language(_text(product, "DescriptiveDetail/Language/LanguageCode"))
    sheet.add("edition statement", _text(product, "DescriptiveDetail/EditionStatement"))
    _read_subjects(sheet, product)
    audience = _all(product, "DescriptiveDetail/Audience")
    codes = (_text(each, "AudienceCodeValue") for each in audience)
    sheet.add_list("audience", (_AUDIENCES.get(code, code) for code in codes))
    sheet.add("description", _text(product, "CollateralDetail/TextContent/Text"))
    _read_publishing(sheet, product)
    _read_relations(sheet, product)


def _read_licence(sheet: FactSheet, products: list[etree._Element]) -> None:
    """The licence, which only products that are read on a screen have."""
    link = "DescriptiveDetail/EpubLicense/EpubLicenseExpression/EpubLicenseExpressionLink"
    forms = [(_text(each, "DescriptiveDetail/ProductForm"), each) for each in products]
    digital = next((each for form, each in forms if _FORMS.get(form) == "digital"), None)
    if digital is not None:
        sheet.add("licence", letters_of_address(_text(digital, link)))


def _read_title(sheet: FactSheet, product: etree._Element) -> None:
    element = "DescriptiveDetail/TitleDetail/TitleElement"
    prefix = _text(product, f"{element}/TitlePrefix")
    body = _text(product, f"{element}/TitleWithoutPrefix")
    space = "" if prefix.endswith(("’", "'")) else " "
    title = f"{prefix}{space}{body}" if prefix else _text(product, f"{element}/TitleText")
    sheet.add_titles(title, _text(product, f"{element}/Subtitle"))
    if prefix:
        sheet.add("title for sorting", f"{body[:1].upper()}{body[1:]}, {prefix}")


def _read_people(sheet: FactSheet, product: etree._Element) -> None:
    pairs = []
    for each in _all(product, "DescriptiveDetail/Contributor"):
        name = _text(each, "PersonName") or _text(each, "CorporateName")
        if role := _ROLES.get(_text(each, "ContributorRole")):
            pairs.append((role, name))
        numbers = {
            _text(one, "NameIDType"): _text(one, "IDValue") for one in _all(each, "NameIdentifier")
        }
        sort = _text(each, "PersonNameInverted")
        orcid, isni = numbers.get("21", ""), numbers.get("16", "")
        sheet.add_person(name, sort=sort if "," in sort else "", orcid=orcid, isni=isni)
    sheet.add_people(pairs)


def _read_series(sheet: FactSheet, product: etree._Element) -> None:
    element = "DescriptiveDetail/Collection/TitleDetail/TitleElement"
    sheet.add("series", _text(product, f"{element}/TitleText"))
    sheet.add("number in series", _text(product, f"{element}/PartNumber"))
    number = _text(product, "DescriptiveDetail/Collection/CollectionIdentifier/IDValue")
    sheet.add_number("ISSN", number)


def _read_subjects(sheet: FactSheet, product: etree._Element) -> None:
    by_scheme: dict[str, list[str]] = {}
    for each in _all(product, "DescriptiveDetail/Subject"):
        text = _text(each, "SubjectCode") or _text(each, "SubjectHeadingText")
        by_scheme.setdefault(_text(each, "SubjectSchemeIdentifier"), []).append(text)
    sheet.add_list("Thema", (code for scheme in _THEMA for code in by_scheme.get(scheme, ())))
    sheet.add_list("BISAC", by_scheme.get("10", []))
    keywords = [word for text in by_scheme.get("20", []) for word in text.split("; ")]
    sheet.add_subjects(by_scheme.get("24", []), keywords)


def _read_publishing(sheet: FactSheet, product: etree._Element) -> None:
    bodies = _all(product, "PublishingDetail/Publisher")
    publishers = (each for each in bodies if _text(each, "PublishingRole") == "01")
    sheet.add("publisher", next((_text(each, "PublisherName") for each in publishers), ""))
    funders = [each for each in bodies if _text(each, "PublishingRole") == "16"]
    sheet.add_list("funders", (_text(each, "PublisherName") for each in funders))
    sheet.add_list("awards", (_text(each, "Funding/FundingIdentifier/IDValue") for each in funders))
    numbers = (_text(each, "PublisherIdentifier/IDValue") for each in funders)
    sheet.add_list("numbers of funders", numbers)
    sheet.add("place", _text(product, "PublishingDetail/CityOfPublication"))
    sheet.add_number("date", _text(product, "PublishingDetail/PublishingDate/Date"))
    year = _text(product, "PublishingDetail/CopyrightStatement/CopyrightYear")
    owner = _text(product, "PublishingDetail/CopyrightStatement/CopyrightOwner/CorporateName")
    if year:
        sheet.add("copyright", f"{year} {owner}")


def _read_relations(sheet: FactSheet, product: etree._Element) -> None:
    sheet.add("DOI", _text(product, "RelatedMaterial/RelatedWork/WorkIdentifier/IDValue"))
    products = _all(product, "RelatedMaterial/RelatedProduct")
    others = (each for each in products if not _is_edition(each))
    relations = ((_RELATIONS.get(_text(x, "ProductRelationCode")), x) for x in others)
    sheet.add_related((a, _text(x, "ProductIdentifier/IDValue")) for a, x in relations if a)
