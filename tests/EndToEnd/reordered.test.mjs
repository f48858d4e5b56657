// Files with B-frames, which a browser cannot be sent as they are: seen for the first time, while they are being encoded anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reorderedClips } from './media.mjs';
import { continuity } from './measures.mjs';
import { limit, stage } from './stage.mjs';

const shown = stage();

// From here on everything is there, as the first play is to be at full rate within five seconds.
const settled = 5;

for (const clip of reorderedClips) {
  test(`the first play of ${clip.name} is whole within ${settled} s`, limit, async t => {
    const player = await shown.open();
    const began = await player.firstFrame(`vod://${clip.name}`);

    const { frames } = await player.picturesAndBeeps(12_000);

    const whole = frames.filter(frame => frame.number >= settled * clip.framesPerSecond);
    const early = continuity(frames.filter(frame => frame.number < settled * clip.framesPerSecond));
    const pictures = continuity(whole);
    t.diagnostic(`first frame after ${began.toFixed(0)} ms; before ${settled} s ${early.missing} frames missing, longest gap ${early.longestGap.toFixed(0)} ms; `
      + `then ${pictures.frames} frames, ${pictures.missing} missing, longest gap ${pictures.longestGap.toFixed(0)} ms`);
    assert.equal(pictures.outOfOrder + early.outOfOrder, 0, 'frames out of order');
    assert.equal(pictures.unreadable + early.unreadable, 0, 'broken pictures');
    assert.ok(pictures.frames >= 5 * clip.framesPerSecond, `${pictures.frames} frames seen`);
    assert.ok(pictures.missing <= 3, `${pictures.missing} of ${pictures.frames} frames missing`);
    await player.close();
  });
}
