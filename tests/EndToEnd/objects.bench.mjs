// node objects.bench.mjs [RUNS]
// Films in an object store that answers after 30 ms and gives 50 MB a second on each connection: from the POST to the first key frame of an object that nobody has played, and of
// one that is in the cache, by where its index is, and to the answer before it, for which the index was read; of one of 10 GB with the index at its end; and what a hundred viewers of one object cost. Printed, not judged.
import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from './measures.mjs';
import { counterClip, mediaFolder, wideClip } from './media.mjs';
import { artifactFolder, root } from './repository.mjs';
import { Server } from './server.mjs';
import { Swift, Weather } from './stores.mjs';

const run = promisify(execFile);
const runs = Number(process.argv[2] ?? 5);
const viewersProgram = join(root, 'tests/Media.Load/bin/Release/net10.0/Vod.Media.Load.dll');
const bucket = 'films';
const store = { conditions: { latency: 30, bytesPerSecond: 50_000_000 } };
const layouts = { 'moov-first': ['-movflags', 'faststart'], 'moov-last': [], fragmented: ['-movflags', 'frag_keyframe+empty_moov+default_base_moof'] };
const results = [];

const media = await mediaFolder();
const folder = await artifactFolder('layouts');
const swift = await Swift.start();
const weather = await Weather.start(swift.endpoint);
const server = await Server.start({ media }, {
  VOD_Storages__s3__Endpoint: weather.endpoint,
  VOD_Storages__s3__AccessKey: swift.accessKey,
  VOD_Storages__s3__SecretKey: swift.secretKey,
  VOD_Media__MaxSessionsPerWorker: 1000,
});
try {
  await swift.createBucket(bucket);
  await weather.forecast(store);
  for (const [layout, options] of Object.entries(layouts)) {
    const file = join(folder, `${layout}.mp4`);
    await run('ffmpeg', ['-nostdin', '-loglevel', 'error', '-y', '-i', join(media, wideClip.name), '-c', 'copy', ...options, file]);
    await measure(`${layout}, ${megabytes((await stat(file)).size)}`, name => swift.upload(bucket, name, file));
  }
  const huge = await hugeParts();
  await measure('moov-last, 10 GB', name => swift.join(bucket, name, huge));
  await measureCrowd();
  await writeFile(join(await artifactFolder(), 'objects.json'), JSON.stringify(results, null, 2));
} finally {
  await server.stop();
  await weather.stop();
  await swift.stop();
}

// A film with 10 GB of nothing (a free box, ISO/IEC 14496-12 section 8.1.2) between its samples and its index.
async function hugeParts() {
  const film = await readFile(join(folder, 'moov-last.mp4'));
  const index = film.lastIndexOf('moov') - 4;
  const zeros = Buffer.alloc(64 << 20);
  const times = 160;
  const free = Buffer.alloc(16);
  free.writeUInt32BE(1, 0);
  free.write('free', 4, 'latin1');
  free.writeBigUInt64BE(BigInt(free.length + times * zeros.length), 8);
  return [Buffer.concat([film.subarray(0, index), free]), ...Array(times).fill(zeros), film.subarray(index)];
}

async function measure(what, upload, times = runs) {
  const [opened, cold, cached, requests] = [[], [], [], []];
  for (let i = 0; i < times; i++) {
    const name = `${what.replace(/\W+/g, '-')}-${i}.mp4`;
    await upload(name);
    await weather.forget();
    const first = await watch(name, 1, 1);
    opened.push(first.answer.p50);
    cold.push(first.firstKeyFrame.p50);
    requests.push((await weather.counts()).requests);
    cached.push((await watch(name, 1, 1)).firstKeyFrame.p50);
  }
  results.push({ what, opened, cold, cached, requests });
  console.log(`${what}: opened after ${median(opened).toFixed(0)} ms (${opened.map(ms => ms.toFixed(0))}), first key frame after ${median(cold).toFixed(0)} ms, from the cache after ${median(cached).toFixed(0)} ms; ${median(requests)} requests in the first second`);
}

async function measureCrowd() {
  await swift.upload(bucket, counterClip.name, join(media, counterClip.name));
  const { size } = await stat(join(media, counterClip.name));
  await weather.forget();
  const seen = await watch(counterClip.name, 100, counterClip.seconds + 2);
  const { requests, bytes } = await weather.counts();
  results.push({ what: 'a hundred viewers', size, requests, bytes, seen });
  console.log(`a hundred viewers of ${megabytes(size)}: ${seen.playing} play, ${requests} requests, ${megabytes(bytes)} = ${(bytes / size).toFixed(3)} of it`);
}

async function watch(name, viewers, seconds) {
  const { stdout } = await run('dotnet', [viewersProgram, 'watch', '--url', server.httpUrl, '--stream', `vod://s3/${bucket}/${name}`, '--viewers', `${viewers}`, '--window', `${seconds}`]);
  const seen = JSON.parse(stdout);
  if (seen.playing < viewers) {
    throw new Error(`${name}: ${seen.playing} of ${viewers} play: ${seen.problems}`);
  }
  return seen;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
