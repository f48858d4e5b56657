// One viewer, good files: what the Player page shows is what the file holds.
import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { counterClip } from './media.mjs';
import { continuity, soundDelay } from './measures.mjs';
import { artifactFolder, root } from './repository.mjs';
import { limit, stage } from './stage.mjs';

const shown = stage();

// ITU-R BT.1359 puts the threshold of detectability at 45 ms for early sound.
const worstSoundDelay = 40;
const longestFreeze = 500;

test('a file plays at its frame rate, in order, without a freeze, with sound in time', limit, async t => {
  const player = await shown.open();
  await player.play(`vod://${counterClip.name}`);
  await player.decoded(counterClip.framesPerSecond);
  const before = await player.stats();

  const observed = await player.picturesAndBeeps(14_000);

  const after = await player.stats();
  assert.ok(before.audio && after.audio.totalAudioEnergy > before.audio.totalAudioEnergy, 'no sound');
  const pictures = continuity(observed.frames);
  const delay = soundDelay(observed, counterClip.framesPerSecond);
  const rate = ((after.video.framesDecoded - before.video.framesDecoded) * 1000) / (after.video.timestamp - before.video.timestamp);
  t.diagnostic(`${rate.toFixed(1)} frames/s, longest gap ${pictures.longestGap.toFixed(0)} ms, `
    + `sound ${delay.seen.toFixed(0)} ms late, ${delay.sent.toFixed(0)} ms of it from the server`);
  assert.ok(Math.abs(rate - counterClip.framesPerSecond) < 1.5, `${rate} frames/s decoded`);
  assert.equal(pictures.unreadable, 0, 'broken pictures');
  assert.equal(pictures.outOfOrder, 0, 'frames out of order');
  assert.ok(pictures.missing <= 3, `${pictures.missing} of ${pictures.frames} frames missing`);
  assert.ok(pictures.longestGap < longestFreeze, `no frame for ${pictures.longestGap} ms`);
  assert.ok(delay.beeps >= 8, `${delay.beeps} of ${observed.beeps.length} beeps in 14 s could be measured`);
  assert.ok(Math.abs(delay.sent) <= worstSoundDelay, `sound is sent ${delay.sent} ms late`);
  await player.close();
});

// A browser that is short of processor time shows pictures late, so a bad look is not proof; one that is never good is.
test('picture and sound are seen and heard together', limit, async t => {
  const delays = [];
  for (let look = 0; look < 3 && !delays.some(delay => Math.abs(delay) <= worstSoundDelay); look++) {
    const player = await shown.open();
    await player.play(`vod://${counterClip.name}`);
    await player.decoded(counterClip.framesPerSecond);
    delays.push(soundDelay(await player.picturesAndBeeps(8000), counterClip.framesPerSecond).seen);
    await player.close();
  }
  t.diagnostic(`sound ${delays.map(delay => delay.toFixed(0)).join(', ')} ms late`);
  assert.ok(delays.some(delay => Math.abs(delay) <= worstSoundDelay), `sound is ${delays} ms late`);
});

test('Stop ends the stream and Start plays it again from the beginning', limit, async () => {
  const player = await shown.open();
  await player.play(`vod://${counterClip.name}`);
  await player.decoded(3 * counterClip.framesPerSecond);
  await player.stop();
  await player.status('STOPPED');

  await player.play(`vod://${counterClip.name}`);

  const [first] = await player.counters(2000);
  assert.ok(first.number < 2 * counterClip.framesPerSecond, `began with frame ${first.number}`);
  await player.close();
});

test('the end of the file ends the stream', limit, async () => {
  const player = await shown.open();
  await player.play('vod://short.mp4');
  const begin = performance.now();

  await player.status('STOPPED', 10_000);

  const seconds = (performance.now() - begin) / 1000;
  assert.ok(seconds > 4 && seconds < 8, `a file of 5 s ended after ${seconds} s`);
  await player.close();
});

test('a file without sound plays', limit, async () => {
  const player = await shown.open();
  await player.play('vod://video-only.mp4');
  await player.decoded(30);
  const { decoded } = await player.frameRates(3000);
  assert.ok(Math.abs(decoded - 30) < 2, `${decoded} frames/s decoded`);
  await player.close();
});

test('a file without a picture plays', limit, async () => {
  const player = await shown.open();
  await player.play('vod://audio-only.mp4');
  const beeps = await player.beeps(4000);
  assert.ok(beeps.length >= 2, `${beeps.length} beeps in 4 s`);
  await player.close();
});

test('a file with B-frames plays without them', limit, async t => {
  const player = await shown.open();
  await player.play('vod://b-frames.mp4');
  await player.decoded(10);
  const { decoded } = await player.frameRates(4000);
  t.diagnostic(`${decoded.toFixed(1)} frames/s`);
  assert.ok(decoded > 8, `${decoded} frames/s decoded`);
  await player.close();
});

// VOD_UPDATE_SCREENSHOT=1 makes it the picture of the README.
test('the page shows the picture', limit, async () => {
  const player = await shown.open();
  await player.play('vod://sample.mp4');
  await player.decoded(60);
  const picture = join(await artifactFolder(), 'player.png');
  await player.screenshot(picture);
  const size = await player.pictureSize();
  assert.deepEqual(size, { width: 640, height: 360 });
  if (process.env.VOD_UPDATE_SCREENSHOT === '1') {
    await copyFile(picture, join(root, 'docs', 'images', 'player.png'));
  }
  await player.close();
});
