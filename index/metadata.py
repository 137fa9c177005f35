"""What the cover of a report says: title, place, year, date, speaker."""

import re
import unicodedata

from index.periods import planned_year, planned_year_of_body, year_after_review
from index.place import place_of_body, place_of_cover
from index.types import Metadata, Section

_HAN = r"[\u4e00-\u9fff]"
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_NAME = rf"{_HAN}{{1,8}}(?:·{_HAN}{{1,10}})+|{_HAN}\s{{1,4}}{_HAN}|{_HAN}{{2,5}}?"
_SPEAKER = re.compile(
    rf"(?:[省市区县州盟旗]长|总理|(?:政府|自治区)(?:代理)?主席)\s*({_NAME})(?=\s*(?:$|同志|作政府|作《|向大会|代表))",
    re.MULTILINE,
)
COVER_CHARS = 1_200  # longest cover seen (notice, title, session, speaker) ends within 400


def read_metadata(text: str, sections: tuple[Section, ...], file_name: str) -> Metadata:
    """Read the cover, and what it leaves out from headings, file name and body. What none of them says is None."""
    cover = unicodedata.normalize("NFKC", text[:COVER_CHARS])
    stem = unicodedata.normalize("NFKC", file_name.rpartition(".")[0] or file_name)
    place = place_of_cover(cover, stem) or place_of_body(text, stem)
    date = _read_date(cover)
    year = _read_year(text, sections, date, stem)
    speaker = _SPEAKER.search(cover)
    return Metadata(
        title=_title(place, year, file_name),
        place=place,
        year=year,
        date=date,
        speaker=re.sub(r"\s", "", speaker.group(1)) if speaker else None,
    )


def _read_date(cover: str) -> str | None:
    """The day of the speech (its line names the session), else the first day on the cover."""
    lines = sorted(cover.split("\n"), key=lambda line: "会议" not in line)
    for line in lines:
        found = _DATE.search(line)
        if found:
            year, month, day = (int(part) for part in found.groups())
            return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def _read_year(text: str, sections: tuple[Section, ...], date: str | None, stem: str) -> int | None:
    """The year planned for: by the headings, the title or the file's name, the date, or the words of the plan."""
    headings = [section.heading for section in sections if section.level <= 1]
    titled = re.search(r"((?:19|20)\d{2})年?[^\n]{0,16}政府工作报告", f"{stem}\n{text[:200]}")
    stated = year_after_review(headings) or (int(titled.group(1)) if titled else planned_year(headings))
    if stated is not None:
        return stated
    # Congresses meet from December to March: a speech of December plans the year after.
    if date is not None:
        return int(date[:4]) + (date[5:7] == "12")
    return planned_year_of_body(text)


def _title(place: str | None, year: int | None, file_name: str) -> str:
    if place is None and year is None:
        return file_name.rpartition(".")[0] or file_name
    return f"{'' if year is None else f'{year}年'}{place or ''}政府工作报告"
