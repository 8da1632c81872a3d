"""Near-duplicates: articles that tell the same in other words share a story, whatever came first."""

import dataclasses
import itertools
import json

import pytest
from alembic import command
from sqlalchemy import func, select

from newsarchive.dedup.fingerprint import text_digest
from newsarchive.pipelines.duplicates import RESEMBLANCE
from storage import changes, migrate, models, sketches
from storage.articles import ArticleRepository
from storage.comparing import compare_waiting, let_wait, waiting
from storage.connections import make_engine
from storage.engine import open_database
from storage.locations import locate
from storage.records import ArticleRecord

PARTS = (
    "湖湾区昨日召开河长制工作推进会，通报上半年水质监测结果，部署下一阶段任务。会议指出，"
    "骨干河道水质稳中有升，两处国控断面连续达标，但支流末端淤积、沿岸堆物等老问题仍有反复。",
    "区委副书记林晓要求，各街道要把责任落到每一段河、每一个人，巡河记录当天上传，问题限期办结；"
    "水务部门要加快泵站改造，确保汛期前投入使用。会后，与会人员察看了荷塘码头的生态护岸。",
)
WHOLE = "".join(PARTS)
WRAPPED = f"记者从湖湾区水务部门获悉：\n{WHOLE}\n来源：湖湾日报"
OTHER = "青溪街道图书馆本周起延长开放时间，周末到晚上九点，新购图书已经上架，欢迎居民前来阅读。" * 2
BULLETIN = (
    "湖湾区气象台7月{0}日发布：今天夜间到明天白天多云，东北风2到3级，最低气温{0}度，"
    "最高气温3{1}度，相对湿度百分之6{1}，紫外线强度中等，请市民注意增减衣物。"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Stories:
    """An archive that finds near-duplicates."""

    archive: object
    make: object
    articles: ArticleRepository

    def save(self, number, text, *, title="青溪大桥通车", published=0.0, seen=0.0, articles=None):
        url = f"http://xinwen.example/a/{number}.html"
        date = None if published is None else self.make.day(published)
        article = self.make.article(
            url=url,
            title=title,
            text=text,
            text_digest=text_digest(text, title),
            published_at=date,
        )
        capture = self.make.capture(url=url, fetched_at=self.make.day(seen))
        source = self.archive.source_id
        return (articles or self.articles).save(article, capture, source_id=source)

    def remove(self, number):
        self.articles.remove(self.articles.by_url(f"http://xinwen.example/a/{number}.html").id)

    @property
    def leads(self):
        """Of each article's page number, the page number of the telling that leads its story."""
        records = list(self.articles.stream())
        page = {one.id: int(one.url.rpartition("/")[2].partition(".")[0]) for one in records}
        told: dict[int, set[int]] = {}
        for record in records:
            told.setdefault(record.story_id, set()).add(record.duplicate_of or record.id)
        assert all(len(leads) == 1 for leads in told.values())
        assert self.articles.totals().stories == len(told)
        return {page[one.id]: page[one.duplicate_of or one.id] for one in records}

    def rows(self, table):
        with self.archive.database.read() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.fixture
def stories(archive, make):
    return Stories(archive, make, ArticleRepository(archive.database, RESEMBLANCE))


def test_a_repost_in_other_lines_comes_to_the_story_of_the_original(stories):
    assert not stories.save(1, WHOLE, published=1).joined_story
    assert stories.save(2, WRAPPED, published=2).retells
    assert not stories.save(3, OTHER, published=3).joined_story
    assert stories.leads == {1: 1, 2: 1, 3: 3}


def test_an_earlier_telling_takes_the_lead_and_those_that_move_are_logged(stories):
    stories.save(1, WRAPPED, published=2)
    stories.save(2, PARTS[0], published=3)
    seen = stories.archive.log.last()
    stories.save(3, WHOLE, published=1)
    assert stories.leads == {1: 3, 2: 3, 3: 3}
    assert sorted(stories.archive.changes(seen)) == [("new", 3), ("story", 1), ("story", 2)]


def test_a_text_like_those_of_two_stories_makes_one_of_them(stories):
    stories.save(1, PARTS[0], published=1)
    stories.save(2, PARTS[1], published=2)
    assert stories.leads == {1: 1, 2: 2}
    stories.save(3, WHOLE, published=3)
    assert stories.leads == {1: 1, 2: 1, 3: 1}


def test_when_what_joined_them_changes_the_stories_part_again(stories):
    for number, text in enumerate((PARTS[0], PARTS[1], WHOLE), start=1):
        stories.save(number, text, published=number)
    seen = stories.archive.log.last()
    stories.save(3, OTHER, published=3, seen=5)
    assert stories.leads == {1: 1, 2: 2, 3: 3}
    assert set(stories.archive.changes(seen)) == {("updated", 3), ("story", 2), ("story", 3)}


def test_when_what_joined_them_is_removed_the_stories_part_again(stories):
    for number, text in enumerate((PARTS[0], PARTS[1], WHOLE), start=1):
        stories.save(number, text, published=number)
    stories.remove(3)
    assert stories.leads == {1: 1, 2: 2}


def test_another_article_with_the_same_text_keeps_them_joined(stories):
    for number, text in enumerate((PARTS[0], PARTS[1], WHOLE, WHOLE), start=1):
        stories.save(number, text, published=number)
    stories.remove(3)
    assert stories.leads == {1: 1, 2: 1, 4: 1}


def test_bulletins_stay_apart_and_a_repost_finds_its_day(stories):
    for day in range(10, 30):
        stories.save(day, BULLETIN.format(day, day % 10), published=day)
    assert all(page == lead for page, lead in stories.leads.items())
    text = f"各位市民请注意：\n{BULLETIN.format(17, 7)}\n来源：湖湾发布"
    stories.save(99, text, published=17.5)
    assert stories.leads[99] == 17


# Page, day of the visit, text, day of publication.
VISITS = {
    "a chain": [(1, 0, PARTS[0], 3), (2, 1, WHOLE, None), (3, 2, PARTS[1], 1)],
    "changing": [(1, 0, PARTS[0], 2), (2, 1, WRAPPED, 1), (2, 4, OTHER, 1), (3, 2, WHOLE, 0)],
    "parting": [(1, 0, PARTS[0], 0), (2, 1, WHOLE, 1), (2, 5, OTHER, 1), (3, 2, PARTS[1], 2)],
}


@pytest.mark.parametrize("visits", VISITS.values(), ids=VISITS.keys())
def test_the_same_visits_in_any_order_give_the_same_stories(stories, visits):
    results = set()
    for order in itertools.islice(itertools.permutations(visits), 0, None, 3):
        for page, seen, text, published in order:
            stories.save(page, text, published=published, seen=seen)
        results.add(str(sorted(stories.leads.items())))
        for page in {visit[0] for visit in visits}:
            stories.remove(page)
    assert len(results) == 1


def test_an_archive_without_articles_remembers_no_texts(stories):
    for number, text in enumerate((WHOLE, WRAPPED, OTHER), start=1):
        stories.save(number, text)
    stories.save(3, PARTS[0], seen=3)
    assert stories.rows(models.Wording) == 3
    for number in (1, 2, 3):
        stories.remove(number)
    for table in (models.Wording, models.SketchKey, models.Likeness):
        assert stories.rows(table) == 0


def test_a_restored_dump_gives_the_same_stories_in_any_order(stories):
    for number, text in enumerate((PARTS[0], PARTS[1], WHOLE, WRAPPED), start=1):
        stories.save(number, text, published=9 - number)
    records: list[ArticleRecord] = list(stories.articles.stream())
    before = stories.leads
    for record in records:
        stories.articles.remove(record.id)
    for record in reversed(records):
        stories.articles.restore(record)
    assert stories.leads == before


def test_texts_stored_without_comparing_wait_for_it(stories):
    plain = ArticleRepository(stories.archive.database)
    for number in range(1, 31):
        stories.save(number, OTHER + BULLETIN.format(number, 1), published=1, articles=plain)
    stories.save(31, PARTS[0], published=2, articles=plain)
    stories.save(32, WHOLE, published=1, articles=plain)
    assert stories.leads[31] == 31
    assert waiting(stories.archive.database) == 32
    broken_off = compare_waiting(stories.archive.database, RESEMBLANCE)
    next(broken_off)
    broken_off.close()
    assert 0 < waiting(stories.archive.database) < 32
    seen = stories.archive.log.last()
    assert sum(compare_waiting(stories.archive.database, RESEMBLANCE)) < 32
    assert waiting(stories.archive.database) == 0
    assert stories.leads[31] == 32
    assert ("story", 31) in stories.archive.changes(seen)


def test_a_bulletin_of_another_day_is_a_story_of_its_own_though_it_says_the_same(stories):
    stories.save(1, WHOLE, title="湖湾区水情日报（7月3日）", published=1)
    stories.save(2, WHOLE, title="湖湾区水情日报（7月4日）", published=2)
    stories.save(3, WRAPPED, title="湖灣區水情日報 7月4日", published=3)
    stories.save(4, WHOLE, title="湖湾区水情日报（7月5日）", published=4)
    assert stories.leads == {1: 1, 2: 2, 3: 2, 4: 4}


def test_a_repost_with_another_headline_tells_the_same_story(stories):
    stories.save(1, WHOLE, title="湖湾区推进河长制", published=1)
    stories.save(2, WHOLE, title="2处断面连续达标 湖湾治水有成", published=2)
    stories.save(3, WRAPPED, title="上半年水质稳中有升", published=3)
    assert stories.leads == {1: 1, 2: 1, 3: 1}


def test_what_other_rules_found_is_found_anew(stories):
    database = stories.archive.database
    lenient = dataclasses.replace(
        RESEMBLANCE,
        version="1",
        digest=lambda text, _title: text_digest(text),
        alike=lambda _one, _other: True,
    )
    let_wait(database, lenient)
    titles = ("湖湾区水情日报（7月3日）", "湖湾区水情日报（7月4日）", "湖湾区水情日报（7月4日）")
    for number, title in enumerate(titles, start=1):
        url = f"http://xinwen.example/a/{number}.html"
        told = stories.make.article(
            url=url, title=title, text=WHOLE, text_digest=text_digest(WHOLE)
        )
        capture = stories.make.capture(url=url, fetched_at=stories.make.day(number))
        ArticleRepository(database, lenient).save(
            told, capture, source_id=stories.archive.source_id
        )
    assert stories.leads == {1: 1, 2: 1, 3: 1}
    let_wait(database, RESEMBLANCE)
    assert sum(compare_waiting(database, RESEMBLANCE)) == 1
    assert stories.leads == {1: 1, 2: 2, 3: 2}
    let_wait(database, RESEMBLANCE)
    assert waiting(database) == 0
    stories.save(4, WHOLE, title=titles[0], published=9)
    assert stories.leads == {1: 1, 2: 2, 3: 2, 4: 1}


STORED = (
    "INSERT INTO stories (id) VALUES (1)",
    """INSERT INTO sources (id, name, url, kind, entry_urls, max_pages, zone, detection, templates,
    boilerplate, created_at) VALUES (1, 'qingxi', 'http://q.example', 'feed', '[]', 5,
    'Asia/Shanghai', '{}', '[]', '[]', '2024-03-01')""",
    """INSERT INTO articles (id, url, source_id, first_seen_at, last_seen_at, story_id, text_digest)
    VALUES (1, 'u', 1, '2024-03-01', '2024-03-01', 1, 'abc')""",
    """INSERT INTO articles (id, url, source_id, first_seen_at, last_seen_at, story_id, text_digest)
    VALUES (2, 'u', 1, '2024-03-01', '2024-03-01', 1, 'abc')""",
)


def test_texts_of_an_archive_from_before_near_duplicates_wait_to_be_compared(empty_url):
    engine = make_engine(locate(empty_url), foreign_keys=False)
    config = migrate.alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in STORED:
            connection.exec_driver_sql(statement)
    engine.dispose()
    with open_database(empty_url) as database:
        assert waiting(database) == 1


def test_however_many_share_all_numbers_only_the_nearest_in_time_are_looked_at(archive):
    keys = tuple(range(20))
    with changes.writing(archive.database) as connection:
        for number in range(1, 400):
            sketches.add(connection, sketches.Sketch(number, 700_000 + number, keys))
        found = sketches.candidates(connection, sketches.Sketch(1000, 700_200, keys))
    assert len(found) == sketches.CANDIDATES
    assert all(abs(number - 200) <= sketches.CANDIDATES for number in found)


def test_one_common_number_makes_no_candidate_and_one_rare_number_does(archive):
    with changes.writing(archive.database) as connection:
        for number in range(1, 40):
            sketches.add(connection, sketches.Sketch(number, 700_000, (1, 100 + number)))
        own = sketches.Sketch(1000, 700_000, (1, 105))
        assert sketches.candidates(connection, own) == [5]


SAVER = """
import json, sys
from newsarchive.dedup.fingerprint import text_digest
from newsarchive.pipelines.duplicates import RESEMBLANCE
from storage.articles import ArticleRepository
from storage.engine import Database
from tests.storage.conftest import new_article, new_capture
articles = ArticleRepository(Database(sys.argv[1]), RESEMBLANCE)
print("ready", flush=True)
for number, text in json.loads(sys.stdin.readline()):
    url = f"http://xinwen.example/a/{number}.html"
    article = new_article(url=url, text=text, text_digest=text_digest(text))
    articles.save(article, new_capture(url=url), source_id=int(sys.argv[2]))
"""


def test_processes_that_save_tellings_at_once_come_to_one_story(stories, start):
    texts = [f"{'甲乙丙丁'[number % 4] * 4}{number}：\n{WHOLE}" for number in range(12)]
    savers = [start(SAVER, stories.archive.url, stories.archive.source_id) for _ in range(2)]
    for saver in savers:
        assert saver.stdout.readline() == "ready\n", saver.stderr.read()
    for turn, saver in enumerate(savers):
        saver.stdin.write(json.dumps(list(enumerate(texts))[turn::2]) + "\n")
        saver.stdin.flush()
    for saver in savers:
        _, errors = saver.communicate(timeout=60)
        assert saver.returncode == 0, errors
    assert stories.articles.totals().stories == 1
