"""What councils are about: neutral names of services and subjects, and the short forms that colleagues use for them.

Written for English, Scottish, Welsh and Northern Irish councils alike; a council's own subjects come from its directory.
"""

import re

SHORT_FORMS: dict[str, str] = {
    "SEND transport": "home-to-school transport for pupils with special educational needs",
    "SEN transport": "home-to-school transport for pupils with special educational needs",
    "SEND": "special educational needs",
    "TA": "temporary accommodation",
    "HMO": "houses in multiple occupation",
    "HMOs": "houses in multiple occupation",
    "SEN": "special educational needs",
    "EHCP": "education, health and care plans",
    "EHCPs": "education, health and care plans",
    "ASB": "anti-social behaviour",
    "LTN": "low-traffic neighbourhoods",
    "LTNs": "low-traffic neighbourhoods",
    "CPZ": "controlled parking zones",
    "PSPO": "public spaces protection orders",
    "PSPOs": "public spaces protection orders",
    "CIL": "community infrastructure levy",
    "S106": "planning obligations",
    "s106": "planning obligations",
    "HRA": "housing revenue account",
    "MTFS": "medium-term financial strategy",
    "MTFP": "medium-term financial plan",
    "ULEZ": "ultra low emission zone",
    "DFG": "disabled facilities grants",
    "DFGs": "disabled facilities grants",
    "CTRS": "council tax reduction scheme",
    "KPI": "performance indicators",
    "KPIs": "performance indicators",
    "EVs": "electric vehicle charging",
    "SUDS": "sustainable drainage",
    "SuDS": "sustainable drainage",
    "LGR": "local government reorganisation",
    "PFI": "private finance initiative contracts",
    "UKSPF": "UK Shared Prosperity Fund",
}
"""Short forms count as they are written; `ta` is thanks."""

SUBJECTS: tuple[str, ...] = tuple(
    """
    home-to-school transport for pupils with special educational needs; home-to-school transport; school transport; school streets; school places; school admissions; school meals;
    school crossing patrols; children's centres; children's services; family hubs; youth services; youth clubs; fostering; nurseries;
    special educational needs; alternative provision; food waste collections; food waste; garden waste; waste collections; waste contract;
    bin collections; recycling centres; recycling rates; recycling; fly-tipping; street cleaning; litter; missed collections; refuse collection;
    temporary accommodation; houses in multiple occupation; homelessness; rough sleeping; housing repairs; damp and mould; housing allocations;
    housing waiting list; council housing; social housing; affordable housing; affordable homes; empty homes; leasehold charges; right to buy;
    selective licensing; landlord licensing; private renting; tower block cladding; fire safety; housing revenue account; estate regeneration;
    bus gate; bus lanes; bus services; bus network; cycle lanes; cycle routes; active travel; low-traffic neighbourhoods; speed limits;
    20mph limits; road safety; potholes; highways maintenance; resurfacing; parking charges; parking permits; residents' parking; car parks;
    parking enforcement; controlled parking zones; street lighting; winter gritting; gritting; pavement parking; electric vehicle charging; taxi licensing;
    roadworks; traffic calming; weight limits; flood defences; flooding; drainage; coastal defences; sea wall; harbour wall; air quality; net zero;
    climate change; carbon reduction; solar farms; tree planting; street trees; trees; parks; playgrounds; play areas; allotments; cemeteries; crematorium;
    leisure centres; swimming pools; swimming pool; sports pitches; libraries; library opening hours; library service; museums; arts centre; theatre;
    public toilets; markets; town centre; high streets; business rates; economic development; regeneration; levelling up fund; devolution;
    local government reorganisation; boundary review; local plan; planning enforcement; planning applications; planning obligations; green belt;
    conservation areas; neighbourhood plans; article 4 direction; community infrastructure levy; quayside sale; asset disposals; property disposals;
    property portfolio; community asset transfer; depot; town hall refurbishment; council tax reduction scheme; council tax support;
    council tax; budget options; budget gap; budget; savings; reserves; medium-term financial strategy; capital programme; treasury management;
    procurement; contracts; outsourcing; agency staff; staffing; pay; sickness absence; performance indicators; performance; customer services; complaints handling;
    call centre; digital services; data protection; cyber security; adult social care; care homes; home care; day centres; day services; direct payments;
    carers; learning disabilities; mental health; public health; hospital discharge; safeguarding; domestic abuse; community safety; anti-social behaviour;
    CCTV; licensing policy; licensing; gambling; noise; pest control; food hygiene; trading standards; public spaces protection orders; asylum accommodation; asylum hotels;
    refugees; voluntary sector grants; grants; cost of living support; household support fund; welfare support; equality; elections; polling stations;
    electoral registration; member allowances; civic events; twinning; emergency planning; dog control; dog fouling; e-scooters; ferry; bridge repairs;
    bridge; level crossing; airport; port; rail station; park and ride; social work caseloads; children in care; care leavers; adoption;
    library trusts; leisure trust; leisure contract; housing strategy; housing delivery; housebuilding; homes; housing; planning; transport; highways; schools; education;
    adult education; apprenticeships; skills; tourism; heritage; culture; events; festivals; cemetery; bereavement services; registrars; coroner; legal services; ICT;
    highway adoption; rights of way; footpaths; canal; beaches; beach huts; moorings; harbour; slipway; fisheries; rural services; broadband; mobile masts; 5G masts;
    """.replace("\n", " ").split(";")
)

_KNOWN = sorted({" ".join(each.split()) for each in SUBJECTS if each.strip()}, key=len, reverse=True)
_PATTERN = re.compile(
    r"(?<![\w-])(?:" + "|".join(re.escape(each).replace(r"\ ", r"[\s-]+") for each in _KNOWN) + r")(?![\w-])",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?<![\w-])(?:" + "|".join(sorted(map(re.escape, SHORT_FORMS), key=len, reverse=True)) + r")(?![\w-])"
)
BROAD = frozenset(
    [
        "homes",
        "housing",
        "planning",
        "transport",
        "highways",
        "schools",
        "education",
        "performance",
        "contracts",
        "property",
        "pay",
        "culture",
        "events",
        "grants",
        "libraries",
        "parks",
        "trees",
        "bridge",
        "port",
        "markets",
        "noise",
        "skills",
        "reserves",
        "staffing",
        "equality",
        "depot",
        "elections",
        "budget",
        "ict",
    ]
)
"""Subjects so broad that a closer one beside them is the topic."""


def spelled_out(text: str) -> str:
    """The text with short forms written out."""
    return _SHORT.sub(lambda hit: SHORT_FORMS[hit.group()], text)


def subjects_in(text: str) -> tuple[str, ...]:
    """The subjects named in a text, in order, each once, as they are written there."""
    return tuple(dict.fromkeys(" ".join(hit.group().split()) for hit in _PATTERN.finditer(text)))
