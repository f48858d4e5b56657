// The walkthrough that the service exists for: a browser publishes and is recorded (the unmodified Stream Recording page of the WebSDK), another plays the recording (the
// unmodified Player page).
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launchBrowser, withDevices } from './browser.mjs';
import { LossyForwarder } from './lossyForwarder.mjs';
import { continuity, median } from './measures.mjs';
import { devices, mediaFolder } from './media.mjs';
import { Player } from './player.mjs';
import { RecordingPage } from './recordingPage.mjs';
import { beeps, frames, probe } from './recordings.mjs';
import { post } from './restClient.mjs';
import { SdkViewer } from './sdkViewer.mjs';
import { Server } from './server.mjs';
import { limit } from './stage.mjs';

const frameTime = 1000 / devices.framesPerSecond;
let media;
let records;
let server;
let browser;

before(async () => {
  media = await mediaFolder();
  records = await mkdtemp(join(tmpdir(), 'vod-records-'));
  server = await Server.start({ media }, { VOD_Recording__Directory: records });
  browser = await launchBrowser(withDevices({ camera: join(media, devices.camera), microphone: join(media, devices.microphone) }));
}, { timeout: 180_000 });
after(async () => {
  await browser?.close();
  await server?.stop();
  await rm(records, { recursive: true, force: true });
}, limit);

test('what is published is recorded, and the recording is played', { timeout: 120_000 }, async t => {
  const publisher = await RecordingPage.open(browser.context, server);
  await publisher.publish('walkthrough');
  const captured = await publisher.captured(20_000);
  const connected = await publisher.page.evaluate(() => window.probe.connectedAt());
  const { link } = await publisher.stop();

  const statuses = await publisher.statuses();
  assert.deepEqual(statuses.map(({ status }) => status), ['ESTABLISHED', 'PUBLISHING', 'PROCESSING', 'UNPUBLISHED']);
  const [, begun, pressed, ended] = statuses.map(({ at }) => at);
  t.diagnostic(`connected for ${((pressed - connected) / 1000).toFixed(2)} s, PUBLISHING for ${((pressed - begun) / 1000).toFixed(2)} s, UNPUBLISHED ${(ended - pressed).toFixed(0)} ms after Stop: ${link}`);
  assert.match(link, new RegExp(`^${server.httpUrl}/client/records/[^/]+\\.mp4$`));

  const file = await download(link);
  const { video, audio, duration } = await probe(file);
  const pictures = await frames(file);
  const order = continuity(pictures);
  const skew = phase(pictures, await beeps(file)) - phase(captured.frames, captured.beeps);
  const wrapped = ((skew + 1500) % 1000) - 500;
  t.diagnostic(`${video.codec_name} ${video.width}x${video.height}, ${audio.codec_name}, ${duration} s; ${JSON.stringify(order)}; sound ${wrapped.toFixed(0)} ms late`);
  assert.deepEqual([video.codec_name, audio.codec_name], ['h264', 'aac']);
  // The page hears of its first picture some time after that was recorded.
  assert.ok(duration * 1000 > pressed - begun - 200 && duration * 1000 < pressed - connected + 200, `${duration} s`);
  assert.equal(order.outOfOrder, 0);

  // A busy machine gives the browser fewer pictures, and it encodes fewer.
  const longestCaptured = continuity(captured.frames).longestGap;
  assert.ok(order.longestGap < longestCaptured + 200, `nothing for ${order.longestGap} ms, the camera gave nothing for ${longestCaptured} ms`);
  assert.ok(Math.abs(wrapped) <= 60, `sound is ${wrapped} ms late`);

  const name = link.split('/').at(-1);
  const player = await Player.open(browser.context, server);
  await player.play(`vod://${name}`);
  const seen = continuity(await player.counters(5000));
  assert.ok(seen.frames > 100, JSON.stringify(seen));
  assert.equal(seen.outOfOrder, 0);
  await player.stop();
  assert.equal((await player.status('STOPPED')).status, 'STOPPED');
  await player.start(`vod-live://${name}`);
  await player.decoded(30);
  await player.stop();
  await player.close();
  await publisher.close();
});

test('the page can play the recording it links to', limit, async () => {
  const publisher = await RecordingPage.open(browser.context, server);
  await publisher.publish('ranges');
  await publisher.page.waitForTimeout(3000);
  const { link } = await publisher.stop();

  const whole = await fetch(link);
  const part = await fetch(link, { headers: { range: 'bytes=4-7' } });

  assert.equal(whole.headers.get('content-type'), 'video/mp4');
  assert.equal(part.status, 206);
  assert.equal(await part.text(), 'ftyp');
  await publisher.page.waitForFunction(() => document.querySelector('#recVideo').duration > 2);
  await publisher.close();
});

