"""The 26 coaches by whom the large company is larger, a line each. All invented."""

from sandbox.company.model import Coach, Story

_TEAMS = {
    "Commerce": ("Loyalty", "Search"),
    "Logistics": ("Delivery planning", "Warehouse"),
    "Platform": ("Cloud", "Data platform"),
    "Customer": ("Messaging", "Onboarding"),
    "Finance": ("Payments", "Fraud"),
}


def _coach(
    name: str, tz: str, area: str, manager: str, level: str, began: int, start: float, *specialisms: str
) -> Coach:
    """Return a coach who has held one level since the half-year `began`; the length of the name varies the rest."""
    variety = len(name)
    story = Story(
        levels=((level, began),),
        start=start,
        pace=0.2 + variety % 4 / 10,
        area=area,
        teams=_TEAMS[area],
        specialisms=specialisms,
        pieces=variety % 3,
        so_far=variety % 10,
        submitted=variety % 3 == 0,
    )
    return Coach(name, f"Agile coaching, {area}", tz, manager=manager, story=story)


MORE_COACHES = (
    _coach("Amara Nwosu", "Africa/Lagos", "Finance", "Patrick Nolan", "associate", 2, 1.1),
    _coach("Felix Brandt", "Europe/Berlin", "Commerce", "Maya Lind", "associate", 3, 1.4),
    _coach("Sione Tupou", "Pacific/Auckland", "Platform", "Wei Ling Ho", "associate", 4, 1.5),
    _coach("Camila Quispe", "America/Lima", "Customer", "Rosa Medina", "associate", 1, 0.9),
    _coach("Yuki Moriyama", "Asia/Tokyo", "Platform", "Wei Ling Ho", "agile_coach", 5, 3.7),
    _coach("Aoife Gallagher", "Europe/Dublin", "Finance", "Patrick Nolan", "agile_coach", 6, 4.1),
    _coach("Rahul Deshmukh", "Asia/Kolkata", "Platform", "Ingrid Solheim", "agile_coach", 3, 3.1),
    _coach("Chloe Tremblay", "America/Toronto", "Customer", "Carmen Delgado", "agile_coach", 7, 4.3),
    _coach("Mateus Carvalho", "America/Sao_Paulo", "Customer", "Rosa Medina", "agile_coach", 4, 3.4),
    _coach("Nadia Benali", "Europe/Paris", "Commerce", "Maya Lind", "agile_coach", 8, 4.4),
    _coach("Erik Lundgren", "Europe/Stockholm", "Logistics", "James Whitlock", "agile_coach", 5, 3.6),
    _coach("Thandiwe Dlamini", "Africa/Johannesburg", "Finance", "Patrick Nolan", "agile_coach", 4, 3.8),
    _coach("Minh Anh Tran", "Asia/Ho_Chi_Minh", "Platform", "Wei Ling Ho", "agile_coach", 2, 2.9),
    _coach("Giulia Fontana", "Europe/Rome", "Commerce", "Maya Lind", "senior", 5, 5.5, "facilitation"),
    _coach("Seo-yeon Bae", "Asia/Seoul", "Platform", "Wei Ling Ho", "senior", 6, 5.8, "agile_lean"),
    _coach("Anneke de Wit", "Europe/Amsterdam", "Logistics", "James Whitlock", "senior", 4, 5.2, "coaching"),
    _coach("Farid Rahimi", "Europe/Helsinki", "Platform", "Ingrid Solheim", "senior", 7, 6.0, "teaching"),
    _coach("Grace Wanjiru", "Africa/Nairobi", "Finance", "Patrick Nolan", "senior", 5, 5.6, "coaching", "teaching"),
    _coach("Luka Horvat", "Europe/Zagreb", "Logistics", "James Whitlock", "senior", 3, 4.9, "agile_lean"),
    _coach("Mele Kahananui", "Pacific/Honolulu", "Customer", "Rosa Medina", "senior", 8, 6.1, "facilitation"),
    _coach("Pedro Villanueva", "Asia/Manila", "Platform", "Wei Ling Ho", "senior", 4, 5.3, "coaching"),
    _coach("Charlotte Beaumont", "America/Vancouver", "Customer", "Rosa Medina", "senior", 6, 5.7, "teaching"),
    _coach("Arjun Pillai", "Asia/Singapore", "Platform", "Wei Ling Ho", "staff", 5, 7.4, "agile_lean", "teaching"),
    _coach("Eszter Varga", "Europe/Budapest", "Finance", "Patrick Nolan", "staff", 4, 7.3, "coaching"),
    _coach("Solomon Tesfaye", "Africa/Addis_Ababa", "Commerce", "Maya Lind", "staff", 6, 7.7, "facilitation"),
    _coach("Marit Haugen", "Europe/Oslo", "Logistics", "James Whitlock", "staff", 7, 7.6, "agile_lean"),
)
