// A browser without H.264: what it publishes is VP8, which it and others watch, and its recording plays in both.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { launchBrowser } from './browser.mjs';
import { launchFirefox } from './firefox.mjs';
import { mediaFolder } from './media.mjs';
import { Player } from './player.mjs';
import { post } from './restClient.mjs';
import { Server } from './server.mjs';
import { limit } from './stage.mjs';

const examples = '/client2/examples/demo/streaming';

let records;
let server;
let chromium;
let firefox;

before(async () => {
  records = await mkdtemp(join(tmpdir(), 'vod-records-'));
  [server, chromium, firefox] = await Promise.all([
    Server.start({ media: await mediaFolder() }, { VOD_Recording__Directory: records }),
    launchBrowser(),
    launchFirefox(),
  ]);
}, { timeout: 180_000 });
after(async () => {
  await firefox?.close();
  await chromium?.close();
  await server?.stop();
  await rm(records, { recursive: true, force: true });
}, limit);

test('Firefox publishes, watches and plays back what it has published', limit, async t => {
  const publisher = await firefox.open(`${server.httpUrl}${examples}/stream_recording/recording.html`);
  await publisher.evaluate(url => {
    document.querySelector('#url').value = url;
    document.querySelector('#publishBtn').click();
  }, `${server.webSocketUrl}/firefox`);
  assert.equal(await settled(publisher), 'PUBLISHING');

  const watching = await play('firefox');
  const other = await Player.open(chromium.context, server);
  await other.play('firefox');
  await other.decoded(30);
  await watching.until(decoded, 60);
  const items = (await post(server, 'stream/find', { name: 'firefox' })).body;
  assert.deepEqual(new Set(items.map(item => item.videoCodec)), new Set(['VP8']));

  await publisher.evaluate(() => document.querySelector('#publishBtn').click());
  assert.equal(await publisher.until(() => document.querySelector('#status').textContent.match(/UNPUBLISHED|FAILED/)?.[0]), 'UNPUBLISHED');
  await other.status('STOPPED');
  const link = await publisher.evaluate(() => document.querySelector('#link').getAttribute('href'));
  assert.match(link, /\.webm$/);
  const uri = `vod://${link.split('/').at(-1)}`;

  const watcher = await play(uri);
  await watcher.until(decoded, 30);
  await other.play(uri);
  await other.decoded(30);
  await delay(500);
  for (const [name, stats] of [['Firefox', await watcher.evaluate(() => window.probe.stats())], ['Chromium', await other.stats()]]) {
    t.diagnostic(`${name}: ${stats.video.framesDecoded} frames of ${stats.video.frameWidth}x${stats.video.frameHeight}, sound energy ${stats.audio.totalAudioEnergy}`);
    assert.equal(stats.video.packetsLost, 0);
    assert.ok(stats.video.frameWidth > 0);
    assert.ok(stats.audio.totalAudioEnergy > 0, 'no sound');
  }
  assert.deepEqual((await post(server, 'vod/find', { uri })).body.map(item => item.picture), ['passedThrough', 'passedThrough']);
});

test('Firefox publishes by WHIP and watches by WHEP', limit, async t => {
  const publisher = await firefox.open(`${server.httpUrl}/whep-player/`);
  const session = await publisher.evaluate(publishByWhip, `${server.httpUrl}/whip/fox`);
  const watcher = await firefox.open(`${server.httpUrl}/whep-player/?stream=fox`);
  await watcher.until(() => document.querySelector('#status').textContent === 'Playing');
  await watcher.until(decoded, 30);
  const { video, audio } = await watcher.evaluate(() => window.probe.stats());
  t.diagnostic(`${video.framesDecoded} frames of ${video.frameWidth}x${video.frameHeight}, sound energy ${audio.totalAudioEnergy}`);
  assert.ok(audio.totalAudioEnergy > 0, 'no sound');

  assert.equal(await publisher.evaluate(url => fetch(url, { method: 'DELETE' }).then(answer => answer.status), session), 200);
  await watcher.until(() => document.querySelector('#status').textContent !== 'Playing');
});

test('of a film in H.264 it is told that there is no codec in common', limit, async () => {
  const page = await open('vod://sample.mp4');
  assert.equal(await settled(page), 'FAILED');
  assert.equal(await page.evaluate(() => document.querySelector('#info').textContent), 'No common codecs');
});

const decoded = frames => window.probe.stats().then(({ video }) => video?.framesDecoded >= frames);

const settled = page => page.until(() => document.querySelector('#status').textContent.match(/PUBLISHING|PLAYING|FAILED|STOPPED|DISCONNECTED/)?.[0]);

async function play(stream) {
  const page = await open(stream);
  assert.equal(await settled(page), 'PLAYING', stream);
  return page;
}

/** The unmodified Player with a stream that was asked for. */
async function open(stream) {
  const page = await firefox.open(`${server.httpUrl}${examples}/player/player.html`);
  await page.evaluate((url, name) => {
    document.querySelector('#url').value = url;
    document.querySelector('#streamName').value = name;
    document.querySelector('#playBtn').click();
  }, server.webSocketUrl, stream);
  return page;
}

/** Runs in the page: publishes camera and microphone; where the session is. */
async function publishByWhip(endpoint) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const peer = (window.publishing = new RTCPeerConnection());
  stream.getTracks().forEach(track => peer.addTransceiver(track, { direction: 'sendonly' }));
  await peer.setLocalDescription();
  const answer = await fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/sdp' }, body: peer.localDescription.sdp });
  if (answer.status !== 201) {
    throw new Error(`${answer.status} ${await answer.text()}`);
  }
  await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  return new URL(answer.headers.get('location'), endpoint).href;
}
