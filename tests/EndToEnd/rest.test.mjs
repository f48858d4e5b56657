// The REST API with real viewers, through the WebSDK's own client.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { counterClip, loopClip, mediaFolder } from './media.mjs';
import { post, sdkClient } from './restClient.mjs';
import { SdkViewer } from './sdkViewer.mjs';
import { Server } from './server.mjs';
import { limit, stage } from './stage.mjs';

const shown = stage();
const film = `vod-live://${counterClip.name}`;
const terminated = { status: 'STOPPED', info: 'Stopped by rest /terminate' };

const startup = (localStreamName, uri = film, more = {}) => post(shown.server, 'vod/startup', { uri, localStreamName, ...more });
const end = localStreamName => post(shown.server, 'vod/terminate', { localStreamName });

async function view(name) {
  const player = await shown.open();
  return { player, viewer: await SdkViewer.play(player.page, shown.server, name) };
}

// Asks until the answer is the one that is waited for; what happens beside the request takes a moment.
async function eventually(ask, isRight) {
  for (const deadline = performance.now() + 10_000; ;) {
    const answer = await ask();
    if (isRight(answer)) {
      return answer;
    }
    assert.ok(performance.now() < deadline, `waited for too long, the last answer was ${JSON.stringify(answer)}`);
    await delay(50);
  }
}

test('a stream is started, played by name, found, and ended with its viewers', limit, async () => {
  const { status, body } = await startup('film');
  assert.deepEqual({ status, body }, { status: 200, body: null });
  const viewers = [await view('film'), await view('film')];

  const found = await eventually(() => post(shown.server, 'vod/find', { localStreamName: 'film' }), answer => answer.body[0].viewers === 2);
  const { localMediaSessionId, createDate, ...item } = found.body[0];
  assert.deepEqual(item, {
    localStreamName: 'film', uri: film, status: 'PROCESSED_LOCAL', hasAudio: true, hasVideo: true, record: false, loop: false, viewers: 2, durationMs: item.durationMs,
    picture: 'passedThrough',
  });
  assert.ok(Math.abs(item.durationMs - counterClip.seconds * 1000) < 100 && Math.abs(createDate - Date.now()) < 30_000 && localMediaSessionId.length === 36);
  assert.equal((await post(shown.server, 'vod/find_all', {})).body.length, 1);

  assert.equal((await post(shown.server, 'vod/terminate', { uri: film, localStreamName: 'film' })).status, 200);
  assert.deepEqual(await Promise.all(viewers.map(({ viewer }) => viewer.ended())), [terminated, terminated]);
  assert.deepEqual(await Promise.all(['vod/find', 'vod/terminate'].map(async method => (await post(shown.server, method, { localStreamName: 'film' })).status)), [404, 404]);
  assert.equal((await fetch(`${shown.server.httpUrl}/rest-api/vod/find_all`)).status, 404);
  await Promise.all(viewers.map(({ player }) => player.close()));
});

test('a file that cannot be played is not started, and why is said', limit, async () => {
  const outcomes = [];
  for (const file of ['no-such-film.mp4', 'text.mp4', '../../etc/passwd']) {
    const { status, body } = await startup('film', `vod-live://${file}`);
    outcomes.push(`${status} ${body.message}`);
  }
  assert.deepEqual(outcomes, ['500 File not found', '500 File has wrong format', '400 Bad URI']);
  assert.equal((await post(shown.server, 'vod/find', { localStreamName: 'film' })).status, 404);
});

test('of two hundred who start a stream at once one does', limit, async () => {
  const statuses = await Promise.all(Array.from({ length: 200 }, async () => (await startup('crowd')).status));
  assert.deepEqual([200, 409].map(status => statuses.filter(s => s === status).length), [1, 199]);
  assert.equal((await end('crowd')).status, 200);
});

