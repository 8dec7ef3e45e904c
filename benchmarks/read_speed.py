"""How fast messages are read, how much memory it takes, and how long a cold start lasts.

Run: python benchmarks/read_speed.py [N]. Writes benchmarks/results/read_speed.json. One core, one process.
"""

from __future__ import annotations

import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from evenhand.doors.cli.read import FEWER_COLLECTIONS
from evenhand.knowledge.language.reading import read

RESULT = Path(__file__).parent / "results" / "read_speed.json"
LENGTH = 200
SENT = datetime(2026, 3, 11, 10, tzinfo=UTC)
PIECES = {
    "en": (
        "Hello, could you please tell us when order {n} will arrive in Tampere?",
        "We have been waiting for {n} days and nobody has replied to our mails.",
        "The invoice shows the wrong amount, it should be {n} euros instead.",
        "Please send the corrected version by Friday, otherwise we cannot pay.",
        "Your update broke the export again and this is really frustrating.",
        "Thank you for the quick help yesterday, the printer works now.",
        "Could you lower the price a bit? Another vendor offers it for less.",
    ),
    "fi": (
        "Hei, milloin tilaus {n} saapuu Tampereelle? Tarvitsisimme sen pian.",
        "Olemme odottaneet jo {n} päivää eikä kukaan ole vastannut viesteihimme.",
        "Laskun summa on väärä, sen pitäisi olla {n} euroa, korjatkaa kiitos.",
        "Lähettäisittekö korjatun version perjantaihin mennessä, kiitos.",
        "Päivityksenne rikkoi taas viennin ja tämä on todella turhauttavaa.",
        "Kiitos nopeasta avusta eilen, tulostin toimii nyt hyvin.",
    ),
    "zh-Hant": (
        "您好，請問訂單{n}什麼時候可以到貨？我們這邊有點急。",
        "我們已經等了{n}天，寫了好幾封信都沒有人回覆。",
        "發票金額有誤，應該是{n}元，麻煩你們更正後再寄一次。",
        "請在週五之前把修改好的版本寄給我，謝謝。",
        "你們上次的更新又把匯出功能弄壞了，實在很不方便。",
    ),
    "zh-Hans": (
        "您好，请问订单{n}什么时候可以到货？我们这边有点急。",
        "我们已经等了{n}天，写了好几封邮件都没有人回复。",
        "发票金额有误，应该是{n}元，麻烦你们更正后再寄一次。",
        "请在周五之前把修改好的版本发给我，谢谢。",
        "你们上次的更新又把导出功能弄坏了，实在很不方便。",
    ),
    "yue": (
        "你好，想問下張單{n}幾時先到貨呀？我哋呢邊有啲急。",
        "我哋等咗{n}日，send咗好多次email都冇人覆。",
        "張invoice個銀碼唔啱，應該係{n}蚊，唔該改返再寄過。",
        "唔該星期五前將改好嘅版本send畀我，多謝。",
        "你哋上次個update又搞壞咗個export，真係好唔方便。",
    ),
}


def messages(n: int) -> list[str]:
    """n messages of 200 characters, the five varieties in turn, no two alike."""
    random = Random(20260311)
    varieties = list(PIECES)
    return [_message(random, PIECES[varieties[index % len(varieties)]]) for index in range(n)]


def _message(random: Random, pieces: tuple[str, ...]) -> str:
    text = ""
    while len(text) < LENGTH:
        text += random.choice(pieces).format(n=random.randint(2, 9_999)) + ("\n" if random.random() < 0.2 else " ")
    return text[:LENGTH]


def timed(texts: list[str]) -> tuple[float, list[float]]:
    """Seconds for all, and for each."""
    single = []
    begin = time.perf_counter()
    for text in texts:
        before = time.perf_counter()
        read(text, SENT)
        single.append(time.perf_counter() - before)
    return time.perf_counter() - begin, single


def cold(command: list[str], given: str = "") -> float:
    """The median of nine starts of a fresh process, in seconds."""
    taken = []
    for _ in range(9):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *command], input=given, capture_output=True, text=True, check=True)
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def main() -> None:
    """Measure and write the result."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    texts = messages(n)
    gc.set_threshold(*FEWER_COLLECTIONS)  # as the command does
    timed(texts[:50])
    processor = time.process_time()
    total, single = timed(texts)
    processor = time.process_time() - processor
    one = "from evenhand.doors.cli.read import read; read()"
    result = {
        "n": n,
        "characters_each": LENGTH,
        "messages_per_second": round(n / total),
        "messages_per_processor_second": round(n / processor),
        "p50_ms": round(statistics.median(single) * 1000, 3),
        "p99_ms": round(statistics.quantiles(single, n=100)[98] * 1000, 3),
        "max_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "cold_start_s": round(cold(["-c", one], "Please fix the invoice by Friday."), 3),
        "import_s": round(cold(["-c", "from evenhand.doors.cli.read import read"]), 3),
        "bare_python_s": round(cold(["-c", "pass"]), 3),
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
