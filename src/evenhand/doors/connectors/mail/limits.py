"""How much of one mail is read. Everything beyond is cut and said, so that no mail can stall the desk."""

HEADER_BLOCK = 256 * 1024  # bytes of header lines, per part
ONE_HEADER = 64 * 1024  # bytes of one header, unfolded
HEADER_COUNT = 2_000
PARAMETERS = 8 * 1024  # bytes of a Content-Type or Content-Disposition
DATE = 200
ADDRESSES = 1_000
REFERENCES = 100
SUBJECT = 1_000  # characters
NAME = 200  # characters of a display name or file name
IDENTIFIER = 500  # characters of a message id or mail address

PARTS = 1_000
DEPTH = 50
DESCENTS = 5  # how often a mail that only wraps another mail is opened

TEXT = 1_000_000  # characters of text kept
HTML = 2_000_000  # characters of HTML read
HTML_DEPTH = 200
HTML_TAGS = 50_000
QUOTES = 20  # levels of "> " that are shown
ENCODED_TEXT = 8 * 1024 * 1024  # bytes of one text part before decoding
TOLERANT_LINES = 5_000  # boundary lines that the tolerant reader looks at
