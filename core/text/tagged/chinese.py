"""Made-up Chinese sentences with names, character by character: people, places, bodies; as BIO."""

import numpy as np

Word = tuple[str, str]  # with its tag
Random = np.random.Generator

# Many of them are words of their own: high, white, forest, river, gold, horse, ridge.
SURNAMES = "王李张刘陈杨黄高林马白江金石方田唐苏叶毛"
GIVEN = "明伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华玉兰山河月云海天文新建国春红"
PLACE_BEGINS = "高白黄金石青长东南西北安平海江永新大"
PLACE_ENDS = ("山", "河", "湖", "镇", "村", "县", "市", "江")
CITIES = ("北京", "上海", "南京", "杭州", "成都", "西安", "广州", "青岛")
FIELDS = ("电力", "银行", "铁路", "食品", "汽车", "新闻", "建设", "通信")
BODIES = ("公司", "大学", "医院", "中学", "集团", "报社")
THINGS = """书 茶 面包 自行车 房子 手机 花 信 电影 衣服 票 苹果 地图 照片 钢琴 雨伞""".split()
ACTS = """买了 卖了 喜欢 看见了 丢了 修好了 带来了 忘了 想要 画了""".split()
TIMES = """今天 昨天 明天 上个月 去年 早上 晚上 周末""".split()
STATES = """很高 太白了 真安静 是新的 比山还高 像金子一样 都黄了 很远 不太大 又平又长""".split()
SUBJECTS = """他 她 我们 老师 孩子们 邻居 司机 大家 王后 白马 高个子 江边的人 林子里的鸟""".split()
TEMPLATES = (
    "{time}{person}在{place}{act}{thing}。",
    "{person}和{person}去{place}了。",
    "{person}说{subject}{act}{thing}。",
    "{subject}{time}{act}{thing}。",
    "{subject}{state}。",
    "{body}的{person}{time}来过{place}。",
    "{time}，{body}在{place}{act}{thing}。",
    "我认识{body}的{person}。",
    "从{place}到{place}{state}。",
    "{subject}的{thing}{state}。",
    "请把{thing}交给{person}。",
    "{person}{state}，{subject}也{state}。",
    "听说{place}的{thing}{state}。",
    "{subject}在山上看{thing}，{time}才回来。",
    "{person}，{time}一起喝茶吗？",
    "{body}新来的{subject}{act}{thing}。",
)
PLAIN = {"time": TIMES, "subject": SUBJECTS, "act": ACTS, "thing": THINGS, "state": STATES}


def chinese_sentence(random: Random) -> list[Word]:
    """One sentence: its characters with their tags."""
    found: list[Word] = []
    for piece in TEMPLATES[int(random.integers(len(TEMPLATES)))].replace("}", "{").split("{"):
        if piece in NAMED:
            kind, name = NAMED[piece][0], NAMED[piece][1](random)
            found += [(letter, f"{'I' if place else 'B'}-{kind}") for place, letter in enumerate(name)]
        else:
            words = PLAIN.get(piece)
            text = words[int(random.integers(len(words)))] if words else piece
            found += [(letter, "O") for letter in text]
    return found


def _one(random: Random, among: str | tuple[str, ...]) -> str:
    return among[int(random.integers(len(among)))]


def _person(random: Random) -> str:
    return _one(random, SURNAMES) + "".join(_one(random, GIVEN) for _ in range(int(random.integers(1, 3))))


def _place(random: Random) -> str:
    return (
        _one(random, CITIES)
        if random.random() < 0.4
        else _one(random, PLACE_BEGINS) + _one(random, PLACE_ENDS)
    )


def _body(random: Random) -> str:
    first = (
        _one(random, CITIES) if random.random() < 0.7 else _one(random, PLACE_BEGINS) + _one(random, GIVEN)
    )
    return first + _one(random, FIELDS) + _one(random, BODIES)


NAMED = {"person": ("PER", _person), "place": ("LOC", _place), "body": ("ORG", _body)}
