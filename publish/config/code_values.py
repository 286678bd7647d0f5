"""Values of public code lists, and the shapes of codes whose lists are not public.

The shapes are patterns that are compiled when a book has such a code.
"""

from __future__ import annotations

# ISO 3166-1, the codes in use.
TERRITORIES = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM "
    "ZW".split()
)
# ISO 4217, the currencies in use.
CURRENCIES = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS "
    "GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW "
    "KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR "
    "MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR "
    "SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG".split()
)
# How many decimals a currency has; two, if it is not here.
DECIMALS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
_CREATIVE_COMMONS = [
    f"CC-{terms}-{version}"
    for terms in ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")
    for version in ("1.0", "2.0", "2.5", "3.0", "4.0")
]
# SPDX identifiers of licences under which books, documentation and examples are published.
LICENCES = frozenset(
    _CREATIVE_COMMONS
    + "CC0-1.0 CC-PDDC LAL-1.2 LAL-1.3 GFDL-1.1-only GFDL-1.1-or-later GFDL-1.2-only "
    "GFDL-1.2-or-later GFDL-1.3-only GFDL-1.3-or-later OPUBL-1.0 OFL-1.1 MIT MIT-0 Apache-2.0 "
    "BSD-2-Clause BSD-3-Clause 0BSD ISC MPL-2.0 EUPL-1.2 Unlicense GPL-2.0-only GPL-2.0-or-later "
    "GPL-3.0-only GPL-3.0-or-later LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only "
    "LGPL-3.0-or-later AGPL-3.0-only AGPL-3.0-or-later etalab-2.0 OGL-UK-3.0 DL-DE-BY-2.0".split()
)
# Subjects of Thema begin with one of twenty letters; qualifiers with a digit for their kind.
THEMA = r"[ACDFGJ-NP-Y][A-Z]{0,5}[0-9]{0,2}|[1-6][A-Z][A-Z0-9]*(-[A-Z0-9]+)*"
# The sections of BISAC, each with codes of six digits.
BISAC = (
    r"(ANT|ARC|ART|BIB|BIO|BUS|CGN|CKB|COM|CRA|DES|DRA|EDU|FAM|FIC|FOR|GAM|GAR|HEA|HIS|HOM|HUM|JNF"
    r"|JUV|LAN|LAW|LCO|LIT|MAT|MED|MUS|NAT|NON|OCC|PER|PET|PHI|PHO|POE|POL|PSY|REF|REL|SCI|SEL|SOC"
    r"|SPO|STU|TEC|TRA|TRU|TRV|YAF|YAN)[0-9]{6}"
)
DOI = r"10\.[0-9]{4,9}(\.[0-9]+)*/[^\s<>\"]+"
ROR = r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}"
WEB_ADDRESS = r"https?://[^\s<>\"]+"
EMAIL = r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+"
