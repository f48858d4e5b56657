// A real Prometheus asks the admin port while a browser plays.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser } from './browser.mjs';
import { parseExposition } from './exposition.mjs';
import { counterClip, mediaFolder } from './media.mjs';
import { Player } from './player.mjs';
import { Prometheus } from './prometheus.mjs';
import { Server } from './server.mjs';
import { limit } from './stage.mjs';
import { telemetryDocument } from './telemetryDocument.mjs';

// Labels of those who measure beside us, and what their values look like. A method or a route that is none of these would come from a request.
const foreignLabels = {
  otel_scope_name: /^(Vod\.(Media|Grains|Api)|Microsoft\.Orleans|Microsoft\.AspNetCore\.(Hosting|Server\.Kestrel)|System\.Runtime)$/,
  le: /^(\d+(\.\d+)?([eE][-+]?\d+)?|\+Inf)$/,
  http_request_method: /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE|_OTHER)$/,
  http_response_status_code: /^[1-5]\d\d$/,
  http_route: /^(\/|\/health\/(live|ready)|\/api\/v1\/settings|\/rest-api(\/v3)?\/(vod\/(startup|find|find_all|terminate)|stream\/(find|find_all|terminate|snapshot|event\/send)|connection\/(find|find_all|terminate|set_log_level))|\/rest-api\/v3\/jobs\/(find|find_all|terminate)|\/rest-api(\/openapi\.json)?|\/rest-api\/reference\/(\{documentName\?\}|scalar\.js|scalar\.aspnetcore\.js|favicon\.svg))$/,
  aspnetcore_request_is_unhandled: /^true$/,
  url_scheme: /^http$/,
  network_protocol_name: /^(http|ws|websocket)$/,
  network_protocol_version: /^1\.[01]$/,
  network_transport: /^tcp$/,
  network_type: /^ipv[46]$/,
  server_address: /^127\.0\.0\.1$/,
  server_port: /^\d+$/,
  error_type: /^[A-Za-z_.]+$/,
  gc_heap_generation: /^(gen[012]|loh|poh)$/,
  cpu_mode: /^(user|system)$/,
  grain_type: /^[A-Za-z0-9.\-`]+$/,
  type: /^[A-Za-z0-9.\-`]+$/,
  Context: /^[A-Za-z]+$/,
  Direction: /^[A-Za-z]+$/,
  Status: /^[A-Za-z]+$/,
};

let server;
let browser;
let prometheus;

before(async () => {
  server = await Server.start({ media: await mediaFolder() });
  prometheus = await Prometheus.start(`127.0.0.1:${server.options['admin-port']}`);
  browser = await launchBrowser();
}, { timeout: 180_000 });
after(async () => {
  await browser?.close();
  await prometheus?.stop();
  await server?.stop();
}, limit);

const is = wanted => value => value === wanted;
const playing = 'sum(vod_media_sessions{state="playing"})';

test('Prometheus sees a viewer come, play and go', limit, async t => {
  await prometheus.eventually('up', is(1));
  await prometheus.eventually(playing, is(0));
  await prometheus.eventually('sum(vod_viewers)', is(0));
  const player = await Player.open(browser.context, server);
  const begin = performance.now();
  await player.play(`vod://${counterClip.name}`);
  await player.decoded(5 * counterClip.framesPerSecond);
  const joinedWithin = (performance.now() - begin) / 1000;

  await prometheus.eventually(playing, is(1));
  await prometheus.eventually('sum(vod_viewers{kind="personal"})', is(1));
  await prometheus.eventually('sum(vod_streams{kind="personal",status="watched"})', is(1));
  await prometheus.eventually('vod_wcs_connections', is(1));
  const busy = await prometheus.eventually('sum(rate(vod_worker_busy_time_seconds_total[10s]))', value => value > 0);
  const lag = await prometheus.eventually('histogram_quantile(0.99, sum by (le) (rate(vod_worker_lag_seconds_bucket[10s])))', value => value > 0);
  assert.ok(busy < 1, `two workers with one viewer are busy for ${busy} of a core`);
  assert.ok(lag < 0.5, `deadlines are served ${lag} s late`);

  const { video, audio } = await player.stats();
  await player.stop();
  await player.status('STOPPED');
  await prometheus.eventually(playing, is(0));
  await prometheus.eventually('sum(vod_viewers)', is(0));
  await prometheus.eventually('sum(vod_streams)', is(0));
  // The browser closes its connection at the same time as the page says that it stops.
  await prometheus.eventually('sum(vod_media_sessions_ended_total{reason=~"closed_by_viewer|closed_by_peer"})', is(1));

  const stages = [];
  for (const stage of ['open', 'connect', 'first_packet']) {
    await prometheus.eventually(`sum(vod_media_join_duration_seconds_count{stage="${stage}"})`, is(1));
    stages.push(await prometheus.eventually(`sum(vod_media_join_duration_seconds_sum{stage="${stage}"})`, value => value > 0));
  }
  const told = await prometheus.eventually('sum(vod_wcs_join_duration_seconds_sum{stage="playing"})', value => value > 0);
  const inMedia = stages.reduce((sum, stage) => sum + stage);
  assert.ok(inMedia < told && told < joinedWithin, `${stages} s by stage, ${told} s until told, ${joinedWithin} s until decoded`);

  // The browser counts what is inside of SRTP and after loss; there is neither much around it nor any loss.
  const received = [video, audio].reduce((sum, stream) => sum + stream.bytesReceived + stream.headerBytesReceived, 0);
  const sent = await prometheus.eventually('sum(vod_media_egress_bytes_total{protocol="rtp"})', value => value >= received);
  const control = await prometheus.eventually('sum(vod_media_egress_bytes_total{protocol!="rtp"})', value => value > 0);
  assert.ok(sent < 1.5 * received, `${sent} bytes sent, ${received} received`);
  assert.ok(control < 0.05 * sent, `${control} bytes of control for ${sent} of media`);
  await prometheus.eventually('sum(vod_transcode_runs_total{outcome="done"})', value => value >= 1);
  t.diagnostic(`join ${stages.map(s => (s * 1000).toFixed(1)).join(' + ')} ms, told after ${(told * 1000).toFixed(1)} ms; 99 % of rounds within ${(lag * 1000).toFixed(2)} ms; `
    + `${(busy * 100).toFixed(1)} % of a core`);
  await player.close();
  await prometheus.eventually('vod_wcs_connections', is(0));
});

