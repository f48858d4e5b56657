// What browsers publish, other than by the Stream Recording page: WHIP, VP8, another size of picture, recordings over REST, and a server that is killed.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { launchBrowser, withDevices } from './browser.mjs';
import { continuity } from './measures.mjs';
import { devices, mediaFolder } from './media.mjs';
import { Player } from './player.mjs';
import { RecordingPage } from './recordingPage.mjs';
import { frames, probe } from './recordings.mjs';
import { post } from './restClient.mjs';
import { Server } from './server.mjs';
import { limit } from './stage.mjs';
import { WhepPlayer } from './whepPlayer.mjs';

let media;
let records;
let server;
let browser;

before(async () => {
  media = await mediaFolder();
  records = await mkdtemp(join(tmpdir(), 'vod-records-'));
  server = await start();
  browser = await launchBrowser(withDevices({ camera: join(media, devices.camera), microphone: join(media, devices.microphone) }));
}, { timeout: 180_000 });
after(async () => {
  await browser?.close();
  await server?.stop();
  await rm(records, { recursive: true, force: true });
}, limit);

const start = () => Server.start({ media }, { VOD_Recording__Directory: records });

test('what is published by WHIP is watched by WHEP, listed, and recorded by order', limit, async t => {
  const publisher = await openPage();
  const session = await publisher.evaluate(publishByWhip, `${server.httpUrl}/whip/whip`);
  await until(async () => (await post(server, 'stream/find', { name: 'whip', status: 'PUBLISHING' })).status === 200);
  const viewer = await WhepPlayer.open(browser.context, server, 'whip');
  await viewer.says('Playing');
  await viewer.decoded(30);

  const [{ status, mediaSessionId, published }] = (await post(server, 'stream/find', { name: 'whip', published: true })).body;
  assert.deepEqual([status, published], ['PUBLISHING', true]);
  assert.equal((await post(server, 'stream/startRecording', { mediaSessionId })).status, 200);
  assert.equal((await post(server, 'stream/startRecording', { mediaSessionId })).status, 409);
  await publisher.waitForTimeout(3000);
  assert.equal((await post(server, 'stream/stopRecording', { mediaSessionId })).status, 200);
  const recording = await newest('.mp4');
  assert.equal((await post(server, 'recorder/startup', { mediaSessionId, config: { fileTemplate: 'by-order-{streamName}' } })).status, 200);
  const pictures = continuity(await frames(recording));
  t.diagnostic(JSON.stringify(pictures));
  assert.ok(pictures.frames > 60, `${pictures.frames} frames`);
  assert.equal(pictures.outOfOrder, 0);

  assert.equal((await fetch(session, { method: 'DELETE' })).status, 200);
  await until(async () => (await readdir(records)).includes('by-order-whip.mp4'));
  await viewer.page.waitForFunction(() => !document.querySelector('#status').textContent.startsWith('Playing'), undefined, { timeout: 10_000 });
  assert.equal((await post(server, 'stream/find', { name: 'whip' })).status, 404);
  await viewer.close();
  await publisher.close();
});

test('VP8 of a browser without H.264 is recorded as WebM, and the recording is played', limit, async t => {
  const publisher = await RecordingPage.open(browser.context, server);
  await publisher.page.evaluate(() => {
    // As a browser that has no H.264 would offer.
    const create = RTCPeerConnection.prototype.createOffer;
    RTCPeerConnection.prototype.createOffer = async function (...args) {
      const vp8 = RTCRtpSender.getCapabilities('video').codecs.filter(codec => /VP8|rtx/.test(codec.mimeType));
      this.getTransceivers().filter(transceiver => transceiver.sender.track?.kind === 'video').forEach(transceiver => transceiver.setCodecPreferences(vp8));
      return create.apply(this, args);
    };
  });
  await publisher.publish('vp8');
  assert.equal((await post(server, 'stream/find', { name: 'vp8' })).body[0].videoCodec, 'VP8');
  await publisher.page.waitForTimeout(3000);
  const { link } = await publisher.stop();

  assert.match(link, /\.webm$/);
  const { video, audio, duration } = await probe(await newest('.webm'));
  t.diagnostic(`${video.codec_name}, ${audio.codec_name}, ${duration} s`);
  assert.deepEqual([video.codec_name, audio.codec_name], ['vp8', 'opus']);
  assert.ok(duration > 2.5);
  assert.equal((await fetch(link)).headers.get('content-type'), 'video/webm');
  await publisher.close();

  const name = link.split('/').at(-1);
  const player = await Player.open(browser.context, server);
  await player.play(`vod://${name}`);
  const { frames: seen, levels } = await player.picturesAndLevels(2000);
  const order = continuity(seen);
  t.diagnostic(`played: ${JSON.stringify(order)}, loudest ${Math.max(...levels).toFixed(2)}`);
  assert.ok(order.frames > 30, `${order.frames} frames`);
  assert.equal(order.outOfOrder, 0);
  assert.ok(levels.some(level => level > 0.05), 'no sound');
  assert.equal((await player.status('STOPPED')).status, 'STOPPED');

  // Shared, in a loop: the second viewer joins in the middle, and a picture can be taken of it.
  assert.equal((await post(server, 'vod/startup', { uri: `vod-live://${name}`, localStreamName: 'looped', loop: true })).status, 200);
  await player.play('looped');
  await player.decoded(30);
  const late = await Player.open(browser.context, server);
  await late.play('looped');
  await late.decoded(90);
  const { status, body } = await post(server, 'stream/snapshot', { streamName: 'looped' });
  assert.equal(status, 200);
  assert.ok(Number.isInteger(await late.page.evaluate(png => window.probe.pictureCounter(png), body.data)), 'no picture of the camera');
  await post(server, 'vod/terminate', { localStreamName: 'looped' });
  await late.close();
  await player.close();
});

