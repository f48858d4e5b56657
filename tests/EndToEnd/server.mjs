// The server under test: started on free ports, stopped by its process id.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freeTcpPort, freeUdpPorts } from './ports.mjs';
import { root } from './repository.mjs';

const command = (process.env.VOD_SERVER ?? `dotnet ${join(root, 'src/Silo/bin/Release/net10.0/Vod.Silo.dll')}`).split(' ');
const workers = 2;
const readyLimit = 30_000;
const stopLimit = 15_000;

/** A running (or ended) server process. */
export class Server {
  #process;
  #exit;
  #output = '';

  /**
   * Starts a server and waits until it is ready. `options` are command line options by name: { media: folder, 'http-port': 8081 }, `environment` variables for it
   * alone.
   */
  static async start(options, environment) {
    const server = await Server.launch(options, environment);
    await server.ready();
    return server;
  }

  /** Starts a server without waiting for anything. */
  static async launch(options, environment = {}) {
    const cache = await mkdtemp(join(tmpdir(), 'vod-cache-'));
    const all = {
      'http-port': await freeTcpPort(),
      'ws-port': await freeTcpPort(),
      'admin-port': await freeTcpPort(),
      'media-port': await freeUdpPorts(workers),
      workers,
      cache,
      ...options,
    };
    return new Server(all, cache, environment);
  }

  constructor(options, cache, environment) {
    this.options = options;
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.#process = spawn(command[0], [...command.slice(1), ...args], { cwd: root, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.setEncoding('utf8').on('data', text => (this.#output += text));
    }
    this.#exit = new Promise((resolve, reject) => {
      this.#process.once('error', reject);
      this.#process.once('close', (code, signal) => resolve({ code, signal }));
    }).finally(() => rm(cache, { recursive: true, force: true }));
    this.#exit.catch(() => {});
    process.once('exit', () => this.#process.kill('SIGKILL'));
  }

  get httpUrl() { return `http://127.0.0.1:${this.options['http-port']}`; }

  get adminUrl() { return `http://127.0.0.1:${this.options['admin-port']}`; }

  get webSocketUrl() { return `ws://127.0.0.1:${this.options['ws-port']}`; }

  /** The process id. */
  get pid() { return this.#process.pid; }

  /** The sum over all labels of a metric. */
  async metric(name) {
    const lines = (await (await fetch(`${this.adminUrl}/metrics`)).text()).split('\n');
    return lines.filter(line => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .reduce((sum, line) => sum + Number(line.replace(/^[^{ ]+(\{.*\})? /, '').split(' ')[0]), 0);
  }

  /** Everything the process has written so far. */
  get output() { return this.#output; }

  /** The exit code and signal, once the process is gone. */
  get exit() { return this.#exit; }

  /** Waits for /health/ready. */
  async ready() {
    const deadline = performance.now() + readyLimit;
    const ended = this.#exit.then(({ code }) => { throw new Error(`the server ended with ${code}:\n${this.#output}`); });
    while (!(await Promise.race([ended, this.#isReady()]))) {
      if (performance.now() > deadline) {
        await this.kill();
        throw new Error(`the server was not ready in time:\n${this.#output}`);
      }
      await delay(50);
    }
  }

  /** Asks the process to end and waits for it; a process that does not is killed and that is an error. */
  async stop(signal = 'SIGINT') {
    this.#process.kill(signal);
    const ended = await Promise.race([this.#exit, delay(stopLimit, undefined, { ref: false })]);
    if (!ended) {
      await this.kill();
      throw new Error(`the server did not end on ${signal} within ${stopLimit} ms:\n${this.#output}`);
    }
    return ended;
  }

  async kill() {
    this.#process.kill('SIGKILL');
    return await this.#exit;
  }

  async #isReady() {
    try {
      return (await fetch(`${this.httpUrl}/health/ready`, { signal: AbortSignal.timeout(2000) })).ok;
    } catch {
      return false;
    }
  }
}
