"""Slack ids of the demo's people, by what each is in these journeys."""

ANA = "U0ANARUIZ"  # Agile Coach, 7 of 18 answered, Maya's
DANIEL = "U0DANIELOKA"  # Agile Coach, 8 of 18 answered
OMAR = "U0OMARHADDA"  # Agile Coach, nothing answered, no manager
ZAINAB = "U0ZAINABYUS"  # Associate of a few weeks, never here before: a first look
NOAH = "U0NOAHFAIRC"  # Associate, 3 answered
LUCIA = "U0LUCIAFERR"  # Senior since last year, one specialism
PIOTR = "U0PIOTRZIEL"  # Senior, 9 answered
INGRID = "U0INGRIDSOL"  # Staff and a manager
TOMAS = "U0TOMASBERG"  # Agile Coach, submitted
KWAME = "U0KWAMEASAN"  # Staff, submitted
HANA = "U0HANAKOBAY"  # Senior, submitted
MAREK = "U0MAREKNOVA"  # coach whose level nobody has said
MAYA = "U0MAYALIND"  # Ana's manager
JAMES = "U0JAMESWHIT"  # somebody else's manager
PRIYA = "U0PRIYANAIR"  # owner
BEATRIZ = "U0BEATRIZMO"  # unknown to Trellis
ELIF = "U0ELIFDEMIR"  # guest
MEI_LIN = "U0MEICHUA"  # Agile Coach in Sydney, submitted, without a date
KAVYA = "U0KAVYAMENO"  # Senior, submitted, held her talk