test('a stream nobody watches is gone after its time', limit, async () => {
  const server = await Server.start({ media: await mediaFolder() }, { VOD_Streams__Timeout: '1500' });
  const find = () => post(server, 'vod/find', { localStreamName: 'film' });
  const begin = performance.now();
  assert.equal((await post(server, 'vod/startup', { uri: film, localStreamName: 'film' })).status, 200);
  assert.equal((await find()).status, 200);
  await eventually(find, ({ status }) => status === 404);
  const stayed = performance.now() - begin;
  assert.ok(stayed > 1400 && stayed < 5000, `it stayed for ${stayed} ms`);
  await server.stop();
});

test('personal streams are listed each by itself, and ended all by their file or one by its id', limit, async () => {
  const uri = `vod://${counterClip.name}`;
  const viewers = [await view(uri), await view(uri), await view(uri)];
  const { body } = await eventually(() => post(shown.server, 'vod/find', { uri }), answer => answer.body.length === 3);
  assert.deepEqual(new Set(body.map(item => `${item.localStreamName} ${item.viewers} ${item.loop}`)), new Set([`${uri} 1 false`]));

  const [first] = (await post(shown.server, 'stream/find', { mediaSessionId: await viewers[0].viewer.id() })).body;
  assert.deepEqual([first.name, first.status, first.published, first.mediaProvider, first.audioCodec, first.videoCodec], [uri, 'PLAYING', false, 'WebRTC', 'opus', 'H264']);
  assert.equal((await post(shown.server, 'stream/terminate', { mediaSessionId: first.mediaSessionId })).status, 200);
  assert.deepEqual(await viewers[0].viewer.ended(), terminated);
  await eventually(() => post(shown.server, 'vod/find', { uri }), answer => answer.body.length === 2);

  assert.equal((await post(shown.server, 'vod/terminate', { uri })).status, 200);
  assert.deepEqual(await Promise.all(viewers.slice(1).map(({ viewer }) => viewer.ended())), [terminated, terminated]);
  await eventually(() => post(shown.server, 'stream/find', { name: uri }), ({ status }) => status === 404);
  await Promise.all(viewers.map(({ player }) => player.close()));
});

// The number in a PNG of the counter clip, read by the browser.
const counterIn = (player, png) => player.page.evaluate(png => window.probe.pictureCounter(png), png);

for (const [kind, name] of [['shared', 'pictured'], ['personal', `vod://${counterClip.name}`]]) {
  test(`a snapshot of a ${kind} stream shows what its viewer sees`, limit, async t => {
    if (kind === 'shared') {
      await startup(name);
    }
    const { player, viewer } = await view(name);
    await player.decoded(60);
    const seen = player.counters(4000);
    await delay(1000);
    const { status, body } = await post(shown.server, 'stream/snapshot', { streamName: name });
    assert.equal(status, 200);
    const before = (await player.counters(200))[0].number;
    await viewer.snapshot();
    const { payload } = await viewer.event('snapshotCompleted');
    const pictures = [await counterIn(player, body.data), await counterIn(player, payload.snapshot)];
    const numbers = (await seen).map(frame => frame.number);
    t.diagnostic(`pictures ${pictures}, seen ${numbers[0]} to ${numbers.at(-1)}, ${before} before the second`);
    assert.ok(pictures.every(number => numbers.includes(number)), `${pictures} are not among ${numbers[0]} to ${numbers.at(-1)}`);
    assert.ok(Math.abs(pictures[1] - before) < counterClip.framesPerSecond, `${pictures[1]} is not of the moment of ${before}`);
    await post(shown.server, 'stream/terminate', { name });
    assert.deepEqual(await viewer.ended(), terminated);
    await player.close();
  });
}

test('there is no snapshot of what is not there or has no picture', limit, async () => {
  await startup('music', 'vod-live://audio-only.mp4');
  const outcomes = await Promise.all(['nobody', 'vod://nobody.mp4', 'music'].map(async streamName => (await post(shown.server, 'stream/snapshot', { streamName })).status));
  assert.deepEqual(outcomes, [404, 404, 500]);
  await end('music');
});

