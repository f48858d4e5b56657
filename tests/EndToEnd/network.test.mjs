// A path that loses datagrams.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LossyForwarder } from './lossyForwarder.mjs';
import { counterClip } from './media.mjs';
import { continuity } from './measures.mjs';
import { limit, stage } from './stage.mjs';

const shown = stage();
const longestFreeze = 500;

test('playback goes on through 2 % loss', limit, async t => {
  const path = new LossyForwarder({ loss: 0.02, seed: 20250101 });
  const player = await shown.open(path);
  await player.play(`vod://${counterClip.name}`);
  await player.decoded(counterClip.framesPerSecond);

  const pictures = continuity(await player.counters(12_000));

  const { video } = await player.stats();
  t.diagnostic(`${JSON.stringify(path.counts)}, ${video.nackCount} NACK, ${video.pliCount} PLI, `
    + `${video.retransmittedPacketsReceived} retransmitted, longest gap ${pictures.longestGap.toFixed(0)} ms`);
  assert.ok(path.counts.lost > 20, `only ${path.counts.lost} datagrams were lost`);
  assert.equal(pictures.unreadable, 0, 'broken pictures');
  assert.equal(pictures.outOfOrder, 0, 'frames out of order');
  assert.ok(pictures.longestGap < longestFreeze, `no frame for ${pictures.longestGap} ms`);
  await player.close();
  path.close();
});
