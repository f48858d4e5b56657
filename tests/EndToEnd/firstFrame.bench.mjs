// node firstFrame.bench.mjs [RUNS]
// From pressing Start on a freshly loaded Player page to the first decoded frame: WebSocket, offer and answer, ICE, DTLS, first
// key frame, decoding. A film that passes through, and by turns with it one with B-frames that nobody has played before: another copy
// each time. Printed, not judged. Where the server logs its own share, that is printed too.
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { launchBrowser } from './browser.mjs';
import { median, print } from './measures.mjs';
import { mediaFolder } from './media.mjs';
import { Player } from './player.mjs';
import { Server } from './server.mjs';

const runs = Number(process.argv[2] ?? 20);
const media = await mediaFolder();
const copies = join(media, 'first-frame');
await mkdir(copies, { recursive: true });
const server = await Server.start({ media });
const browser = await launchBrowser();
try {
  // The first ones fill the caches of browser and server and are reported apart.
  const first = await clickToFrame('sample.mp4');
  await unseen('first');
  const passed = [];
  const encoded = [];
  for (let i = 0; i < runs; i++) {
    passed.push(await clickToFrame('sample.mp4'));
    encoded.push(await unseen(i));
  }
  print('click to first frame, cold', [first]);
  print('click to first frame', passed);
  print('click to first frame of a film with B-frames that nobody has played before', encoded);
  console.log(`difference of the medians: ${(median(encoded) - median(passed)).toFixed(1)} ms`);

  // By turns, as they were played.
  const own = firstPackets(server.output);
  for (const [kind, times] of [['', own.filter((_, i) => i % 2 === 0)], [' with B-frames', own.filter((_, i) => i % 2 === 1)]]) {
    print(`playStream to first RTP packet${kind}, by the server`, times.map(time => time.sinceOpened));
    print('of it after DTLS was up', times.map(time => time.sinceConnected));
  }
} finally {
  await browser.close();
  await server.stop();
  await rm(copies, { recursive: true, force: true });
}

// A copy has another name, so to the server it is another film.
async function unseen(run) {
  const name = `first-frame/${run}.mp4`;
  await copyFile(join(media, 'b-frames.mp4'), join(media, name));
  const time = await clickToFrame(name);

  // What is made in advance for this one must not be in the way of the next.
  while ((await server.metric('vod_transcode_running')) + (await server.metric('vod_transcode_queue')) > 0) {
    await delay(50);
  }
  return time;
}

async function clickToFrame(name) {
  const player = await Player.open(browser.context, server);
  const time = await player.firstFrame(`vod://${name}`);
  await player.close();
  return time;
}

// Lines such as "... first RTP packet 43.1 ms after it was opened, 3.2 ms after DTLS was up".
function firstPackets(log) {
  return [...log.matchAll(/first RTP packet ([\d.]+) ms after it was opened, ([\d.]+) ms after DTLS/g)].map(match => ({
    sinceOpened: Number(match[1]),
    sinceConnected: Number(match[2]),
  }));
}
