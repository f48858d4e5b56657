// The Firefox of the operating system, headless, by WebDriver BiDi. Debian's has no OpenH264, so it is a browser that knows VP8 and no H.264.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { probe } from './player.mjs';

const executablePath = process.env.VOD_FIREFOX ?? '/usr/bin/firefox-esr';

const preferences = {
  // Camera and microphone that need no devices, and a user who agrees to everything.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // The server is on the loopback address.
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  // It stays by itself.
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

/** Starts a browser with an empty profile; `close()` ends it and removes the profile. */
export async function launchFirefox() {
  const profile = await mkdtemp(join(tmpdir(), 'vod-firefox-'));
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const child = spawn(executablePath, ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  const session = await Session.connect(await endpointOf(child));
  return {
    /** Opens a page with the probe in it. */
    async open(url) {
      return await Page.open(session, url);
    },

    async close() {
      await session.close();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function endpointOf(child) {
  let said = '';
  for await (const text of child.stderr) {
    said += text;
    const found = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said);
    if (found) {
      // What it says from now on must not fill the pipe.
      child.stderr.resume();
      return `${found[1]}/session`;
    }
  }
  throw new Error(`Firefox did not start: ${said}`);
}

/** A session of WebDriver BiDi: commands and their answers. */
class Session {
  static async connect(endpoint) {
    const socket = new WebSocket(endpoint);
    await once(socket, 'open');
    const session = new Session(socket);
    await session.send('session.new', { capabilities: {} });
    const script = await readFile(probe, 'utf8');
    await session.send('script.addPreloadScript', { functionDeclaration: `() => {\n${script}\n}` });
    return session;
  }

  #socket;
  #waiting = new Map();
  #sent = 0;

  constructor(socket) {
    this.#socket = socket;
    socket.on('message', text => {
      const { id, result, error, message } = JSON.parse(text);
      const { resolve, reject } = this.#waiting.get(id) ?? {};
      this.#waiting.delete(id);
      error ? reject?.(new Error(`${error}: ${message}`)) : resolve?.(result);
    });
  }

  send(method, params) {
    const id = ++this.#sent;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  async close() {
    await this.send('browser.close', {});
    this.#socket.close();
  }
}

/** A tab. */
class Page {
  static async open(session, url) {
    const { context } = await session.send('browsingContext.create', { type: 'tab' });
    await session.send('browsingContext.navigate', { context, url, wait: 'complete' });
    return new Page(session, context);
  }

  #session;
  #context;

  constructor(session, context) {
    this.#session = session;
    this.#context = context;
  }

  /** What a function gives in the page, for arguments and results that JSON knows. */
  async evaluate(work, ...args) {
    const expression = `Promise.resolve((${work})(...${JSON.stringify(args)})).then(value => JSON.stringify(value))`;
    const answer = await this.#session.send('script.evaluate', { expression, target: { context: this.#context }, awaitPromise: true, userActivation: true });
    if (answer.type === 'exception') {
      throw new Error(answer.exceptionDetails.text);
    }
    return answer.result.value === undefined ? undefined : JSON.parse(answer.result.value);
  }

  /** Waits until a function gives something else than false, null, 0 or nothing, and returns that. */
  async until(work, ...args) {
    for (const end = performance.now() + 15_000; performance.now() < end; await delay(50)) {
      const value = await this.evaluate(work, ...args);
      if (value) {
        return value;
      }
    }
    throw new Error(`waited for ${work}, the page says ${await this.evaluate(() => document.body.innerText.slice(0, 500))}`);
  }

  close() {
    return this.#session.send('browsingContext.close', { context: this.#context });
  }
}
