"""Two presenters' browsers and a phone that look on while a lecture is played."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright

SIZES = {"1920x1080": (1920, 1080), "1024x768": (1024, 768)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
LESSONS = {"4-curves": "03_telogen_effluvium"}
SHOWN = {"1-waiting": ".hcl-poll", "2-first-vote": ".hcl-vote", "3-second-vote": ".hcl-vote"}
SHOWN["4-curves"] = ".hcl-poll"
TO = """wanted => { for (let at = 0; at < hclPresent.count(); at += 1) { hclPresent.go(at);
  if ([...document.querySelectorAll(wanted)].some((one) => one.checkVisibility())) return; } }"""


class Cameras:
    """Pages of the presenter at two sizes and the page of a phone; `shoot` keeps all three."""

    def __init__(self, address: str, code: str, key: str, folder: str) -> None:
        self.address, self.code, self.key, self.folder = address, code, key, Path(folder)

    async def __aenter__(self) -> Cameras:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.playwright = await async_playwright().start()
        path = shutil.which("chromium") or shutil.which("google-chrome")
        self.browser = await self.playwright.chromium.launch(executable_path=path, args=FLAGS)
        self.pages: dict[str, Page] = {}
        for name, (width, height) in SIZES.items():
            self.pages[name] = await self._page(width, height)
            await self.pages[name].goto(f"{self.address}/present?key={self.key}")
        for page in self.pages.values():
            await self._lesson(page, "02_hair_growth_cycle")
        self.phone = await self._page(390, 844)
        await self.phone.goto(f"{self.address}/v/{self.code.replace('-', '')}")
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.browser.close()
        await self.playwright.stop()

    async def _page(self, width: int, height: int) -> Page:
        context = await self.browser.new_context(viewport={"width": width, "height": height})
        return await context.new_page()

    async def _lesson(self, page: Page, name: str) -> None:
        await page.goto(
            f"{self.address}/voila/render/{name}.ipynb?class=1&lang=en", timeout=180_000
        )
        await page.wait_for_selector(".hcl-vote .panel", state="attached", timeout=180_000)
        await page.wait_for_timeout(2000)

    async def shoot(self, point: str) -> None:
        """Keep what the three show at a point of the lecture."""
        for name, page in self.pages.items():
            if point in LESSONS:
                await self._lesson(page, LESSONS[point])
            if point == "5-results":
                await page.goto(f"{self.address}/results?lang=en")
            else:
                await page.evaluate(TO, SHOWN[point])
            await page.wait_for_timeout(1500)
            await page.screenshot(path=self.folder / f"{point}-{name}.png")
        await self.phone.screenshot(path=self.folder / f"{point}-phone.png")
