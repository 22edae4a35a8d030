"""Texts that would become part of a page if anything forgot to escape: cross-site scripting.

Each one, if it works, either calls `tdx(...)` (watched by the browser tests), opens a dialog, or
makes an element with the attribute `data-tdx`. None of the three may ever happen.
"""

from __future__ import annotations

#: Attribute of every element a payload would make.
MARK = "data-tdx"

PAYLOADS: tuple[str, ...] = (
    # Scripts, plain and bent.
    "<script data-tdx>tdx(1)</script>",
    "<ScRiPt data-tdx>tdx(2)</sCrIpT >",
    "<script data-tdx\n>tdx(3)</script\n>",
    "<script/data-tdx>tdx(4)</script/x>",
    "<scr<script data-tdx>ipt>tdx(5)</script>",
    "<<script data-tdx>tdx(6)//<</script>",
    "<script data-tdx src=//evil.example/x.js></script>",
    "<script data-tdx type=module>tdx(8)</script>",
    "<noscript><p title=\"</noscript><img data-tdx src=x onerror=tdx(9)>\">",
    # Event handlers.
    "<img data-tdx src=x onerror=tdx(10)>",
    "<img data-tdx src=x onerror=alert(11)>",
    "<img/data-tdx/src=x/onerror=tdx(12)>",
    "<img data-tdx src=\"x\" onerror=\"&#116;dx(13)\">",
    "<body data-tdx onload=tdx(14)>",
    "<input data-tdx autofocus onfocus=tdx(15)>",
    "<details data-tdx open ontoggle=tdx(16)>",
    "<video data-tdx><source onerror=tdx(17)></video>",
    "<audio data-tdx src=x onerror=tdx(18)>",
    "<marquee data-tdx onstart=tdx(19)>",
    "<div data-tdx style=animation:x onanimationstart=tdx(20)>",
    "<select data-tdx autofocus onfocus=tdx(21)>",
    "<x data-tdx tabindex=1 autofocus onfocus=tdx(22)>",
    # SVG and MathML.
    "<svg data-tdx onload=tdx(23)>",
    "<svg data-tdx><script>tdx(24)</script></svg>",
    "<svg data-tdx><animate onbegin=tdx(25) attributeName=x dur=1s>",
    "<svg data-tdx><a xlink:href='javascript:tdx(26)'><text>x</text></a></svg>",
    "</text></svg><img data-tdx src=x onerror=tdx(27)>",
    "</title><script data-tdx>tdx(28)</script>",
    "</desc></svg><svg data-tdx onload=tdx(29)>",
    "<math data-tdx href='javascript:tdx(30)'>x</math>",
    "]]><script data-tdx>tdx(31)</script>",
    "<svg data-tdx><foreignObject><iframe src=javascript:tdx(32)>",
    # Addresses that are programs.
    "javascript:tdx(33)",
    "JaVaScRiPt:tdx(34)//http://x",
    "java\tscript:tdx(35)",
    "\x01javascript:tdx(36)",
    "data:text/html,<script data-tdx>tdx(37)</script>",
    "data:text/html;base64,PHNjcmlwdD50ZHgoMzgpPC9zY3JpcHQ+",
    "vbscript:tdx(39)",
    "<a data-tdx href=javascript:tdx(40)>x</a>",
    "<iframe data-tdx src=javascript:tdx(41)></iframe>",
    "<form data-tdx action=javascript:tdx(42)><button>x",
    "<object data-tdx data=javascript:tdx(43)>",
    "<embed data-tdx src=javascript:tdx(44)>",
    "<base data-tdx href=//evil.example/>",
    "<meta data-tdx http-equiv=refresh content='0;url=javascript:tdx(46)'>",
    "<link data-tdx rel=stylesheet href=//evil.example/x.css>",
    # Out of an attribute.
    "\" data-tdx autofocus onfocus=tdx(48) x=\"",
    "' data-tdx autofocus onfocus=tdx(49) x='",
    "x data-tdx onmouseover=tdx(50)",
    "\"><img data-tdx src=x onerror=tdx(51)>",
    "'><img data-tdx src=x onerror=tdx(52)>",
    "--><img data-tdx src=x onerror=tdx(53)><!--",
    "</textarea><img data-tdx src=x onerror=tdx(54)>",
    "</option></select><img data-tdx src=x onerror=tdx(55)>",
    "</style><img data-tdx src=x onerror=tdx(56)>",
    # Out of a script or of JSON in a page.
    "</script><script data-tdx>tdx(57)</script>",
    "<!--<script>\"</script><img data-tdx src=x onerror=tdx(58)>",
    "\";tdx(59);//",
    "';tdx(60);//",
    "\\\";tdx(61);//",
    "`;${tdx(62)}//",
    "\u2028tdx(63)\u2029",
    "\"}]</script><img data-tdx src=x onerror=tdx(64)>",
    # Templates.
    "{{constructor.constructor('tdx(65)')()}}",
    "{{7*'7'}}{% debug %}",
    "${tdx(67)}",
    "#{tdx(68)}",
    "<%= tdx(69) %>",
    "%(tdx)s {0} {tdx} %s",
    # Signs that turn into others, and mutations of a second reading.
    "\uff1cscript data-tdx\uff1etdx(71)\uff1c/script\uff1e",
    "&lt;img data-tdx src=x onerror=tdx(72)&gt;",
    "&#60;img data-tdx src=x onerror=tdx(73)&#62;",
    "\u202e<img data-tdx src=x onerror=tdx(74)>",
    "<img data-tdx\u3000src=x onerror=tdx(75)>",
    "<math><mtext><table><mglyph><style><!--</style><img data-tdx src=x onerror=tdx(76)>",
    "<svg></p><style><a id=\"</style><img data-tdx src=x onerror=tdx(77)>\">",
    "<table><td><a data-tdx href=javascript:tdx(78)>",
    "<template><img data-tdx src=x onerror=tdx(79)></template>",
    # Styles and custom elements of our own.
    "x;background:url(javascript:tdx(80))",
    "</style><style data-tdx>*{display:none}</style>",
    "<style data-tdx>@import'//evil.example/x.css';</style>",
    "expression(tdx(83))",
    "<div data-tdx hx-get=/admin/ hx-trigger=load>",
    "<div data-tdx data-controller=w-init data-action=load->x#tdx>",
    "<video-facade data-tdx><a href=javascript:tdx(86)>x</a></video-facade>",
)  # fmt: skip


def fitting(number: int, length: int | None) -> str:
    """Give a payload that fits into so many letters; other numbers give other ones."""
    for step in range(len(PAYLOADS)):
        payload = PAYLOADS[(number + step) % len(PAYLOADS)]
        if length is None or len(payload) <= length:
            return payload
    return PAYLOADS[0][:length]


def several(number: int, count: int) -> str:
    """Give some payloads in a row, for texts without an end."""
    return "\n".join(PAYLOADS[(number + step) % len(PAYLOADS)] for step in range(count))
