"""The settings of the crawl; each that differs from Scrapy's own default says why."""

import getpass
import os
import socket
from importlib.metadata import PackageNotFoundError, version


def project_version() -> str:
    """Return the installed version, or 0 for a checkout that is not installed."""
    try:
        return version("questions-ecrites")
    except PackageNotFoundError:
        return "0"


def contact() -> str:
    """Return whom a site's owner may write to: QUESTIONS_CONTACT, or else who runs this on which machine."""
    return os.environ.get("QUESTIONS_CONTACT") or f"{getpass.getuser()}@{socket.getfqdn()}"


BOT_NAME = "questions-ecrites"
SPIDER_MODULES = ["scraper.spiders"]
NEWSPIDER_MODULE = "scraper.spiders"

# An honest name and somebody to write to, in the place where site owners look.
USER_AGENT = f"{BOT_NAME}/{project_version()} (written questions of the Assemblee nationale; contact: {contact()})"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/json;q=0.9,*/*;q=0.8",
    "Accept-Language": "fr",
}
# Each answer sets a new session cookie, which nothing needs.
COOKIES_ENABLED = False

ROBOTSTXT_OBEY = True
# One at a time in all, so that none waits in the downloader's queue behind one of lower priority.
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
# Scrapy would draw from half to one and a half times the delay: the delay is the floor.
DOWNLOAD_DELAY_JITTER = 0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0

DOWNLOAD_TIMEOUT = 60
# The longest pages seen have 70 kB, a whole roster in JSON has 1 MB.
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 8 * 1024 * 1024
DOWNLOAD_VERIFY_CERTIFICATES = True
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
# The longest chain seen is two: by internal id, then without the legislature's prefix.
REDIRECT_MAX_TIMES = 4

# Redirects stay on the site asked; another host is another legislature.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scraper.limits.LimitsMiddleware": 50,
    "scraper.robots.RobotsMiddleware": 110,
    "scraper.retries.PatientRetryMiddleware": 550,
    "scraper.redirects.SameSiteRedirectMiddleware": 600,
    # Below 590, so that answers come decompressed: pages of one kind share most of their text, and shrink to the rest.
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": 585,
}
# Every answer is kept in the archive beside the landing zone; none is ever given in the place of the site.
HTTPCACHE_ENABLED = True
HTTPCACHE_POLICY = "scraper.archive.ArchivePolicy"
HTTPCACHE_STORAGE = "scraper.archive.ArchiveStorage"

# Statuses are read by the spiders: a question that answers 404 is a fact about that question.
SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None}

ITEM_PIPELINES = {
    "scraper.pipelines.text.TextPipeline": 100,
    "scraper.pipelines.dates.DatesPipeline": 200,
    "scraper.pipelines.ministries.MinistriesPipeline": 300,
    "scraper.pipelines.ministry_counts.MinistryCountsPipeline": 350,
    "scraper.pipelines.people.PeoplePipeline": 400,
    "scraper.pipelines.validation.ValidationPipeline": 500,
    "scraper.pipelines.landing.LandingPipeline": 600,
}

# First asked, first read: the questions of one deputy are done before those of the next.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# Both would open a port that nothing here needs.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

MEMUSAGE_LIMIT_MB = 1024

FEED_EXPORT_ENCODING = "utf-8"
LOG_LEVEL = "INFO"
# A dropped item is recorded as a rejection with its reason; its thousands of characters stay out of the log.
LOG_FORMATTER = "scraper.logs.ShortLogFormatter"

# Our own: where records land; the run's folder is made below it unless a run is given.
LANDING_DIR = os.path.join(os.environ.get("QUESTIONS_DATA", "data"), "landing")  # noqa: PTH118
LANDING_RUN = None
CRAWL_MAX_REQUESTS = None
CRAWL_MAX_SECONDS = None
# A site that fails this often in a row is taken to be down.
CRAWL_MAX_FAILURES_IN_A_ROW = 10

# Archives come in pieces, so that memory stays flat and a break costs one piece; one of 150 MB is 18 requests.
FILE_PIECE_SIZE = 8 * 1024 * 1024
# The largest archive seen has 133 MB; a server that gives no pieces sends it at once.
FILE_MAXSIZE = 512 * 1024 * 1024
FILE_TIMEOUT = 600
# What a file must leave free on the disk, for the records and pages of the crawls.
FILE_SPACE_LEFT = 256 * 1024 * 1024
