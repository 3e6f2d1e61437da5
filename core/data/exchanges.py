"""Which trading calendar an exchange keeps: Yahoo's codes to those of exchange_calendars."""

CALENDARS = {
    code: calendar
    for calendar, codes in {
        "XNYS": "NMS NYQ NGM NCM NIM PCX ASE BTS SNP DJI",
        "XSHG": "SHH SHZ",  # Shenzhen keeps the sessions of Shanghai
        "XHKG": "HKG",
        "XLON": "LSE",
        "XETR": "GER",
        "XPAR": "PAR",
        "XTKS": "TYO JPX",
        "XTSE": "TOR",
        "XASX": "ASX",
        "XBOM": "NSI BSE",
        "24/7": "CCC",
    }.items()
    for code in codes.split()
}