test('a recording in which the size of the picture changes plays through', limit, async t => {
  const publisher = await RecordingPage.open(browser.context, server);
  await publisher.publish('sizes');
  for (const scale of [2, 1]) {
    await publisher.page.waitForTimeout(2000);
    await publisher.page.evaluate(by => window.probe.scaleDown(by), scale);
  }
  await publisher.page.waitForTimeout(2000);
  const { link } = await publisher.stop();

  const pictures = continuity(await frames(await newest('.mp4')));
  t.diagnostic(JSON.stringify(pictures));
  assert.ok(pictures.frames > 120, `${pictures.frames} frames`);
  assert.equal(pictures.outOfOrder, 0);
  const player = await Player.open(browser.context, server);
  await player.play(`vod://${link.split('/').at(-1)}`);
  await player.decoded(120);
  await player.close();
  await publisher.close();
});

test('a server that is killed leaves a recording that its next start finishes', limit, async t => {
  const killed = await start();
  const publisher = await RecordingPage.open(browser.context, killed);
  const before = new Set(await readdir(records));
  await publisher.publish('killed');
  await publisher.page.waitForTimeout(4000);
  await killed.kill();

  const next = await start();
  let finished;
  await until(async () => (finished = (await readdir(records)).find(name => !name.startsWith('.') && !before.has(name))));
  const { video, audio, duration } = await probe(join(records, finished));
  t.diagnostic(`${finished}: ${video.codec_name}, ${audio.codec_name}, ${duration} s`);
  assert.ok(duration > 3, `${duration} s`);
  const player = await Player.open(browser.context, next);
  await player.play(`vod://${finished}`);
  await player.decoded(60);
  await player.close();
  await publisher.close();
  await next.stop();
});

async function until(isThere) {
  for (const deadline = performance.now() + 10_000; !(await isThere()); await delay(50)) {
    assert.ok(performance.now() < deadline, 'it did not come');
  }
}

async function openPage() {
  const page = await browser.context.newPage();
  await page.goto(`${server.httpUrl}/client2/package.json`);
  return page;
}

// In the page: resolves with the URL of the session once the connection is up.
async function publishByWhip(endpoint) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 640, height: 480 } });
  const peer = new RTCPeerConnection();
  stream.getTracks().forEach(track => peer.addTransceiver(track, { direction: 'sendonly' }));
  await peer.setLocalDescription();
  const answer = await fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/sdp' }, body: peer.localDescription.sdp });
  if (answer.status !== 201) {
    throw new Error(`${answer.status} ${await answer.text()}`);
  }
  await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  await new Promise(resolve => (peer.onconnectionstatechange = () => peer.connectionState === 'connected' && resolve()));
  window.publishing = peer;
  return new URL(answer.headers.get('location'), endpoint).href;
}

async function newest(ending) {
  const names = (await readdir(records)).filter(name => name.endsWith(ending) && !name.startsWith('.'));
  const dated = await Promise.all(names.map(async name => ({ file: join(records, name), at: (await stat(join(records, name))).mtimeMs })));
  return dated.sort((a, b) => b.at - a.at)[0].file;
}