test('3 % of loss on the way leave no trace in the recording', { timeout: 90_000 }, async t => {
  const forwarder = new LossyForwarder({ loss: 0.03, seed: 7 });
  const publisher = await RecordingPage.open(browser.context, server, forwarder);
  await publisher.publish('lossy');
  await publisher.page.waitForTimeout(10_000);
  const { video } = await publisher.sentStats();
  const { link } = await publisher.stop();
  await forwarder.close();

  const file = await download(link);
  const order = continuity(await frames(file));
  t.diagnostic(`${JSON.stringify(order)}; ${video.nackCount} NACKs, ${video.pliCount} PLIs, ${video.retransmittedPacketsSent} packets sent again`);
  assert.ok(video.nackCount > 0, 'nothing was lost');
  assert.equal(order.outOfOrder, 0);
  assert.equal(order.unreadable, 0);
  assert.ok(order.longestGap < 400, `nothing for ${order.longestGap} ms`);
  await publisher.close();
});

test('a name that is published cannot be published by another, and is free as soon as the first has gone', limit, async () => {
  const [first, second] = [await RecordingPage.open(browser.context, server), await RecordingPage.open(browser.context, server)];
  await first.publish('taken');

  await assert.rejects(second.publish('taken'), /FAILED Stream name is already in use/);
  await first.page.evaluate(() => Flashphoner.getSessions()[0].disconnect());
  await first.status(['DISCONNECTED', 'FAILED']);
  await second.publish('taken');

  assert.equal((await second.stop()).status, 'UNPUBLISHED');
  await first.close();
  await second.close();
});

test('a published stream is watched by its name, and ends for its viewers when the publisher stops', limit, async t => {
  const publisher = await RecordingPage.open(browser.context, server);
  await publisher.publish('watched');
  await publisher.page.waitForTimeout(3000);
  const [early, late] = [await Player.open(browser.context, server), await Player.open(browser.context, server)];
  await early.play('watched');
  await early.decoded(30);

  const joined = await late.firstFrame('watched');
  const { frames: seen, levels } = await late.picturesAndLevels(3000);

  t.diagnostic(`the second viewer saw a picture after ${joined.toFixed(0)} ms; ${JSON.stringify(continuity(seen))}`);
  assert.ok(seen.length > 60, `${seen.length} frames`);
  assert.equal(continuity(seen).outOfOrder, 0);
  assert.ok(levels.some(level => level > 0.05), 'no sound');
  const [listed] = (await post(server, 'stream/find', { name: 'watched', published: true })).body;
  assert.deepEqual([listed.status, listed.record, listed.mediaProvider, listed.mediaType], ['PUBLISHING', true, 'WebRTC', 'publish']);
  const viewer = await SdkViewer.play(early.page, server, 'watched');
  await publisher.tell(stream => stream.muteAudio());
  assert.equal((await viewer.event('audioMuted')).payload, undefined);
  const after = await SdkViewer.play(late.page, server, 'watched');
  assert.deepEqual(await after.muted(), { audio: true, video: false });
  const muted = (await post(server, 'stream/find', { name: 'watched' })).body.map(({ audioState, videoState }) => [audioState.muted, videoState.muted]);
  assert.deepEqual(muted, Array(5).fill([true, false]));
  await publisher.tell(stream => stream.unmuteAudio());
  await after.event('audioUnmuted');
  await publisher.tell(stream => stream.sendData({ score: [2, 1] }));
  assert.deepEqual((await viewer.event('data')).payload, { score: [2, 1] });

  // The recording that the page wanted ends, and another one goes on in parts.
  assert.equal((await post(server, 'recorder/startup', { mediaSessionId: listed.mediaSessionId, config: { fileTemplate: 'part', rotation: '1' } })).status, 200);
  while (!(await readdir(records)).some(file => /part_3/.test(file))) {
    await publisher.page.waitForTimeout(100);
  }
  const { link } = await publisher.stop();
  const parts = (await readdir(records)).filter(file => file.startsWith('part_')).sort();
  const numbers = await Promise.all(parts.map(file => frames(join(records, file))));
  const between = numbers.slice(1).map((part, i) => part[0].number - numbers[i].at(-1).number);
  t.diagnostic(`${numbers.map(part => part.length)} frames in parts, between them ${between}`);
  assert.deepEqual([parts[0], link.split('/').at(-1)], ['part_1.mp4', parts.at(-1)]);
  assert.ok(between.every(step => step > 0 && step < 10), `${between}`);
  assert.deepEqual(await viewer.ended(), { status: 'STOPPED', info: 'Stopped by publisher stop' });
  for (const player of [early, late]) {
    await player.status('STOPPED');
    await player.close();
  }
  await publisher.close();
});

async function download(link) {
  const file = join(records, `downloaded-${link.split('/').at(-1)}`);
  await writeFile(file, Buffer.from(await (await fetch(link)).arrayBuffer()));
  return file;
}

/** Where in a second of the film's counter, in milliseconds, a beep begins: whatever it is, it is the same before and after. */
function phase(pictures, begins) {
  const known = pictures.filter(picture => picture.number !== null);
  const offsets = begins.flatMap(begin => {
    const near = known.filter(picture => Math.abs(picture.at - begin) < 500);
    return near.length > 0 ? [begin - median(near.map(picture => picture.at - picture.number * frameTime))] : [];
  });
  assert.ok(offsets.length > 2, `${offsets.length} beeps`);
  // Around the first one, so that none lies on the other side of a full second.
  return median(offsets.map(offset => offsets[0] + ((((offset - offsets[0] + 500) % 1000) + 1000) % 1000) - 500));
}
