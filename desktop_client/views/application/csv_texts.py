"""What is said about rows that come from a CSV file."""

from registration.text import Text

IMPORT = Text("CSV 가져오기…", "Import CSV…")
TEMPLATE = Text("CSV 양식 저장…", "Save a CSV template…")
FILES = Text("CSV 파일 (*.csv)", "CSV files (*.csv)")
IMPORTED = Text("{count}개 행을 가져왔습니다.", "{count} rows were imported.")
SAVED = Text("양식을 저장하였습니다: {file}", "The template was saved: {file}")
REFUSED = Text(
    "가져오지 않았습니다. 파일에서 다음을 고친 뒤 다시 가져오십시오.",
    "Nothing was imported. Correct this in the file and import it again.",
)
MORE = Text("그 밖에 {count}건이 더 있습니다.", "There are {count} more.")

UNREADABLE = Text("파일을 읽을 수 없습니다.", "The file cannot be read.")
TOO_LARGE = Text("{most} MB가 넘는 파일입니다.", "The file is larger than {most} MB.")
ENCODING = Text(
    "UTF-8 또는 CP949(EUC-KR)로 저장한 CSV 파일이 아닙니다.",
    "This is not a CSV file in UTF-8 or CP949 (EUC-KR).",
)
BROKEN = Text(
    "따옴표가 닫히지 않는 등 CSV 형식에 맞지 않습니다.",
    "This is not a valid CSV file: a quotation mark may not be closed.",
)
EMPTY = Text("가져올 행이 없습니다.", "There are no rows to import.")
TOO_MANY = Text(
    "{count}개 행이 있으나 {room}개까지만 더 넣을 수 있습니다.",
    "There are {count} rows, but room for {room} more only.",
)
UNKNOWN_COLUMN = Text(
    "1행 {column}열: '{title}' – 이 표에 없는 항목입니다.",
    "Row 1, column {column}: '{title}' is not a column of this table.",
)
REPEATED_COLUMN = Text(
    "1행 {column}열: '{title}' – 같은 항목이 두 번 있습니다.",
    "Row 1, column {column}: '{title}' is there twice.",
)
MISSING_COLUMN = Text(
    "1행: '{title}' – 필수 항목이 없습니다.", "Row 1: the required column '{title}' is missing."
)
CELLS = Text(
    "{row}행: 칸이 {given}개입니다. 첫 행과 같이 {needed}개여야 합니다.",
    "Row {row}: it has {given} cells, the first row has {needed}.",
)
CELL_UNREAD = Text("선택할 수 있는 값이 아닙니다.", "This is not one of the choices.")
AT = Text("{row}행 '{column}': {problem}", "Row {row}, '{column}': {problem}")
