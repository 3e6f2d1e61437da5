"""Short English sentences with their Chinese, expanded from patterns in which every combination is right."""

from collections.abc import Iterator

import numpy as np

SEED = 7
PERSONS = {  # English, Chinese, whether the verb takes an s, form of "be"
    "I": ("我", False, "am"),
    "You": ("你", False, "are"),
    "He": ("他", True, "is"),
    "She": ("她", True, "is"),
    "We": ("我们", False, "are"),
    "They": ("他们", False, "are"),
}
LIKED = {
    "tea": "茶", "coffee": "咖啡", "music": "音乐", "dogs": "狗", "cats": "猫", "apples": "苹果",
    "fish": "鱼", "rice": "米饭", "flowers": "花", "this song": "这首歌", "this city": "这座城市",
}  # fmt: skip
DEEDS = {  # plain form, Chinese
    "sleep": "睡觉", "go home": "回家", "drink water": "喝水", "learn Chinese": "学中文",
    "watch a film": "看电影", "buy a book": "买一本书", "eat an apple": "吃一个苹果",
    "call a friend": "给朋友打电话", "go to the park": "去公园", "rest": "休息",
}  # fmt: skip
MOODS = {"tired": "累", "busy": "忙", "happy": "高兴", "hungry": "饿", "tall": "高", "angry": "生气"}
PLACES = {
    "station": "车站", "school": "学校", "hospital": "医院", "library": "图书馆", "bank": "银行",
    "hotel": "酒店", "market": "市场", "museum": "博物馆", "airport": "机场",
}  # fmt: skip
SKILLS = {
    "swim": "游泳", "speak Chinese": "说中文", "cook": "做饭", "drive": "开车", "sing": "唱歌",
    "dance": "跳舞", "play the piano": "弹钢琴",
}  # fmt: skip
OWNED = {
    "a dog": "一只狗", "a car": "一辆车", "a book": "一本书", "a friend": "一个朋友",
    "a question": "一个问题", "two children": "两个孩子", "an idea": "一个主意",
}  # fmt: skip
PRICED = {
    "book": "这本书", "shirt": "这件衬衫", "car": "这辆车", "watch": "这块手表", "table": "这张桌子",
    "cup": "这个杯子", "umbrella": "这把伞",
}  # fmt: skip
QUALITIES = {"expensive": "很贵", "cheap": "很便宜", "new": "是新的", "old": "很旧", "beautiful": "很漂亮"}
TIMES = {"today": "今天", "tomorrow": "明天", "next week": "下周"}
Pair = tuple[str, str]


def phrases() -> Iterator[Pair]:
    """All sentences, in an order that was drawn; the same ones every time."""
    found = [*_of_persons(), *_of_things()]
    yield from (found[place] for place in np.random.default_rng(SEED).permutation(len(found)))


def _of_persons() -> Iterator[Pair]:
    for person, (who, third, be) in PERSONS.items():
        s, do = ("s", "does") if third else ("", "do")
        asks = person if person == "I" else person.lower()
        for thing, word in LIKED.items():
            yield f"{person} like{s} {thing}.", f"{who}喜欢{word}。"
            yield f"{person} {do} not like {thing}.", f"{who}不喜欢{word}。"
        for deed, word in DEEDS.items():
            yield f"{person} want{s} to {deed}.", f"{who}想{word}。"
            yield f"{do.capitalize()} {asks} want to {deed}?", f"{who}想{word}吗？"
        for mood, word in MOODS.items():
            yield f"{person} {be} very {mood}.", f"{who}很{word}。"
            yield f"{person} {be} not {mood}.", f"{who}不{word}。"
        for skill, word in SKILLS.items():
            yield f"{person} can {skill}.", f"{who}会{word}。"
            yield f"{person} cannot {skill}.", f"{who}不会{word}。"
            yield f"Can {asks} {skill}?", f"{who}会{word}吗？"
        for thing, word in OWNED.items():
            yield f"{person} {'has' if third else 'have'} {thing}.", f"{who}有{word}。"
        for place, word in PLACES.items():
            yield f"{person} work{s} at the {place}.", f"{who}在{word}工作。"
            for time, when in TIMES.items():
                yield f"{person} {be} going to the {place} {time}.", f"{who}{when}去{word}。"
            yield f"{person} went to the {place} yesterday.", f"{who}昨天去了{word}。"


def _of_things() -> Iterator[Pair]:
    for place, word in PLACES.items():
        yield f"Where is the {place}?", f"{word}在哪里？"
        yield f"The {place} is very far.", f"{word}很远。"
        yield f"The {place} is closed.", f"{word}关门了。"
    for thing, word in PRICED.items():
        yield f"How much is this {thing}?", f"{word}多少钱？"
        for quality, how in QUALITIES.items():
            yield f"This {thing} is {quality}.", f"{word}{how}。"
