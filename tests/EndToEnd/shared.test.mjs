// Shared streams: one timeline for all viewers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longGroupClip } from './media.mjs';
import { median, skew } from './measures.mjs';
import { limit, stage } from './stage.mjs';

const shown = stage();
const longGroups = `vod-live://${longGroupClip.name}`;

test('at the end of the file all viewers are told, and the next one sees it from the start', limit, async () => {
  const players = [await shown.open(), await shown.open()];
  await players[0].play('vod-live://short.mp4');
  await players[1].play('vod-live://short.mp4');

  for (const player of players) {
    assert.deepEqual(await player.status(['STOPPED', 'FAILED']), { status: 'STOPPED', info: '' });
  }

  await players[1].play('vod-live://short.mp4');
  await players[1].decoded(60);
  await Promise.all(players.map(player => player.close()));
});

test('a late viewer has the picture at once and is in step with the first', limit, async t => {
  const first = await shown.open();
  await first.play(longGroups);
  await first.decoded(30);
  const joins = [];
  const skews = [];
  for (let i = 0; i < 3; i++) {
    const second = await shown.open();
    joins.push(await second.firstFrame(longGroups));
    await second.page.waitForTimeout(1000);
    const [before, after] = await Promise.all([first.counters(1500), second.counters(1500)]);
    skews.push(skew(before, after));
    await second.close();
    await first.page.waitForTimeout(1700);
  }
  t.diagnostic(`from Start to the first picture ${joins.map(ms => ms.toFixed(0))} ms, skew ${skews.map(ms => ms.toFixed(0))} ms`);

  // Ten seconds from one key frame to the next: whoever waited for one would take five on average.
  assert.ok(median(joins) < 2000, `${median(joins)} ms to the first picture`);
  assert.ok(Math.abs(median(skews)) < 100, `skew ${skews}`);
  await first.close();
});
