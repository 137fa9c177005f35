"""Words in quotation marks, which name something as it is called."""

import re

_OPEN, _CLOSE = '“"「『', '”"」』'
QUOTED = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]+)[{_CLOSE}]")
QUOTED_OR_TITLE = re.compile(rf"[{_OPEN}《]([^{_CLOSE}》]+)[{_CLOSE}》]")
QUOTED_NAME = re.compile(rf"[{_OPEN}]([^{_CLOSE}]{{2,20}})[{_CLOSE}]")  # and no whole sentence
