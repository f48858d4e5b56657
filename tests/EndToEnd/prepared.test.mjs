// A file with B-frames that an operator has prepared before anybody plays it: its first viewer gets what was made.
import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { launchBrowser } from './browser.mjs';
import { mediaFolder, preparedClip } from './media.mjs';
import { continuity } from './measures.mjs';
import { Player } from './player.mjs';
import { post } from './restClient.mjs';
import { Server } from './server.mjs';
import { limit } from './stage.mjs';

const path = `films/${preparedClip.name}`;
let media;
let server;
let browser;

before(async () => {
  media = await mkdtemp(join(tmpdir(), 'vod-media-'));
  server = await Server.start({ media });
  browser = await launchBrowser();
}, { timeout: 180_000 });

after(async () => {
  await browser?.close();
  await server?.stop();
  await rm(media, { recursive: true, force: true });
}, limit);

const ask = async (below = '', options) => {
  const response = await fetch(`${server.httpUrl}/api/v1/media${below}`, options);
  return { status: response.status, body: await response.json() };
};

const order = body => ask('/prepare', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

async function ready() {
  for (const deadline = performance.now() + 30_000; ;) {
    const { body } = await ask(`/${path}`);
    if (body.state === 'ready') {
      return body;
    }
    assert.ok(['queued', 'preparing'].includes(body.state) && performance.now() < deadline, JSON.stringify(body));
    await delay(100);
  }
}

// Names of the chunks of pictures that are kept, each with what tells one making from another.
async function chunks() {
  const names = (await readdir(server.options.cache, { recursive: true })).filter(name => name.endsWith('.h264')).sort();
  // A file that is made again takes the place of the old one. Its times tell nothing: they are set when it is read.
  return Promise.all(names.map(async name => `${name} ${(await stat(join(server.options.cache, name))).ino}`));
}

test('a file that is prepared plays whole from its first picture on, and nothing is made again', limit, async t => {
  assert.deepEqual(await ask(), { status: 200, body: [] });
  await mkdir(join(media, 'films'));
  await copyFile(join(await mediaFolder(), preparedClip.name), join(media, path));
  const [found] = (await ask()).body;
  assert.deepEqual([found.path, found.uri, found.state, found.picture, found.pictureReason], [path, `vod://${path}`, 'none', 'encoded', 'B-frames']);

  const ordered = await order({ path });
  assert.equal(ordered.status, 202);
  assert.ok(['queued', 'preparing'].includes(ordered.body.state));
  const begin = performance.now();
  const { pictureChunks, soundChunks } = await ready();
  t.diagnostic(`${pictureChunks.all} chunks of pictures and ${soundChunks.all} of sound after ${(performance.now() - begin).toFixed(0)} ms`);
  assert.deepEqual([pictureChunks.done, soundChunks.done], [pictureChunks.all, soundChunks.all]);
  const made = await chunks();
  assert.equal(made.length, pictureChunks.all);
  assert.deepEqual([(await order({ uri: `vod://${path}` })).status, (await order({ path: 'films/none.mp4' })).status], [200, 404]);

  const player = await Player.open(browser.context, server);
  await player.firstFrame(`vod://${path}`);
  const frames = await player.counters(4000);
  const [stream] = (await post(server, 'vod/find', { uri: `vod://${path}` })).body;
  const pictures = continuity(frames);
  t.diagnostic(`from picture ${frames[0].number} on ${pictures.frames} pictures, ${pictures.missing} missing`);
  assert.deepEqual([stream.picture, stream.pictureReason], ['encoded', 'B-frames']);
  assert.match(server.output, /begins with vod:\/\/films\/prepared\.mp4, whose picture is Encoded: B-frames/);
  assert.ok(frames[0].number < preparedClip.framesPerSecond, `the first picture is ${frames[0].number}`);
  assert.deepEqual([pictures.unreadable, pictures.outOfOrder], [0, 0]);
  assert.ok(pictures.frames > 2 * preparedClip.framesPerSecond && pictures.missing <= 3, `${pictures.missing} of ${pictures.frames} are missing`);
  assert.deepEqual(await chunks(), made);
  await player.close();
});
