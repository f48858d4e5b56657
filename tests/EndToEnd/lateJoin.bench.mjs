// node lateJoin.bench.mjs [RUNS]
// A viewer joins a shared stream with ten seconds between its key frames: from pressing Start to the first decoded frame, and how far apart it and a viewer who was
// there before see the same moment, a second later. Printed, not judged.
import { launchBrowser } from './browser.mjs';
import { longGroupClip, mediaFolder } from './media.mjs';
import { print, skew } from './measures.mjs';
import { Player } from './player.mjs';
import { Server } from './server.mjs';

const runs = Number(process.argv[2] ?? 10);
const stream = `vod-live://${longGroupClip.name}`;
const server = await Server.start({ media: await mediaFolder() }, { VOD_Streams__Loop: 'true' });
const browser = await launchBrowser();
try {
  const first = await Player.open(browser.context, server);
  await first.play(stream);
  await first.decoded(30);
  const joins = [];
  const skews = [];
  for (let i = 0; i < runs; i++) {
    const second = await Player.open(browser.context, server);
    joins.push(await second.firstFrame(stream));
    await second.page.waitForTimeout(1000);
    skews.push(Math.abs(skew(...await Promise.all([first.counters(1500), second.counters(1500)]))));
    await second.close();

    // Not always at the same place between two key frames.
    await first.page.waitForTimeout(1700);
  }
  print('click to first frame of a late viewer', joins);
  print('skew of a late viewer a second later', skews);
} finally {
  await browser.close();
  await server.stop();
}