test('data reaches the applications of all pages that play the stream', limit, async () => {
  await startup('scores', `vod-live://${loopClip.name}`, { loop: true });
  const viewers = [await view('scores'), await view('scores')];
  const payload = { score: '2:1', list: [1, null, 'ü'] };
  assert.equal((await post(shown.server, 'stream/event/send', { streamName: 'scores', payload })).status, 200);
  for (const { viewer } of viewers) {
    const { type, payload: received } = await viewer.event('data');
    assert.deepEqual({ type, received }, { type: 'data', received: payload });
  }
  assert.equal((await post(shown.server, 'stream/event/send', { streamName: 'nobody', payload })).status, 404);
  assert.deepEqual([await viewers[0].viewer.available('scores'), await viewers[0].viewer.available('nobody')], [true, false]);

  // A source takes its viewers with it.
  assert.equal((await post(shown.server, 'stream/terminate', { name: 'scores', published: true })).status, 200);
  assert.deepEqual(await Promise.all(viewers.map(({ viewer }) => viewer.ended())), [terminated, terminated]);
  await Promise.all(viewers.map(({ player }) => player.close()));
});

test('a connection is found by what its page says and can be closed', limit, async () => {
  const { player, viewer } = await view(`vod://${counterClip.name}`);
  const [stream] = (await post(shown.server, 'stream/find', { mediaSessionId: await viewer.id() })).body;
  const [connection] = (await post(shown.server, 'connection/find', { sessionId: stream.sessionId })).body;
  assert.equal(connection.status, 'ESTABLISHED');
  assert.ok(connection.mediaProviders.includes('WebRTC') && connection.clientBrowserVersion.includes('Chrome'), JSON.stringify(connection));
  assert.equal((await post(shown.server, 'connection/terminate', { sessionId: stream.sessionId })).status, 200);
  await viewer.disconnected();
  await eventually(() => post(shown.server, 'stream/find', { sessionId: stream.sessionId }), ({ status }) => status === 404);
  await player.close();
});

// What every place of the client answers, one after another; `name` is a running stream with a viewer.
async function askAll(api, name) {
  const outcome = async promise => promise.then(answer => answer ?? 'done', () => 'rejected');
  const all = await api.stream.findAll();
  const [viewer] = await api.stream.find(undefined, name, false, true);
  const answers = {
    stat: Object.keys(await api.stat.poll()).sort().join(),
    streams: all.filter(stream => stream.name === name).map(stream => stream.status).join(),
    metrics: viewer.metrics.VIDEO_WIDTH,
    nothing: await outcome(api.stream.find('nobody')),
    connections: (await api.connection.findAll()).some(connection => connection.sessionId === viewer.sessionId),
    version: (await api.connection.find((await api.connection.findAll())[0].clientVersion)).length > 0,
    logLevel: await outcome(api.connection.setLogLevel(viewer.sessionId, 'INFO')),
    terminateStream: await outcome(api.stream.terminate(viewer.mediaSessionId)),
    terminateAll: await outcome(api.stream.terminate()),
    terminateConnection: await outcome(api.connection.terminate(viewer.sessionId)),
    terminateAgain: await outcome(api.connection.terminate(viewer.sessionId)),
  };
  return answers;
}

const expected = {
  stat: 'connection,core,stream,system,vod',
  streams: 'PUBLISHING,PLAYING',
  metrics: 640,
  nothing: 'rejected',
  connections: true,
  version: true,
  logLevel: 'done',
  terminateStream: 'done',
  terminateAll: 'rejected',
  terminateConnection: 'done',
  terminateAgain: 'rejected',
};

test("the WebSDK's REST client works in Node", limit, async () => {
  await startup('asked');
  const { player, viewer } = await view('asked');
  assert.deepEqual(await askAll(sdkClient(shown.server), 'asked'), expected);
  await viewer.disconnected();
  await end('asked');
  await player.close();
});

