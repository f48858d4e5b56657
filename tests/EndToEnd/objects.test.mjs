// Films in object stores, played while they load: on real stores, in good weather and in bad.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { continuity, soundDelay } from './measures.mjs';
import { counterClip, mediaFolder, wideClip } from './media.mjs';
import { Player } from './player.mjs';
import { artifactFolder, root } from './repository.mjs';
import { Server } from './server.mjs';
import { limit } from './stage.mjs';
import { Azurite, Swift, Weather } from './stores.mjs';

const run = promisify(execFile);
const viewersProgram = join(root, 'tests/Media.Load/bin/Release/net10.0/Vod.Media.Load.dll');
const bucket = 'films';
const layouts = { 'moov-first.mp4': ['-movflags', 'faststart'], 'moov-last.mp4': [], 'fragmented.mp4': ['-movflags', 'frag_keyframe+empty_moov+default_base_moof'] };
let media, swift, azurite, weather, browser, server, counter, wide;

// What is asked of a server that is to find the store behind the weather.
const settings = (more = {}) => ({
  VOD_Storages__s3__Kind: 's3',
  VOD_Storages__s3__Endpoint: weather.endpoint,
  VOD_Storages__s3__PathStyle: 'true',
  VOD_Storages__s3__Region: swift.region,
  VOD_Storages__s3__AccessKey: swift.accessKey,
  VOD_Storages__s3__SecretKey: swift.secretKey,
  VOD_Storages__s3__AllowedBuckets__0: bucket,
  VOD_Storages__s3__AllowedBuckets__1: 'no-such-bucket',
  ...more,
});

before(async () => {
  media = await mediaFolder();
  [counter, wide] = [join(media, counterClip.name), join(media, wideClip.name)];
  swift = await Swift.start();
  weather = await Weather.start(swift.endpoint);
  await swift.createBucket(bucket);
  await swift.upload(bucket, 'short.mp4', join(media, 'short.mp4'));
  const folder = await artifactFolder('layouts');
  for (const [name, options] of Object.entries(layouts)) {
    await run('ffmpeg', ['-nostdin', '-loglevel', 'error', '-y', '-i', wide, '-c', 'copy', ...options, join(folder, name)]);
    await swift.upload(bucket, name, join(folder, name));
  }
  server = await Server.start({ media }, settings());
  browser = await launchBrowser();
}, { timeout: 180_000 });

after(async () => {
  await browser?.close();
  await server?.stop();
  await weather?.stop();
  await swift?.stop();
}, limit);

// For tests that need a cache without anything in it, or settings of their own.
async function withServer(more, action) {
  const own = await Server.start({ media }, settings(more));
  try {
    return await action(own);
  } finally {
    await weather.down(false);
    await weather.forecast();
    await own.stop();
  }
}

async function watch(own, stream, viewers, seconds) {
  const { stdout } = await run('dotnet', [viewersProgram, 'watch', '--url', own.httpUrl, '--stream', stream, '--viewers', `${viewers}`, '--window', `${seconds}`, '--decrypt', 'sample']);
  return JSON.parse(stdout);
}

// So that little is read ahead: what comes is a third more than what is played.
const littleMoreThanPlayed = [{ skip: 1, conditions: { bytesPerSecond: 450_000 } }];

const megabytes = bytes => `${(bytes / 1e6).toFixed(1)} MB`;

for (const name of Object.keys(layouts)) {
  test(`the first picture of ${name} takes at most three requests`, limit, t => withServer({}, async own => {
    const player = await Player.open(browser.context, own);
    await weather.forget();
    // What is read ahead does not come before the picture does, and is not what it waits for.
    await weather.forecast({ skip: 3, conditions: { latency: -1 } });

    const milliseconds = await player.firstFrame(`vod://s3/${bucket}/${name}`);

    const counts = await weather.counts();
    t.diagnostic(`${milliseconds.toFixed(0)} ms, ${JSON.stringify(counts.ranges)}`);
    assert.ok(milliseconds > 0);
    await player.close();
  }));
}

