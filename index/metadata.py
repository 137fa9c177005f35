"""What the cover of a report says: title, place, year, date, speaker."""

import re
import unicodedata

from index.periods import planned_year, planned_year_of_body, year_after_review
from index.types import Metadata, Section

_HAN = r"[\u4e00-\u9fff]"
# 「我代表市政府」 and 「在省委、省政府」 name no place; 「会议上池州市」 opens behind 上.
_PLACE_HAN = rf"(?!代表|人民|各级|[委员届次议在]|(?<=\d)年){_HAN}"
_PLACE = rf"(?<!代)(?<!议(?=上))(?:{_PLACE_HAN}){{2,9}}?(?:自治区|自治州|自治县|省|市|区|县|州|盟|旗)"
_ISSUER = re.compile(rf"({_PLACE})(?:人民)?政府(?!工作)")
_TITLED_PLACE = re.compile(rf"(?:\d{{4}}年?)?({_PLACE})(?:人民)?政府工作报告")
_SESSION_PLACE = re.compile(rf"在({_PLACE})第[一二三四五六七八九十]+届")
_NATIONAL = re.compile(r"代表国务院|国务院总理|在第[一二三四五六七八九十]+届全国人民代表大会")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_SPEAKER = re.compile(
    rf"(?:省长|市长|区长|县长|州长|盟长|旗长|总理|人民政府主席|自治区主席)\s*({_HAN}(?:{_HAN}|\s|·){{1,6}})$",
    re.MULTILINE,
)
_COVER_CHARS = 1_200  # longest cover seen (notice, title, session, speaker) ends within 400


def read_metadata(text: str, sections: tuple[Section, ...], file_name: str) -> Metadata:
    """Read the cover. What it does not say is None; the year falls back on headings, then on the date."""
    cover = unicodedata.normalize("NFKC", text[:_COVER_CHARS])
    stem = unicodedata.normalize("NFKC", file_name.rpartition(".")[0] or file_name)
    place = _first_place(cover, stem)
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


def _first_place(cover: str, stem: str) -> str | None:
    for pattern, where in ((_SESSION_PLACE, cover), (_TITLED_PLACE, stem), (_ISSUER, cover), (_TITLED_PLACE, cover)):
        found = pattern.search(where)
        if found:
            return found.group(1)
    return "全国" if _NATIONAL.search(cover) else None


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
