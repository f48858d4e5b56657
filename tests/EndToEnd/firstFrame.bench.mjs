// node firstFrame.bench.mjs [RUNS]
// From pressing Start on a freshly loaded Player page to the first decoded frame: WebSocket, offer and answer, ICE, DTLS, first
// key frame, decoding. Printed, not judged. Where the server logs its own share, that is printed too.
import { launchBrowser } from './browser.mjs';
import { print } from './measures.mjs';
import { mediaFolder } from './media.mjs';
import { Player } from './player.mjs';
import { Server } from './server.mjs';

const runs = Number(process.argv[2] ?? 20);
const server = await Server.start({ media: await mediaFolder() });
const browser = await launchBrowser();
try {
  // The first one fills the caches of browser and server and is reported apart.
  const first = await clickToFrame();
  const times = [];
  for (let i = 0; i < runs; i++) {
    times.push(await clickToFrame());
  }
  print('click to first frame, cold', [first]);
  print('click to first frame', times);
  const own = firstPackets(server.output);
  print('playStream to first RTP packet, by the server', own.map(times => times.sinceOpened));
  print('of it after DTLS was up', own.map(times => times.sinceConnected));
} finally {
  await browser.close();
  await server.stop();
}

async function clickToFrame() {
  const player = await Player.open(browser.context, server);
  const time = await player.firstFrame('vod://sample.mp4');
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
