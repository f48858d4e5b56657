// Starting and ending the process.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser } from './browser.mjs';
import { mediaFolder } from './media.mjs';
import { Player } from './player.mjs';
import { bindUdp, freeTcpPort, freeUdpPorts, listenTcp } from './ports.mjs';
import { Server } from './server.mjs';
import { limit } from './stage.mjs';

let media;
let browser;

before(async () => {
  media = await mediaFolder();
  browser = await launchBrowser();
}, { timeout: 180_000 });
after(() => browser.close());

for (const signal of ['SIGINT', 'SIGTERM']) {
  test(`${signal} ends a server with viewers cleanly`, limit, async t => {
    const server = await Server.start({ media });
    const player = await Player.open(browser.context, server);
    await player.play('vod://sample.mp4');
    await player.decoded(30);

    const begin = performance.now();
    const { code } = await server.stop(signal);

    t.diagnostic(`ended after ${(performance.now() - begin).toFixed(0)} ms`);
    assert.equal(code, 0, server.output);
    await player.status(['STOPPED', 'FAILED', 'DISCONNECTED']);
    await player.close();
  });
}

test('a server can be started again on the same ports at once', limit, async t => {
  const ports = { 'http-port': await freeTcpPort(), 'ws-port': await freeTcpPort(), 'media-port': await freeUdpPorts(2) };
  const first = await Server.start({ media, ...ports });
  await first.stop();

  const begin = performance.now();
  const second = await Server.start({ media, ...ports });

  t.diagnostic(`ready after ${(performance.now() - begin).toFixed(0)} ms`);
  const player = await Player.open(browser.context, second);
  await player.play('vod://sample.mp4');
  await player.close();
  await second.stop();
});

for (const option of ['http-port', 'ws-port', 'admin-port']) {
  test(`--${option} in use is said in one line`, limit, async () => {
    const taken = await listenTcp(0);
    const { port } = taken.address();
    await refusesToStart({ media, [option]: port }, new RegExp(`\\b${port}\\b`));
    taken.close();
  });
}

test('--media-port in use is said in one line', limit, async () => {
  const taken = await bindUdp(0);
  const { port } = taken.address();
  await refusesToStart({ media, 'media-port': port }, new RegExp(`\\b${port}\\b`));
  taken.close();
});

test('a missing media folder is said in one line', limit, () => refusesToStart({ media: '/no/such/folder' }, /\/no\/such\/folder/));

test('an unknown option is said in one line', limit, () => refusesToStart({ media, 'no-such-option': 1 }, /no-such-option/));

// A human reads this: the last line says what is wrong, nothing below an error looks like a crash.
async function refusesToStart(options, saying) {
  const server = await Server.launch(options);
  const { code, signal } = await Promise.race([server.exit, rejectAfter(20_000, server)]);
  assert.equal(signal, null);
  assert.notEqual(code, 0, server.output);
  assert.match(server.output.trimEnd().split('\n').at(-1), saying);
  assert.doesNotMatch(server.output, /Unhandled exception|^\s+at \S+\(/m);
}

function rejectAfter(milliseconds, server) {
  return new Promise((_, reject) => setTimeout(async () => {
    await server.kill();
    reject(new Error(`the server neither refused nor ended:\n${server.output}`));
  }, milliseconds).unref());
}