test('a hundred viewers of an object cost one read of it', { timeout: 90_000 }, t => withServer({ VOD_Media__MaxSessionsPerWorker: 1000 }, async own => {
  await weather.forget();

  const seen = await watch(own, `vod://s3/${bucket}/short.mp4`, 100, 8);

  const { size } = await stat(join(media, 'short.mp4'));
  const counts = await weather.counts();
  t.diagnostic(`${counts.requests} requests, ${megabytes(counts.bytes)} of ${megabytes(size)}; ${JSON.stringify(seen)}`);
  assert.equal(seen.playing, 100, seen.problems.join());
  assert.ok(counts.bytes >= size && counts.bytes <= 1.05 * size, `${counts.bytes} bytes read of an object of ${size}`);
  assert.ok(counts.requests <= 100 + 20, `${counts.requests} requests`);
}));

test('a viewer does not notice a store that stammers', limit, t => withServer({}, async own => {
  await weather.forecast(
    { probability: 0.25, seed: 1, conditions: { status: 503 } },
    { probability: 0.2, seed: 2, conditions: { break: 'reset', breakAt: 300_000 } },
    { probability: 0.2, seed: 3, conditions: { break: 'close', breakAt: 100_000 } },
    { probability: 0.3, seed: 4, conditions: { latency: 700 } });
  await weather.forget();
  const player = await Player.open(browser.context, own);
  await player.play(`vod://s3/${bucket}/moov-last.mp4`);
  await player.decoded(wideClip.framesPerSecond);

  const pictures = continuity(await player.counters(8000));

  t.diagnostic(`${JSON.stringify((await weather.counts()).statuses)}, longest gap ${pictures.longestGap.toFixed(0)} ms`);
  assert.ok(pictures.frames > 200, `${pictures.frames} frames`);
  assert.equal(pictures.outOfOrder, 0);
  assert.ok(pictures.missing <= 3, `${pictures.missing} frames missing`);
  assert.ok(pictures.longestGap < 500, `no frame for ${pictures.longestGap} ms`);
  await player.close();
}));

test('when the store is away for longer than is read ahead, the picture holds and goes on where it was', limit, t => withServer({}, async own => {
  await weather.forecast(...littleMoreThanPlayed);
  const player = await Player.open(browser.context, own);
  await player.play(`vod://s3/${bucket}/moov-first.mp4`);
  await player.decoded(30);

  const watching = player.picturesAndBeeps(20_000);
  await weather.down(true);
  await delay(9000);
  await weather.forecast();
  await weather.down(false);
  const { frames, beeps, leads } = await watching;
  const pictures = continuity(frames);
  const atLast = frames.filter(frame => frame.at > frames.at(-1).at - 1500).length / 1.5;

  const sound = soundDelay({ frames, beeps: beeps.slice(-3), leads }, wideClip.framesPerSecond);

  const { packetsLost, framesDropped } = (await player.stats()).video;
  t.diagnostic(`${JSON.stringify(pictures)}, ${JSON.stringify(sound)}, ${framesDropped} dropped by the browser, at last ${atLast.toFixed(1)} frames/s`);
  assert.ok(pictures.longestGap > 1500, `no frame for ${pictures.longestGap} ms: the store was not missed`);
  assert.equal(pictures.outOfOrder, 0);
  assert.equal(packetsLost, 0);
  assert.ok(pictures.missing <= 10, `${pictures.missing} frames missing`);
  assert.ok(atLast > 24, `${atLast} frames a second at last`);
  assert.ok(frames.at(-1).at - beeps.at(-1) < 2000, 'no sound at last');
  assert.ok(Math.abs(sound.sent) < 60, `sound is ${sound.sent} ms late`);
  assert.equal((await player.settled()).status, 'PLAYING');
  await player.close();
}));

test('a store that stays away ends the play in words', limit, () => withServer({ VOD_ObjectCache__GiveUpAfter: '3' }, async own => {
  await weather.forecast(...littleMoreThanPlayed);
  const player = await Player.open(browser.context, own);
  await player.play(`vod://s3/${bucket}/moov-first.mp4`);
  await player.decoded(30);

  await weather.down(true);
  const { info } = await player.status('FAILED', 30_000);
  await weather.down(false);
  await weather.forecast();

  assert.equal(info, 'Failed to read file');
  await player.play(`vod://s3/${bucket}/moov-first.mp4`);
  await player.decoded(30);
  await player.close();
}));

