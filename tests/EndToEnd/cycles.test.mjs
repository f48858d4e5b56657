// A thousand viewers come and go, and the server is as it was.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { stage } from './stage.mjs';

const shown = stage();
const page = '/client2/package.json';

// What is compiled and cached on the way is there after that many.
const warmUp = 500;
const cycles = 1000;
const atOnce = 8;

// A session that is not given back keeps its keys, its index of packets and a few blocks of the file: 200 KB and more.
const bytesPerSession = 40 * 1024;

async function footprint(server) {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
  return {
    files: (await readdir(`/proc/${server.pid}/fd`)).length,
    threads: Number(/^Threads:\s+(\d+)/m.exec(status)[1]),
    bytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) * 1024,
  };
}

// Plays and stops streams in the page, in several sessions of the SDK at once: one alone would send more messages than a connection may.
function playAndStop(tab, url, count, sessions) {
  return tab.evaluate(async ({ url, count, sessions }) => {
    const { SESSION_STATUS, STREAM_STATUS } = Flashphoner.constants;
    const names = ['vod://small.mp4', 'vod-live://small.mp4', 'vod://counter.mp4', 'vod-live://counter.mp4'];
    const display = document.body.appendChild(document.createElement('div'));
    const connect = () => new Promise((resolve, reject) => Flashphoner.createSession({ urlServer: url })
      .on(SESSION_STATUS.ESTABLISHED, resolve).on(SESSION_STATUS.FAILED, () => reject(new Error('no session'))));
    const cycle = (session, name) => new Promise((resolve, reject) => {
      session.createStream({ name, display })
        .on(STREAM_STATUS.PLAYING, stream => stream.stop())
        .on(STREAM_STATUS.STOPPED, resolve)
        .on(STREAM_STATUS.FAILED, stream => reject(new Error(`${name}: ${stream.getInfo()}`)))
        .play();
    });
    let started = 0;
    Flashphoner.init({});
    await Promise.all(Array.from({ length: sessions }, async () => {
      const session = await connect();
      while (started < count) {
        await cycle(session, names[started++ % names.length]);
        display.replaceChildren();
      }
      session.disconnect();
    }));
  }, { url, count, sessions });
}

test('a thousand plays leave sessions, memory and files where they were', { timeout: 300_000 }, async t => {
  const tab = await shown.browser.context.newPage();
  await tab.goto(shown.server.httpUrl + page);
  await tab.addScriptTag({ url: '/client2/flashphoner.js' });
  await playAndStop(tab, shown.server.webSocketUrl, warmUp, atOnce);
  const before = await footprint(shown.server);

  await playAndStop(tab, shown.server.webSocketUrl, cycles, atOnce);

  // The last sessions are freed a moment after the page has heard of their end.
  let after = await footprint(shown.server);
  for (let i = 0; i < 50 && after.files > before.files; i++) {
    await delay(100);
    after = await footprint(shown.server);
  }
  t.diagnostic(`files ${before.files} -> ${after.files}, threads ${before.threads} -> ${after.threads}, memory ${mega(before.bytes)} -> ${mega(after.bytes)} MB`);
  assert.equal(await shown.server.metric('vod_media_sessions'), 0);
  assert.ok(after.files <= before.files + 4, `${after.files} files are open, ${before.files} were`);
  assert.ok(after.threads <= before.threads + 8, `${after.threads} threads run, ${before.threads} did`);
  assert.ok(after.bytes - before.bytes < cycles * bytesPerSession, `${mega(after.bytes - before.bytes)} MB more`);
  await tab.close();
});

function mega(bytes) {
  return (bytes / 1e6).toFixed(0);
}
