// A real Prometheus that scrapes one server.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freeTcpPort } from './ports.mjs';

const executable = process.env.VOD_PROMETHEUS ?? 'prometheus';
const patience = 20_000;

/** A running Prometheus with an empty database. */
export class Prometheus {
  #process;
  #exit;
  #folder;
  #url;
  #output = '';

  /** Starts it; it asks `target`, a "host:port", every second. */
  static async start(target) {
    const folder = await mkdtemp(join(tmpdir(), 'vod-prometheus-'));
    const configuration = { global: { scrape_interval: '1s', scrape_timeout: '1s' }, scrape_configs: [{ job_name: 'vod', static_configs: [{ targets: [target] }] }] };
    await writeFile(join(folder, 'prometheus.yml'), JSON.stringify(configuration));
    return new Prometheus(folder, await freeTcpPort());
  }

  constructor(folder, port) {
    this.#folder = folder;
    this.#url = `http://127.0.0.1:${port}`;
    this.#process = spawn(executable, [
      `--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`, `--web.listen-address=127.0.0.1:${port}`,
    ], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process.stderr.setEncoding('utf8').on('data', text => (this.#output += text));
    this.#exit = new Promise((resolve, reject) => this.#process.once('error', reject).once('close', resolve));
    this.#exit.catch(() => {});
    process.once('exit', () => this.#process.kill('SIGKILL'));
  }

  /** The series a query gives now: [{ labels, value }]. */
  async query(promql) {
    const response = await fetch(`${this.#url}/api/v1/query?query=${encodeURIComponent(promql)}`);
    const { status, data, error } = await response.json();
    if (status !== 'success') {
      throw new Error(`${promql}: ${error}`);
    }
    return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  /** Waits until a query gives one number that is as it should be; that number. */
  async eventually(promql, isRight) {
    let seen = 'no answer';
    for (const deadline = performance.now() + patience; performance.now() < deadline; await delay(250)) {
      try {
        seen = await this.query(promql);
        if (seen.length === 1 && isRight(seen[0].value)) {
          return seen[0].value;
        }
      } catch (error) {
        // It may not listen yet.
        seen = error.message;
      }
    }
    throw new Error(`${promql} is ${JSON.stringify(seen)} after ${patience} ms\n${this.#output.slice(-2000)}`);
  }

  async stop() {
    this.#process.kill('SIGTERM');
    await this.#exit;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
