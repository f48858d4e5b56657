// The WebSDK's own test suite, unmodified, in a browser against the real server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { root } from './repository.mjs';
import { limit, stage } from './stage.mjs';

const shown = stage({}, ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']);

// Any page of the server that has no scripts of its own; one that the test makes up may not connect to this machine.
const page = '/client2/package.json';

// The one that fails on every server with this version of the SDK: it expects an element to be empty in which the SDK keeps its cached video.
const left = ['should clean up video'];
const expected = 14;

test('the SDK\'s own suite passes', limit, async t => {
  const tab = await shown.browser.context.newPage();
  await tab.goto(shown.server.httpUrl + page);
  for (const file of ['mocha/mocha.js', 'chai/chai.js']) {
    await tab.addScriptTag({ path: join(root, 'node_modules', file) });
  }
  await tab.addScriptTag({ url: '/client2/flashphoner.js' });
  await tab.evaluate(url => {
    mocha.setup({ ui: 'bdd', reporter: 'spec' });
    Object.assign(window, {
      expect: chai.expect,
      sOptions: { urlServer: url },
      initOptions: {},
      addDisplay: () => document.body.appendChild(document.createElement('div')),
      removeDisplay: display => display.remove(),
    });
  }, shown.server.webSocketUrl);
  await tab.addScriptTag({ url: '/client2/test/test.js' });

  const results = await tab.evaluate(names => new Promise(resolve => {
    const seen = [];
    mocha.grep(new RegExp(names.join('|'))).invert();
    mocha.run()
      .on('pass', passed => seen.push({ title: passed.title }))
      .on('fail', (failed, error) => seen.push({ title: failed.title, error: String(error) }))
      .on('end', () => resolve(seen));
  }), left);

  results.forEach(result => t.diagnostic(`${result.error ? 'FAILED' : 'ok'} ${result.title}`));
  assert.deepEqual(results.filter(result => result.error), []);
  assert.equal(results.length, expected);
  await tab.close();
});
