// Streams that are sent on to another server by RTMP: nginx with its RTMP module.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { launchBrowser, withDevices } from './browser.mjs';
import { join } from 'node:path';
import { continuity } from './measures.mjs';
import { devices, mediaFolder } from './media.mjs';
import { RecordingPage } from './recordingPage.mjs';
import { beeps, frames, probe } from './recordings.mjs';
import { post } from './restClient.mjs';
import { RtmpServer } from './rtmpServer.mjs';
import { Server } from './server.mjs';
import { limit } from './stage.mjs';

let target;
let server;
let browser;

before(async () => {
  const media = await mediaFolder();
  target = await RtmpServer.start();
  server = await Server.start({ media }, { VOD_Push__AllowedHosts__0: '127.0.0.1' });
  browser = await launchBrowser(withDevices({ camera: join(media, devices.camera), microphone: join(media, devices.microphone) }));
}, { timeout: 180_000 });
after(async () => {
  await browser?.close();
  await server?.stop();
  await target?.stop();
}, limit);

test('a published stream is sent on, again after its connection broke, until it is ended', limit, async t => {
  const publisher = await RecordingPage.open(browser.context, server);
  await publisher.publish('sent');

  const started = await post(server, 'push/startup', { streamName: 'sent', rtmpUrl: target.url });
  assert.equal(started.status, 200);
  assert.equal((await post(server, 'push/startup', { streamName: 'sent', rtmpUrl: target.url })).status, 409);
  assert.equal((await post(server, 'push/find', { streamName: 'rtmp_sent' })).body.length, 1);
  await until(async () => (await target.recorded('rtmp_sent')).length === 1);
  await until(async () => (await found('rtmp_sent')).state === 'sending');
  assert.ok(await target.drop('rtmp_sent'), 'nothing was being sent');
  await until(async () => (await found('rtmp_sent')).failures === 1);
  await post(server, 'push/mute', { mediaSessionId: started.body.mediaSessionId });
  await until(async () => (await target.recorded('rtmp_sent')).length === 2);
  await delay(2000);
  assert.equal((await found('rtmp_sent')).muted, true);
  assert.equal((await post(server, 'push/terminate', { mediaSessionId: started.body.mediaSessionId })).status, 200);
  await until(async () => (await post(server, 'push/find_all', {})).status === 404);

  for (const file of await target.recorded('rtmp_sent')) {
    const { video, audio, duration } = await probe(file);
    const pictures = continuity(await frames(file));
    t.diagnostic(`${video.codec_name} ${video.width}x${video.height}, ${audio.codec_name}, ${duration} s, ${JSON.stringify(pictures)}`);
    assert.deepEqual([video.codec_name, audio.codec_name], ['h264', 'aac']);
    assert.ok(pictures.frames > 20, `${pictures.frames} frames`);
    assert.equal(pictures.outOfOrder, 0);
  }
  const [loud, muted] = await target.recorded('rtmp_sent');
  assert.ok((await beeps(loud)).length > 2);
  assert.deepEqual(await beeps(muted), []);
  await publisher.stop();
  await publisher.close();
});

test('a page that publishes with rtmpUrl has its stream sent on', limit, async () => {
  const { page } = await RecordingPage.open(browser.context, server);
  await page.evaluate(([urlServer, rtmpUrl]) => new Promise((resolve, reject) => {
    const { SESSION_STATUS, STREAM_STATUS } = Flashphoner.constants;
    Flashphoner.createSession({ urlServer }).on(SESSION_STATUS.ESTABLISHED, session =>
      session.createStream({ name: 'by-page', display: document.querySelector('#localVideo'), rtmpUrl, receiveVideo: false, receiveAudio: false })
        .on(STREAM_STATUS.PUBLISHING, resolve).on(STREAM_STATUS.FAILED, stream => reject(new Error(stream.getInfo()))).publish());
  }), [server.webSocketUrl, target.url]);

  await until(async () => (await target.recorded('rtmp_by-page')).length === 1);

  assert.equal((await post(server, 'push/find', { streamName: 'rtmp_by-page' })).status, 200);
  await page.close();
  await until(async () => (await post(server, 'push/find', { streamName: 'rtmp_by-page' })).status === 404);
});

test('a film is sent on at the speed it plays at', limit, async t => {
  assert.equal((await post(server, 'vod/startup', { uri: 'vod-live://counter.mp4' })).status, 200);
  const { status, body } = await post(server, 'push/startup', { streamName: 'vod-live://counter.mp4', rtmpUrl: `${target.url}/film`, rtmpTransponderFullUrl: true });
  assert.equal(status, 200);
  await until(async () => (await target.recorded('film')).length === 1);
  await delay(4000);
  assert.equal((await post(server, 'push/mute', { mediaSessionId: body.mediaSessionId })).status, 200);
  await until(async () => (await target.recorded('film')).length === 2);
  await delay(2000);
  await post(server, 'push/terminate', { mediaSessionId: body.mediaSessionId });
  await until(async () => (await post(server, 'push/find_all', {})).status === 404);

  const [file, muted] = await target.recorded('film');
  assert.ok((await beeps(file)).length > 2);
  assert.deepEqual(await beeps(muted), []);
  const pictures = continuity(await frames(file));
  const { audio, duration } = await probe(file);
  t.diagnostic(`${audio.codec_name}, ${duration} s, ${JSON.stringify(pictures)}`);
  assert.equal(audio.codec_name, 'aac');
  assert.ok(pictures.frames > 60 && pictures.frames < 300, `${pictures.frames} frames`);
  assert.equal(pictures.outOfOrder, 0);
  assert.equal(pictures.missing, 0);
});

test('where nothing may be sent to, nothing is', limit, async () => {
  for (const rtmpUrl of ['rtmp://127.0.0.2:1/live', 'rtmp://localhost/live', 'http://127.0.0.1/live', 'file:///etc/passwd', 'rtmp://127.0.0.1@127.0.0.2/live', '']) {
    assert.equal((await post(server, 'push/startup', { streamName: 'vod-live://counter.mp4', rtmpUrl })).status, 400, rtmpUrl);
  }
});

test('what cannot be sent says so, and not where to', limit, async t => {
  const publisher = await RecordingPage.open(browser.context, server);
  await publisher.publish('unwanted');
  await post(server, 'push/startup', { streamName: 'unwanted', rtmpUrl: 'rtmp://127.0.0.1:1/live/secret-key', rtmpTransponderFullUrl: true });

  await until(async () => (await found('rtmp_unwanted')).failures > 0);

  const { state, failures, problem } = await found('rtmp_unwanted');
  t.diagnostic(`${state}, ${failures}: ${problem}`);
  assert.match(state, /waiting|connecting/);
  assert.match(problem, /refused/);
  assert.doesNotMatch(problem, /secret/);
  await publisher.stop();
  await publisher.close();
});

async function found(streamName) {
  return (await post(server, 'push/find', { streamName })).body[0];
}

async function until(isThere) {
  for (const deadline = performance.now() + 15_000; !(await isThere()); await delay(50)) {
    assert.ok(performance.now() < deadline, 'it did not come');
  }
}
