// Many viewers, and viewers who leave without saying so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LossyForwarder } from './lossyForwarder.mjs';
import { limit, stage } from './stage.mjs';

const shown = stage();
const viewers = 10;

const hasFullRate = (looks, viewer) => looks.some(look => Math.abs(look[viewer].received - 30) < 3);

test('ten viewers play at once', limit, async t => {
  const players = [];
  for (let i = 0; i < viewers; i++) {
    players.push(await shown.open());
  }

  await Promise.all(players.map(player => player.play('vod://small.mp4')));
  await Promise.all(players.map(player => player.decoded(30)));

  // Ten decoders and the server share a machine that may be busy with other things, so each viewer has three looks to show the file's rate.
  const looks = [];
  do {
    looks.push(await Promise.all(players.map(player => player.frameRates(5000))));
    t.diagnostic(`frames/s received (decoded): ${looks.at(-1).map(r => `${r.received.toFixed(1)} (${r.decoded.toFixed(1)})`).join(', ')}`);
  } while (looks.length < 3 && !players.every((_, viewer) => hasFullRate(looks, viewer)));
  for (let viewer = 0; viewer < viewers; viewer++) {
    assert.ok(hasFullRate(looks, viewer), `viewer ${viewer}: ${looks.map(look => look[viewer].received.toFixed(1))} of 30 frames/s received`);
    assert.ok(looks.every(look => look[viewer].decoded > 15), `viewer ${viewer} is left behind`);
  }
  await Promise.all(players.map(player => player.close()));
});

test('a page that is loaded anew frees its session and can play again', limit, async () => {
  const path = new LossyForwarder();
  const player = await shown.open(path);
  await player.play('vod://sample.mp4');
  await player.decoded(30);

  await player.load();
  await path.silence(1000, 5000);

  await player.play('vod://sample.mp4');
  await player.decoded(30);
  await player.close();
  await path.silence(1000, 5000);
  path.close();
});
