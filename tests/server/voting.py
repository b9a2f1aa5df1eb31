"""A presenter and students with the code, as the tests of votes need them."""

import asyncio
import json

ASKED = {"question": "When does the hair fall?", "options": ["At once", "Months later", "Never"]}
JSON = {"method": "POST"}


async def until(condition, seconds=60):
    """Wait until it holds, as long as a busy machine may need, and return what it gives."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while not (held := condition()) and loop.time() < end:
        await asyncio.sleep(0.02)
    return held


async def post(student, path, content, xsrf=True):
    """Send as the page does; `content` may be text that is no JSON."""
    body = content if isinstance(content, str) else json.dumps(content)
    headers = {"X-XSRFToken": student.cookies["_xsrf"]} if xsrf else {}
    answer = await student.fetch(f"/api/vote{path}", method="POST", body=body, headers=headers)
    return answer.code, json.loads(answer.body) if answer.body.startswith(b"{") else None


async def seen(student):
    answer = await student.fetch("/api/vote")
    assert answer.code == 200
    return json.loads(answer.body)


class Class:
    """A presenter and students with the code, each with their own cookies."""

    def __init__(self, room):
        self.room, self.stack = room, []

    async def join(self):
        """Let one more browser in, as far as the page on which one votes."""
        context = self.room.student()
        student = await context.__aenter__()
        self.stack.append(context)
        student.kernel = ""
        assert (await student.fetch("/vote")).code == 200
        return student

    async def teacher(self):
        student = await self.join()
        answer = await student.fetch(f"/present?key={self.room.key}")
        assert answer.code == 302
        return student

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        for context in self.stack:
            await context.__aexit__(None, None, None)


def run(room, test):
    """Run `test(teacher, join)`."""

    async def go():
        async with Class(room) as group:
            return await test(await group.teacher(), group.join)

    return asyncio.run(go())
