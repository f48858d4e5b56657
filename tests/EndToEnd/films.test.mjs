// Films of every kind, three at a time, in the Player page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { continuity } from './measures.mjs';
import { films } from './media.mjs';
import { limit, stage } from './stage.mjs';

const shown = stage();
const together = 3;

// Long enough for several groups of pictures, and for a beep every second.
const watched = 6_000;

for (let first = 0; first < films.length; first += together) {
  const group = films.slice(first, first + together);
  test(`these play: ${group.map(film => film.name).join(', ')}`, limit, async t => {
    const players = [];
    for (const film of group) {
      const player = await shown.open();
      await player.play(`vod://${film.name}`);
      await player.decoded(1);
      players.push(player);
    }

    const seen = await Promise.all(players.map(player => player.picturesAndBeeps(watched)));

    for (const [i, film] of group.entries()) {
      const { frames, beeps } = seen[i];
      const pictures = continuity(frames);
      const due = pictures.frames + pictures.missing;
      t.diagnostic(`${film.name}: ${pictures.frames} of ${due} frames, longest gap ${pictures.longestGap.toFixed(0)} ms, ${beeps.length} beeps`);
      assert.equal(pictures.outOfOrder, 0, `${film.name}: frames out of order`);
      assert.equal(pictures.unreadable, 0, `${film.name}: broken pictures`);
      assert.ok(due >= 4 * film.framesPerSecond, `${film.name}: stands still, ${due} frames went by`);
      assert.ok(pictures.frames >= due * film.kept * 0.8, `${film.name}: ${pictures.frames} of ${due} frames seen`);
      assert.ok(beeps.length >= 4, `${film.name}: ${beeps.length} beeps heard`);
    }
    await Promise.all(players.map(player => player.close()));
  });
}