test('an object that is replaced while it plays ends the play, and the next one shows the new object', limit, () => withServer({}, async own => {
  await weather.forecast(...littleMoreThanPlayed);
  await swift.upload(bucket, 'changing.mp4', wide);
  const player = await Player.open(browser.context, own);
  await player.play(`vod://s3/${bucket}/changing.mp4`);
  await player.decoded(30);

  await swift.upload(bucket, 'changing.mp4', counter);
  // What is on its way is still the old object.
  await weather.down(true);
  await weather.down(false);
  const { info } = await player.status('FAILED', 30_000);

  assert.equal(info, 'Got exception while streaming file');
  await player.play(`vod://s3/${bucket}/changing.mp4`);
  await player.decoded(30);
  assert.ok(continuity(await player.counters(1000)).frames > 20, 'the new object has numbered frames');
  await player.close();
}));

test('what cannot be read is refused in the words of WCS, and the reason is in the log alone', limit, async () => {
  const player = await Player.open(browser.context, server);
  const refusals = [
    [`vod://s3/${bucket}/no-such-object.mp4`, ['File not found']],
    ['vod://s3/no-such-bucket/a.mp4', ['File not found']],
    ['vod://s3/other-bucket/a.mp4', ['Restricted access']],
    [`vod://s3/${bucket}/../other/a.mp4`, ['Bad URI', 'Restricted access']],
    ['vod://s3/127.0.0.1:80/a.mp4', ['Bad URI', 'Restricted access']],
  ];
  for (const [stream, expected] of refusals) {
    await player.start(stream);
    const { status, info } = await player.settled();
    assert.equal(status, 'FAILED');
    assert.ok(expected.includes(info), `${stream}: the page says '${info}'`);
  }
  await player.close();
});

test('wrong credentials: Failed to read file, and no secret anywhere', limit, () => withServer({ VOD_Storages__s3__SecretKey: 'wrong-secret-of-the-test' }, async own => {
  const player = await Player.open(browser.context, own);
  await player.start(`vod://s3/${bucket}/moov-first.mp4`);

  const { status, info } = await player.settled();

  assert.deepEqual({ status, info }, { status: 'FAILED', info: 'Failed to read file' });
  assert.match(own.output, /403|[Ff]orbidden|SignatureDoesNotMatch|AccessDenied/);
  assert.doesNotMatch(own.output, /wrong-secret-of-the-test/);
  await player.close();
}));

test('a blob of Azure plays, whole and in order', limit, async t => {
  azurite = await Azurite.start();
  await azurite.createContainer(bucket);
  await azurite.upload(bucket, 'folder/counter.mp4', counter);
  const own = await Server.start({ media }, {
    VOD_Storages__azure__Kind: 'azure',
    VOD_Storages__azure__ConnectionString: `DefaultEndpointsProtocol=http;AccountName=${azurite.account};AccountKey=${azurite.accountKey};BlobEndpoint=${azurite.endpoint};`,
  });
  try {
    const player = await Player.open(browser.context, own);
    await player.play(`vod://azure/${bucket}/folder/counter.mp4`);
    await player.decoded(counterClip.framesPerSecond);

    const pictures = continuity(await player.counters(5000));

    t.diagnostic(JSON.stringify(pictures));
    assert.equal(pictures.outOfOrder, 0);
    assert.ok(pictures.missing <= 3 && pictures.frames > 120, JSON.stringify(pictures));

    await azurite.upload(bucket, 'vp8.webm', join(media, 'vp8.webm'));
    await player.stop();
    await player.status('STOPPED');
    await player.play(`vod://azure/${bucket}/vp8.webm`);
    await player.decoded(30);
    assert.equal(continuity(await player.counters(1500)).outOfOrder, 0);
    await player.close();
  } finally {
    await own.stop();
    await azurite.stop();
  }
});
