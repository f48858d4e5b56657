// What the path carries: the browser reports on it, and a path that is too narrow gets less.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { parseExposition } from './exposition.mjs';
import { LossyForwarder } from './lossyForwarder.mjs';
import { wideClip } from './media.mjs';
import { continuity } from './measures.mjs';
import { limit, stage } from './stage.mjs';

const shown = stage();
const wide = 8_000_000;
const narrow = 1_500_000;

test('the browser reports on every packet, and of a film nothing is left out', limit, async t => {
  const player = await shown.open();
  const answers = messages(player, 'setRemoteSDP');
  await player.play(`vod://${wideClip.name}`);
  await player.decoded(wideClip.framesPerSecond);
  const before = await reports();

  const pictures = continuity(await player.counters(10_000));

  const [, answer] = answers[0];
  assert.match(answer, /a=rtcp-fb:\d+ transport-cc/);
  assert.match(answer, /a=extmap:\d+ http:\/\/www\.ietf\.org\/id\/draft-holmer-rmcat-transport-wide-cc-extensions-01/);
  assert.doesNotMatch(answer, /goog-remb/);
  const { video } = await player.stats();
  const reported = (await reports()) - before;
  t.diagnostic(`${reported} reports in 10 s, ${pictures.missing} of ${pictures.frames} frames missing, ${video.packetsLost} packets lost, ${video.framesDropped} frames dropped`);
  assert.ok(reported > 50, `${reported} reports`);
  assert.equal(video.packetsLost, 0);
  assert.equal(pictures.unreadable, 0, 'broken pictures');
  assert.ok(pictures.missing <= 3, `${pictures.missing} frames missing`);
  assert.equal(await shown.server.metric('vod_media_pictures_thinned_total'), 0);
  await player.close();
});

test('a path that becomes too narrow gets key frames and all of the sound, and everything once it is wide again', limit, async t => {
  const path = new LossyForwarder();
  t.after(() => path.close());
  path.bitrate = wide;
  const player = await shown.open(path);
  const events = messages(player, 'notifyStreamEvent');
  const statuses = messages(player, 'notifyStreamStatusEvent');
  await player.play(`vod://${wideClip.name}`);
  await player.decoded(4 * wideClip.framesPerSecond);

  path.bitrate = narrow;
  const narrowedAt = performance.now();
  while (events.length === 0 && performance.now() < narrowedAt + 15_000) {
    await delay(50);
  }
  const told = (performance.now() - narrowedAt) / 1000;

  const [event] = events[0] ?? assert.fail('the page has not been told');
  assert.equal(event.type, 'notEnoughBandwidth');
  const [needed, carried] = /^(\d+)\/(\d+)$/.exec(event.payload.info).slice(1).map(Number);
  await delay(100);
  assert.equal(statuses.at(-1)[0].status, 'NOT_ENOUGH_BANDWIDTH');
  assert.equal(statuses.at(-1)[0].info, event.payload.info);

  // The timers of the narrow link are not exact.
  assert.ok(carried > narrow * 0.4 && carried < narrow * 1.2, `${carried} bit/s are said to get through`);

  const before = await player.stats();
  const thinned = continuity(await player.counters(6000));
  const after = await player.stats();
  const concealed = (after.audio.concealedSamples - before.audio.concealedSamples) / (after.audio.totalSamplesReceived - before.audio.totalSamplesReceived);

  path.bitrate = wide;
  const widenedAt = performance.now();
  const isFull = async () => (await player.frameRates(1000)).decoded > wideClip.framesPerSecond - 4;
  while (!(await isFull()) && performance.now() < widenedAt + 25_000);
  const recovered = (performance.now() - widenedAt) / 1000;
  const { decoded } = await player.frameRates(4000);

  t.diagnostic(`told after ${told.toFixed(1)} s: ${needed} needed, ${carried} carried; ${(thinned.frames / 6).toFixed(1)} frames/s then, ${(concealed * 100).toFixed(1)} % of the sound concealed; `
    + `everything again after ${recovered.toFixed(1)} s, ${decoded.toFixed(1)} frames/s`);
  assert.ok(thinned.frames > 0 && thinned.frames < 6 * 6, `${thinned.frames} frames in 6 s`);
  assert.equal(thinned.unreadable, 0, 'broken pictures');
  assert.ok(concealed < 0.05, `${concealed * 100} % of the sound was concealed`);
  assert.ok(recovered < 20, `recovered after ${recovered} s`);
  assert.ok(decoded > wideClip.framesPerSecond - 2, `${decoded} frames/s`);
  await player.close();
});

// The data of the messages of one kind that the page gets, as they come.
function messages(player, name) {
  const found = [];
  player.page.on('websocket', socket => socket.on('framereceived', ({ payload }) => {
    const { message, data } = JSON.parse(payload);
    if (message === name) {
      found.push(data);
    }
  }));
  return found;
}

async function reports() {
  const families = parseExposition(await (await fetch(`${shown.server.adminUrl}/metrics`)).text());
  return families.get('vod_media_feedback_received_total').samples.filter(sample => sample.labels.kind === 'transport_wide').reduce((sum, sample) => sum + sample.value, 0);
}
