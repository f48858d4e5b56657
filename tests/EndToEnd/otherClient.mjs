// A WHEP client that is no browser, as a child process: see whepClient.py.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './repository.mjs';

const python = process.env.VOD_PYTHON ?? '/usr/bin/python3';

export class OtherClient {
  #process;
  #lines;
  #errors = '';

  /** Plays for a number of seconds, from the first packet on. */
  static play(endpoint, seconds) {
    return new OtherClient([join(root, 'tests', 'EndToEnd', 'whepClient.py'), endpoint, String(seconds)]);
  }

  constructor(args) {
    this.#process = spawn(python, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process.stderr.setEncoding('utf8').on('data', text => (this.#errors += text));
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
    process.once('exit', () => this.#process.kill('SIGKILL'));
  }

  /** The next thing it says. */
  async line() {
    const { value, done } = await this.#lines.next();
    if (done) {
      throw new Error(`the client ended:\n${this.#errors}`);
    }
    return JSON.parse(value);
  }

  /** Ends it without a goodbye. */
  async kill() {
    this.#process.kill('SIGKILL');
    await once(this.#process, 'exit');
  }
}
