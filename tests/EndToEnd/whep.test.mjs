// Playback by WHEP: the server's own page in a browser, and a client that is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { counterClip } from './media.mjs';
import { continuity } from './measures.mjs';
import { OtherClient } from './otherClient.mjs';
import { limit, stage } from './stage.mjs';
import { WhepPlayer } from './whepPlayer.mjs';

const shown = stage();
const longestFreeze = 500;
const looks = 3;

const open = stream => WhepPlayer.open(shown.browser.context, shown.server, stream);
const endpointOf = stream => `${shown.server.httpUrl}/whep/${encodeURIComponent(stream)}`;

test('the page plays a file at its frame rate and with its sound', limit, async t => {
  const player = await open('vod://sample.mp4');
  await player.says('Playing');
  await player.decoded(30);

  // The browser decodes on a machine that may be busy; the server's share of a slow look is none.
  const rates = [];
  do {
    rates.push((await player.frameRates(3000)).decoded);
  } while (rates.length < looks && Math.abs(rates.at(-1) - 30) > 1.5);

  const { audio } = await player.stats();
  t.diagnostic(`${rates.map(rate => rate.toFixed(1))} frames/s, sound energy ${audio.totalAudioEnergy.toFixed(3)}`);
  assert.ok(Math.abs(rates.at(-1) - 30) <= 1.5, `${rates} frames/s decoded`);
  assert.ok(audio.totalAudioEnergy > 0, 'no sound');
  assert.deepEqual(await player.pictureSize('#video'), { width: 640, height: 360 });
  await player.close();
});

test('Stop deletes the session', limit, async () => {
  const player = await open('vod://sample.mp4');
  await player.says('Playing');
  await player.decoded(10);

  await player.stop();
  await player.says('Stopped');

  const [deleted] = await player.requestsOf('DELETE', 1);
  assert.equal(deleted.status, 200);
  assert.equal((await fetch(deleted.url)).status, 404);
  await player.close();
});

test('a page that is left deletes its session', limit, async () => {
  const player = await open('vod://sample.mp4');
  await player.says('Playing');
  const session = await player.page.evaluate('session');
  assert.equal((await fetch(session)).status, 204);

  await player.page.goto('about:blank');

  const deadline = performance.now() + 5000;
  while ((await fetch(session)).status !== 404) {
    assert.ok(performance.now() < deadline, 'the session goes on');
  }
  await player.close();
});

test('ICE is restarted in mid-play without a freeze', limit, async t => {
  const player = await open(`vod://${counterClip.name}`);
  await player.says('Playing');
  await player.decoded(counterClip.framesPerSecond);
  const before = await player.selectedPath();

  const watching = player.counters(5000);
  await player.page.waitForTimeout(1000);
  await player.restartIce();
  const pictures = continuity(await watching);

  const after = await player.selectedPath();
  t.diagnostic(`${JSON.stringify(before)} -> ${JSON.stringify(after)}, longest gap ${pictures.longestGap.toFixed(0)} ms, ${pictures.missing} of ${pictures.frames} frames missing`);
  assert.deepEqual((await player.requestsOf('PATCH', 1)).map(request => request.status), [200]);
  assert.notEqual(after.ufrag, before.ufrag);
  assert.notEqual(after.local, before.local, 'the path is the old one');
  assert.equal(pictures.unreadable, 0, 'broken pictures');
  assert.equal(pictures.outOfOrder, 0, 'frames out of order');
  assert.ok(pictures.missing <= 3, `${pictures.missing} frames missing`);
  assert.ok(pictures.longestGap < longestFreeze, `no frame for ${pictures.longestGap} ms`);
  await player.close();
});

test('a shared stream plays', limit, async () => {
  const player = await open('vod-live://small.mp4');
  await player.says('Playing');
  await player.decoded(30);
  await player.close();
});

test('what cannot be played is said in words', limit, async () => {
  const player = await open('vod://no-such-file.mp4');
  await player.says('There is no such file.');
  await player.play('vod://text.mp4');
  await player.says('The file is not an MP4 that this server can play.');
  await player.play('nobody has started this');
  await player.says('There is no stream of this name.');
  await player.play('vod://sample.mp4');
  await player.says('Playing');
  await player.close();
});

test('the end of the file is said in words', limit, async () => {
  const player = await open('vod://short.mp4');
  await player.says('Playing');
  await player.says('The stream has ended');
  assert.deepEqual(await player.requestsOf('DELETE', 0), []);
  await player.close();
});

test('a page of another origin plays too', limit, async () => {
  const page = await shown.browser.context.newPage();
  // The same server by another name: another origin to the browser.
  await page.goto(`http://localhost:${new URL(shown.server.httpUrl).port}/health/live`);
  const seen = await page.evaluate(async endpoint => {
    const pc = new RTCPeerConnection();
    pc.addTransceiver('video', { direction: 'recvonly' });
    await pc.setLocalDescription();
    const created = await fetch(endpoint, { method: 'POST', headers: { 'Content-Type': 'application/sdp' }, body: pc.localDescription.sdp });
    const session = new URL(created.headers.get('Location'), endpoint).href;
    const patch = { 'Content-Type': 'application/trickle-ice-sdpfrag', 'If-Match': created.headers.get('ETag') };
    const trickled = await fetch(session, { method: 'PATCH', headers: patch, body: 'a=end-of-candidates\r\n' });
    const deleted = await fetch(session, { method: 'DELETE' });
    return [created.status, trickled.status, deleted.status];
  }, endpointOf('vod://sample.mp4'));
  assert.deepEqual(seen, [201, 204, 200]);
  await page.close();
});

test('a client that is no browser plays picture and sound', limit, async t => {
  const client = OtherClient.play(endpointOf('vod://sample.mp4'), 5);
  const { session } = await client.line();
  const { created, deleted, state, answer, video, audio } = await client.line();

  t.diagnostic(`video ${JSON.stringify(video)}, audio ${JSON.stringify(audio)}`);
  const offered = codec => Number(new RegExp(`^a=rtpmap:(\\d+) ${codec}/`, 'm').exec(answer)[1]);
  assert.deepEqual([created, deleted, state], [201, 200, 'connected']);
  assert.ok(video.payloadTypes.includes(offered('H264')), `video came as ${video.payloadTypes}`);
  assert.ok(video.payloadTypes.every(type => [offered('H264'), offered('rtx')].includes(type)), `video came as ${video.payloadTypes}`);
  assert.deepEqual(audio.payloadTypes, [offered('opus')]);
  assert.ok(video.seconds > 2 && audio.seconds > 2, `${video.seconds} s of video, ${audio.seconds} s of audio`);
  assert.ok(video.decoded > 30, `${video.decoded} pictures decoded`);
  assert.ok(audio.decoded > 50, `${audio.decoded} packets of sound decoded`);
  assert.deepEqual(video.format, [640, 360]);
  assert.equal((await fetch(session)).status, 404);
});

test('a client that vanishes loses its session when its checks are missed', limit, async t => {
  const client = OtherClient.play(endpointOf('vod://small.mp4'), 60);
  const { session } = await client.line();
  await client.kill();

  const begin = performance.now();
  while ((await fetch(session)).status !== 404) {
    assert.ok(performance.now() - begin < 45_000, 'the session goes on');
    await delay(250);
  }

  t.diagnostic(`ended after ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  assert.match(shown.server.output, /ended, ConsentExpired/);
});

test('the log tells of all that without exception traces', limit, () => {
  assert.doesNotMatch(shown.server.output, /^\s+at \S+\(/m);
});