test('the queries of the document have answers', limit, async () => {
  const { queries } = await telemetryDocument();
  assert.ok(queries.length >= 3);
  const player = await Player.open(browser.context, server);
  await player.play(`vod://${counterClip.name}`);
  await player.decoded(5 * counterClip.framesPerSecond);
  for (const query of queries) {
    const series = await prometheus.query(query);
    assert.ok(series.length > 0 && series.every(({ value }) => Number.isFinite(value)), `${query} gives ${JSON.stringify(series)}`);
  }
  await player.close();
});

test('what strangers send makes no label, and every instrument is the one of the document', limit, async () => {
  await beStrange();
  const { instruments } = await telemetryDocument();
  const families = parseExposition(await (await fetch(`${server.adminUrl}/metrics`)).text());
  const problems = [];
  for (const [name, { kind, samples }] of families) {
    const known = instruments.get(name);
    for (const { labels } of name === 'target_info' ? [] : samples) {
      for (const [label, value] of Object.entries(labels)) {
        const isOwn = known && label in known.labels;
        const isRight = isOwn ? known.labels[label]?.has(value) ?? /^\d+$/.test(value) : foreignLabels[label]?.test(value) ?? false;
        if (!isRight) {
          problems.push(`${name}{${label}="${value}"}`);
        }
      }
    }
    if (name.startsWith('vod_') && known?.kind !== kind) {
      problems.push(`${name} is a ${kind}, and in the document ${known?.kind ?? 'not at all'}`);
    }
  }
  // There is no object store here.
  problems.push(...[...instruments.keys()].filter(name => !families.has(name) && !name.startsWith('vod_storage_')).map(name => `${name} is not measured`));
  assert.deepEqual(problems, []);
});

// Requests and messages nobody should send, full of names that would make fine labels.
async function beStrange() {
  await fetch(`${server.httpUrl}/films/secret.mp4?viewer=alice`);
  await fetch(`${server.httpUrl}/health/live`, { method: 'PROPFIND' });
  for (const path of ['vod/find', 'v3/vod/startup', 'secret/alice', 'reference/alice', '']) {
    await fetch(`${server.httpUrl}/rest-api/${path}?viewer=alice`, { method: 'POST', body: '{"uri":"vod-live://alice"}', headers: { 'content-type': 'application/json' } });
    await fetch(`${server.httpUrl}/rest-api/${path}`);
  }
  await fetch(`${server.httpUrl}/?action=stat&groups=alice`);
  await fetch(`${server.httpUrl}/`, { headers: { host: 'evil.example' } }).catch(() => {});
  await fetch(`http://127.0.0.1:${server.options['ws-port']}/a-stream-name`);
  const player = await Player.open(browser.context, server);
  for (const stream of ['vod://no-such-film.mp4', 'vod://text.mp4', 'vod-live://no-such-film.mp4', 'a-plain-name', 'nonsense://x']) {
    await player.start(stream);
    await player.status('FAILED');
  }
  await player.page.evaluate(url => new Promise(resolve => {
    const socket = new WebSocket(`${url}/alice`);
    socket.onopen = () => {
      socket.send('{"message":"alice');
      socket.send(new Uint8Array(3));
      socket.close();
    };
    socket.onclose = resolve;
  }), server.webSocketUrl);
  await player.close();
  await prometheus.eventually('sum(vod_wcs_connections_ended_total{reason="client_gone"})', value => value >= 2);
  await prometheus.eventually('sum(vod_wcs_frames_dropped_total)', value => value >= 2);
}