for (const host of ['127.0.0.1', 'localhost']) {
  test(`the WebSDK's REST client works in a page of 127.0.0.1 that asks ${host}`, limit, async () => {
    await startup('asked');
    const { player } = await view('asked');
    const asking = await shown.open();
    await asking.page.addScriptTag({ url: `${shown.server.httpUrl}/client2/flashphoner-rest-api.js` });
    const url = shown.server.httpUrl.replace('127.0.0.1', host);
    assert.deepEqual(await asking.page.evaluate(`(${askAll})(FlashphonerRestApi.instance('${url}', '${url}'), 'asked')`), expected);
    await end('asked');
    await Promise.all([player.close(), asking.close()]);
  });
}

test("the WebSDK's console shows the server, its streams and their metrics", limit, async () => {
  await startup('watched', film, { loop: true });
  const { player } = await view('watched');
  const { page } = await shown.open();
  const node = `127.0.0.1:${shown.server.options['http-port']}`;
  const id = node.replace(/[.:]/g, '');
  await page.goto(`${shown.server.httpUrl}/client2/examples/demo/streaming/console/console.html`);
  await page.fill('#nodeIp', node);
  await page.click('#addNodeFormSubmit');
  await page.waitForSelector(`[id="${id}-state-out"]`);
  const shownOf = name => page.textContent(`[id="${id}-state-${name}"]`);
  assert.deepEqual([await shownOf('in'), await shownOf('out'), Number(await shownOf('ws')) >= 1, Number(await shownOf('threads')) > 1], ['0', '1', true, true]);
  await page.click(`[id="${id}"]`);
  const row = page.locator('#streamsTableBody tr', { hasText: 'watched' }).filter({ hasText: 'PUBLISHING' });
  await row.waitFor();
  assert.match(await row.textContent(), /watched.*VOD.*PUBLISHING.*IN/);
  const metrics = await page.evaluate(async id => {
    const { transcoding_stats: { transcoding_video_full_info: byName } } = await nodes[id].getTranscodingGroupStat();
    return (await nodes[id].stream.find(null, 'watched', true, true)).map(stream => [stream.metrics.VIDEO_HEIGHT, byName[stream.name].distributors]);
  }, id);
  assert.deepEqual(metrics, [[360, {}]]);
  await row.locator('button', { hasText: 'TERMINATE' }).click();
  await eventually(() => post(shown.server, 'vod/find', { localStreamName: 'watched' }), ({ status }) => status === 404);
  await Promise.all([page.close(), player.close()]);
});

test('version 3 answers at once or by a job', limit, async () => {
  const ask = prefer => post(shown.server, 'v3/vod/startup', { uri: film, localStreamName: 'later' }, prefer ? { prefer } : {});
  assert.equal((await ask('respond-async')).status, 200);
  assert.equal((await ask('respond-async; wait=nonsense, ,')).status, 409);
  assert.equal((await end('later')).status, 200);

  const { status, headers, body } = await ask('respond-async, wait=0, timeout=20');
  assert.deepEqual([status, headers.get('preference-applied')], [202, 'respond-async']);
  const found = await eventually(() => post(shown.server, 'v3/jobs/find', { id: body.id }), job => ['DONE', 'FAILED'].includes(job.body.state));
  assert.deepEqual([found.body.state, found.body.status], ['DONE', 200]);
  assert.equal((await post(shown.server, 'v3/vod/find', { localStreamName: 'later' })).status, 200);
  await end('later');
});

test('the page of the API shows it and loads nothing from elsewhere', limit, async () => {
  const { page } = await shown.open();
  const asked = [];
  const complaints = [];
  page.on('request', request => asked.push(request.url()));
  // The browser asks every server for a favicon.ico; there is none.
  page.on('console', message => message.type() === 'error' && !message.location().url.endsWith('/favicon.ico') && complaints.push(message.text()));
  await page.goto(`${shown.server.httpUrl}/`);
  await page.click('text=REST API');
  await page.getByText('/rest-api/vod/startup').first().waitFor();
  assert.deepEqual(asked.filter(url => !url.startsWith(`${shown.server.httpUrl}/`) && !/^(data|blob):/.test(url)), []);
  assert.deepEqual(complaints, []);
  await page.close();
});
