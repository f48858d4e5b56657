// Publishing from the browser: the WebSDK's own Stream Recording page, its Player on what is published and on what was recorded, and WHIP.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { fakeDevices } from './browser.mjs';
import { freeTcpPort } from './ports.mjs';
import { post } from './restClient.mjs';
import { SdkViewer } from './sdkViewer.mjs';
import { limit, stage } from './stage.mjs';

const run = promisify(execFile);
const records = await mkdtemp(join(tmpdir(), 'vod-records-'));
const shown = stage({ VOD_Recording__Directory: records, VOD_Push__AllowedHosts__0: '127.0.0.1' }, fakeDevices);
after(() => rm(records, { recursive: true, force: true }));

const recordingPage = '/client2/examples/demo/streaming/stream_recording/recording.html';

async function openRecording(name) {
  const page = await shown.browser.context.newPage();
  await page.goto(shown.server.httpUrl + recordingPage);
  await page.fill('#url', `${shown.server.webSocketUrl}/${name}`);
  return page;
}

const shows = (page, status) => page.waitForFunction(text => document.querySelector('#status').textContent === text, status, { timeout: 15_000, polling: 20 });

async function probe(path) {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_name,width,height:format=duration', '-of', 'json', path]);
  return JSON.parse(stdout);
}

test('what the Stream Recording page publishes is watched by name, recorded, downloaded and played back', limit, async t => {
  const page = await openRecording('0a1b2c3d');
  await page.click('#publishBtn');
  await shows(page, 'PUBLISHING');
  const began = performance.now();

  const player = await shown.open();
  await player.play('0a1b2c3d');
  await player.decoded(30);
  const viewer = await SdkViewer.play(player.page, shown.server, '0a1b2c3d');
  const found = await post(shown.server, 'stream/find', { name: '0a1b2c3d', published: true });
  assert.deepEqual(found.body.map(({ status, record, mediaProvider, mediaType }) => ({ status, record, mediaProvider, mediaType })),
    [{ status: 'PUBLISHING', record: true, mediaProvider: 'WebRTC', mediaType: 'publish' }]);
  const second = await openRecording('0a1b2c3d');
  await second.click('#publishBtn');
  await shows(second, 'FAILED');
  assert.equal(await second.textContent('#info'), 'Stream name is already in use');
  await second.close();
  await page.waitForTimeout(2_000);

  const published = (performance.now() - began) / 1000;
  await page.click('#publishBtn');
  await shows(page, 'UNPUBLISHED');
  assert.deepEqual(await viewer.ended(), { status: 'STOPPED', info: 'Stopped by publisher stop' });
  await player.status('STOPPED');

  const link = await page.getAttribute('#link', 'href');
  const name = new URL(link).pathname.replace('/client/records/', '');
  const response = await fetch(link, { headers: { range: 'bytes=4-7' } });
  assert.deepEqual([response.status, response.headers.get('content-type'), await response.text()], [206, 'video/mp4', 'ftyp']);
  const { streams, format } = await probe(join(records, name));
  t.diagnostic(`${name}: ${JSON.stringify(streams)}, ${format.duration} s of ${published.toFixed(2)} s`);
  assert.deepEqual(streams.map(stream => stream.codec_name).sort(), ['aac', 'h264']);
  assert.ok(Math.abs(Number(format.duration) - published) < 0.5);

  await player.play(`vod://${name}`);
  await player.decoded(30);
  await player.page.close();
  await page.close();
});

/** Publishes over WHIP from a page without any SDK; answers the URL of the session. */
function whip(page, name) {
  return page.evaluate(async url => {
    const media = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    const connection = (window.connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' }));
    media.getTracks().forEach(track => connection.addTransceiver(track, { direction: 'sendonly', streams: [media] }));
    await connection.setLocalDescription();
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/sdp' }, body: connection.localDescription.sdp });
    if (response.status !== 201) {
      throw new Error(`${response.status} ${await response.text()}`);
    }
    await connection.setRemoteDescription({ type: 'answer', sdp: await response.text() });
    return new URL(response.headers.get('location'), url).href;
  }, `${shown.server.httpUrl}/whip/${name}`);
}

test('a WHIP client publishes, is watched, recorded by order and sent on by RTMP, until its session is deleted', limit, async t => {
  const page = await shown.browser.context.newPage();
  await page.goto(`${shown.server.httpUrl}/client2/package.json`);
  const session = await whip(page, 'studio');
  const player = await shown.open();
  for (const deadline = performance.now() + 10_000; (await post(shown.server, 'stream/find', { status: 'PUBLISHING', name: 'studio' })).status !== 200;) {
    assert.ok(performance.now() < deadline);
  }

  await player.play('studio');
  const [{ mediaSessionId }] = (await post(shown.server, 'stream/find', { name: 'studio', published: true })).body;
  assert.equal((await post(shown.server, 'recorder/startup', { mediaSessionId, config: { fileTemplate: 'studio-{streamName}' } })).status, 200);

  // ffmpeg takes the part of the other server.
  const port = await freeTcpPort();
  const copy = join(records, 'pushed.flv');
  const other = run('ffmpeg', ['-v', 'error', '-y', '-listen', '1', '-i', `rtmp://127.0.0.1:${port}/live/rtmp_studio`, '-t', '2', '-c', 'copy', copy], { timeout: 40_000 });
  const push = await post(shown.server, 'push/startup', { streamName: 'studio', rtmpUrl: `rtmp://127.0.0.1:${port}/live` });
  assert.deepEqual([push.status, push.body?.streamName], [200, 'rtmp_studio']);
  assert.equal((await post(shown.server, 'push/startup', { streamName: 'studio', rtmpUrl: 'rtmp://192.0.2.1/live' })).status, 400);
  await other;
  const pushed = await probe(copy);
  t.diagnostic(`pushed: ${JSON.stringify(pushed)}`);
  assert.deepEqual(pushed.streams.map(stream => stream.codec_name).sort(), ['aac', 'h264']);
  assert.equal((await post(shown.server, 'push/terminate', { mediaSessionId: push.body.mediaSessionId })).status, 200);

  assert.equal((await post(shown.server, 'recorder/terminate', { mediaSessionId })).status, 200);
  assert.deepEqual((await probe(join(records, 'studio-studio.mp4'))).streams.map(stream => stream.codec_name).sort(), ['aac', 'h264']);
  const snapshot = await post(shown.server, 'stream/snapshot', { streamName: 'studio' });
  assert.ok(Buffer.from(snapshot.body.data, 'base64').subarray(1, 4).equals(Buffer.from('PNG')));

  assert.equal((await fetch(session, { method: 'DELETE' })).status, 200);
  await player.status('STOPPED');
  assert.equal((await fetch(session)).status, 404);
  await player.page.close();
  await page.close();
});
