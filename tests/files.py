"""Archives and workbooks, written by hand: nothing that could write them has to be installed."""

import io
import zipfile


def zipped(**files):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return body.getvalue()


def workbook(sheets, last_row=""):
    """The smallest xlsx that holds these sheets: {name: rows of numbers and text}."""

    def cell(value, row, column):
        place = f'r="{"ABCDEFGH"[column]}{row}"' if column < 8 else ""
        if isinstance(value, str):
            return f'<c {place} t="inlineStr"><is><t>{value}</t></is></c>'
        return f"<c {place}><v>{value}</v></c>"

    def row(number, values):
        cells = "".join(cell(value, number, column) for column, value in enumerate(values))
        return f'<row r="{number}">{cells}</row>'

    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    files = {
        f"xl/worksheets/sheet{n}.xml": f"<worksheet {main}><sheetData>"
        + "".join(row(number, values) for number, values in enumerate(rows, 1))
        + f"{last_row}</sheetData></worksheet>"
        for n, rows in enumerate(sheets.values(), 1)
    }
    names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
    links = "".join(
        f'<Relationship Id="r{n}" Type="{link}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    files["xl/workbook.xml"] = f'<workbook {main} xmlns:r="{link}"><sheets>{names}</sheets></workbook>'
    packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    files["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{packages}">{links}</Relationships>'
    root = f'<Relationship Id="r1" Type="{link}/officeDocument" Target="xl/workbook.xml"/>'
    files["_rels/.rels"] = f'<Relationships xmlns="{packages}">{root}</Relationships>'
    return zipped(**files)
