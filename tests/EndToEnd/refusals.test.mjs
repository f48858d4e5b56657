// What cannot be played is refused with the status the WebSDK knows, and nobody else notices.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counterClip } from './media.mjs';
import { continuity } from './measures.mjs';
import { limit, stage } from './stage.mjs';

const shown = stage();

const refusals = [
  ['a missing file', 'vod://no-such-file.mp4', 'File not found'],
  ['text with the name of a film', 'vod://text.mp4', 'File has wrong format'],
  ['an empty file', 'vod://empty.mp4', 'File has wrong format'],
  ['a file cut off before its index', 'vod://no-index.mp4', 'File has wrong format'],
  ['a path that leaves the media folder', 'vod://../media/sample.mp4', ['Bad URI', 'Restricted access']],
  ['an absolute path', 'vod:///etc/passwd', ['Bad URI', 'Restricted access', 'File not found']],
  ['a name of 10,000 characters', `vod://${'a'.repeat(10_000)}.mp4`, ['Bad URI', 'File not found']],
];

for (const [what, stream, expected] of refusals) {
  test(`${what} is refused`, limit, async () => {
    const player = await shown.open();
    await player.start(stream);
    const { status, info } = await player.settled();
    assert.equal(status, 'FAILED');
    assert.ok([expected].flat().includes(info), `the page says '${info}'`);

    await player.play('vod://sample.mp4');
    await player.decoded(10);
    await player.close();
  });
}

test('a file that ends before its index says so comes to an end with a clear status', limit, async () => {
  const player = await shown.open();
  await player.start('vod://cut-short.mp4');
  const { status, info } = await player.status(['FAILED', 'STOPPED'], 25_000);
  if (status === 'FAILED') {
    assert.ok(['File has wrong format', 'Failed to read file', 'Got exception while streaming file'].includes(info), `the page says '${info}'`);
  }
  await player.close();
});

test('a viewer does not notice the refusals of others', limit, async () => {
  const viewer = await shown.open();
  const other = await shown.open();
  await viewer.play(`vod://${counterClip.name}`);
  await viewer.decoded(counterClip.framesPerSecond);

  const watching = viewer.counters(6000);
  for (const [, stream] of refusals) {
    await other.start(stream);
    await other.settled();
  }

  const pictures = continuity(await watching);
  assert.equal(pictures.outOfOrder, 0);
  assert.ok(pictures.longestGap < 500, `no frame for ${pictures.longestGap} ms`);
  await viewer.close();
  await other.close();
});

test('the log explains refusals without exception traces', limit, () => {
  assert.doesNotMatch(shown.server.output, /^\s+at \S+\(/m);
});
