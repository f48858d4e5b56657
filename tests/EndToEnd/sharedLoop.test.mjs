// A shared stream in a loop, as a viewer sees and hears it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loopClip } from './media.mjs';
import { median, quantile } from './measures.mjs';
import { limit, stage } from './stage.mjs';

const shown = stage({ VOD_Streams__Loop: 'true' });
const joins = 5;
const framesPerLap = loopClip.framesPerSecond * loopClip.seconds;

// How many pictures further a picture is than the one before, over the joins.
function steps(numbers) {
  return numbers.slice(1).map((number, i) => (number - numbers[i] + framesPerLap) % framesPerLap);
}

test('over five joins no picture is missing or repeated, and the sound has no gap', limit, async t => {
  const player = await shown.open();
  await player.play(`vod-live://${loopClip.name}`);
  await player.decoded(30);
  // What the browser makes up at the start, while its jitter buffer settles, is no matter of the joins.
  await player.page.waitForTimeout(1500);
  const before = await player.stats();

  const { frames, levels } = await player.picturesAndLevels((joins + 0.5) * loopClip.seconds * 1000);

  const after = await player.stats();
  const numbers = frames.map(frame => frame.number);
  const far = steps(numbers);
  const lapsSeen = numbers.slice(1).filter((number, i) => number < numbers[i]).length;
  const usual = median(levels);
  const concealed = after.audio.concealedSamples - before.audio.concealedSamples;
  t.diagnostic(`${frames.length} pictures, ${lapsSeen} joins, ${far.filter(step => step !== 1).length} odd steps; level ${usual.toFixed(3)}, `
    + `lowest ${quantile(levels, 0).toFixed(3)}; ${concealed} samples concealed, ${after.video.packetsLost - before.video.packetsLost} packets lost`);
  assert.ok(lapsSeen >= joins, `${lapsSeen} joins were seen`);
  assert.deepEqual(far.filter(step => step !== 1), []);
  assert.ok(quantile(levels, 0) > usual / 2, 'the sound has a gap');
  assert.equal(after.video.keyFramesDecoded - before.video.keyFramesDecoded >= joins * 2, true);
  await player.close();
});
