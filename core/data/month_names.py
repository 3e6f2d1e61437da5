"""The names of months in the languages in which tables come, and of the months of other calendars."""

import re
import unicodedata

_NAMES = """
january february march april may june july august september october november december
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
januar februar märz april mai juni juli august september oktober november dezember
jänner feber mrz apr mai jun jul aug sept okt nov dez
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
januari februari mrt april maj juni juli augusti september oktober november december
janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
január február március április május június július augusztus szeptember október november december
januari februari maret april mei juni juli agustus september oktober november desember
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος \
δεκέμβριος
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου \
δεκεμβρίου
"""
_WHOLE = (  # languages of which three letters do not tell the month
    "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu "
    "joulukuu",
    "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
    "正月 二月 三月 四月 五月 六月 七月 八月 九月 十月 冬月 腊月",
)
_ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MARKED = (  # written with signs that are no letters; told by the English name
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
)
_JALALI = "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand"


def _plain(name: str) -> str:
    """Without accents, which people leave out, and without capitals."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _prefixes() -> dict[str, int]:
    """What begins a name with three letters or more, the language that comes first before all others."""
    found: dict[str, int] = {}
    for line in _NAMES.split("\n"):
        for month, name in enumerate(_plain(line).split(), start=1):
            for length in range(3, len(name) + 1):
                found.setdefault(name[:length], month)
    for line in (*_WHOLE, _JALALI):
        found |= {name: month for month, name in enumerate(_plain(line).split(), start=1)}
    return found


MONTHS = _prefixes()
_MEANT = {name: english for line in _MARKED for name, english in zip(line.split(), _ENGLISH, strict=True)}
MARKED = re.compile("|".join(sorted(map(re.escape, _MEANT), key=len, reverse=True)))
JALALI = re.compile("|".join((*_MARKED[3].split()[:3], *_JALALI.split())), re.IGNORECASE)


def month_number(name: str) -> float:
    """1 to 12 for the name of a month in one of several languages; NaN for other words."""
    return float(MONTHS.get(_plain(name.strip().rstrip(".")), "nan"))


def in_english(cell: str) -> str:
    """Months whose names are written with more than letters as Jan, Feb …"""
    return MARKED.sub(lambda found: f" {_MEANT[found[0]]} ", cell)
