"""What people may type, or what a file may be called, to make a page do something."""

EVIL = "evil.example"
NAMES = (
    "../../x.csv",
    "<script>window.pwned = 1</script>",
    "</script><img src=x onerror='window.pwned = 1'>",
    "=HYPERLINK(A1)",
    f"[link](http://{EVIL}) ![picture](http://{EVIL}/i.png)",
    f"https://{EVIL}/x www.{EVIL} a@{EVIL}",
    ":red[colour] :material/home: $\\alpha$ `code` **bold** | a | b |",
    "# heading\n\n- list\n===",
)
LONG = "x" * 10_000
