// One trace from playStream to the first packet, as a collector gets it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser } from './browser.mjs';
import { mediaFolder } from './media.mjs';
import { OtlpReceiver } from './otlpReceiver.mjs';
import { Player } from './player.mjs';
import { Server } from './server.mjs';
import { limit } from './stage.mjs';
import { telemetryDocument } from './telemetryDocument.mjs';

let media;
let browser;
let receiver;

before(async () => {
  media = await mediaFolder();
  browser = await launchBrowser();
  receiver = await OtlpReceiver.start();
}, { timeout: 180_000 });
after(async () => {
  await browser?.close();
  receiver?.stop();
}, limit);

/** Plays streams on a server of its own; what the collector has after the server has ended. */
async function traced(environment, ...streams) {
  receiver.spans.length = receiver.resources.length = receiver.metricRequests = 0;
  const server = await Server.start({ media }, environment);
  const player = await Player.open(browser.context, server);
  for (const stream of streams) {
    await player.start(stream);
    if ((await player.settled()).status === 'PLAYING') {
      await player.decoded(30);
      await player.stop();
      await player.status('STOPPED');
    }
  }
  await player.close();
  await server.stop();
  return receiver.spans;
}

const shortName = name => name.split('/').at(-1);

test('a viewer who joins is one trace', limit, async t => {
  const spans = await traced(receiver.environment, 'vod://short.mp4');

  const roots = spans.filter(span => span.name === 'playStream');
  assert.equal(roots.length, 1);
  const [root] = roots;
  assert.equal(root.parent, '');
  assert.equal(root.links, 1, 'not linked to the socket');
  assert.equal(root.attributes['vod.stream.uri'], 'vod://short.mp4');
  const trace = spans.filter(span => span.trace === root.trace);
  const parentOf = span => trace.find(other => other.id === span.parent);

  // A call is two spans of one name; the one of the caller is within what the document says, the other one within it.
  const within = span => {
    const parent = parentOf(span);
    return parent?.name === span.name ? within(parent) : parent?.name ?? '';
  };
  const { spans: documented } = await telemetryDocument();
  const described = documented.map(({ name, within = '' }) => `${name} < ${shortName(within)}`).sort();
  const seen = [...new Set(trace.map(span => `${span.name} < ${shortName(within(span))}`))].sort();
  assert.deepEqual(seen, described);

  for (const [name, count] of Object.entries({ join: 1, open: 1, 'open file': 1, 'read index': 1, negotiate: 1, connect: 1, 'first packet': 1, deliver: 2 })) {
    assert.equal(trace.filter(span => span.name === name).length, count, name);
  }
  const named = name => trace.find(span => span.name === name);
  const order = ['open', 'connect', 'first packet'].map(named);
  for (const [i, span] of order.entries()) {
    assert.ok(span.begin <= span.end && (i === 0 || order[i - 1].end <= span.begin + 1), `${span.name} from ${span.begin} to ${span.end}`);
    assert.ok(root.begin <= span.begin && span.end <= named('join').end + 1 && named('join').end <= root.end, `${span.name} is not within`);
  }
  assert.ok(trace.every(span => !span.isError));
  for (const resource of receiver.resources) {
    assert.equal(resource['service.name'], 'vod');
  }
  assert.ok(receiver.metricRequests > 0, 'no metrics were sent');
  t.diagnostic(trace.sort((a, b) => a.begin - b.begin)
    .map(span => `${span.name} +${(span.begin - root.begin).toFixed(1)} for ${(span.end - span.begin).toFixed(1)} ms`).join('; '));
});

test('nodes make no traces on their own account, and a failure is an error of its trace', limit, async () => {
  const spans = await traced({ ...receiver.environment, OTEL_SERVICE_NAME: 'films' }, 'vod://no-such-film.mp4', 'vod://small.mp4');
  const roots = spans.filter(span => span.parent === '').map(span => span.source);
  assert.deepEqual([...new Set(roots)].sort(), ['Microsoft.AspNetCore', 'Vod.Api']);
  const [failed, played] = spans.filter(span => span.name === 'playStream');
  assert.equal(failed.isError, true);
  assert.equal(played.isError, false);
  assert.notEqual(failed.trace, played.trace);
  assert.ok(spans.some(span => span.name === 'join' && span.trace === failed.trace && span.isError));
  assert.ok(receiver.resources.every(resource => resource['service.name'] === 'films'));
});

test('the standard variables switch sampling and signals', limit, async () => {
  assert.deepEqual(await traced({ ...receiver.environment, OTEL_TRACES_SAMPLER: 'always_off' }, 'vod://short.mp4'), []);
  assert.ok(receiver.metricRequests > 0);

  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...rest } = receiver.environment;
  const spans = await traced({ ...rest, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${endpoint}/v1/traces` }, 'vod://short.mp4');
  assert.ok(spans.length > 0);
  assert.equal(receiver.metricRequests, 0);

  await traced({ ...rest, OTEL_SERVICE_NAME: 'nobody asked' }, 'vod://short.mp4');
  assert.deepEqual([receiver.spans.length, receiver.metricRequests], [0, 0]);
});
