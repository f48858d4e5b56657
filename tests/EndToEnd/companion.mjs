// A program beside the server under test, such as a store.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './repository.mjs';

const startLimit = 60_000;

/** A process that tells in one line of JSON that it is ready, answers lines with lines, and ends with its input. */
export class Companion {
  #process;
  #lines;
  #exit;

  static async start(command, args) {
    const companion = new Companion(command, args);
    return { companion, told: await companion.next() };
  }

  constructor(command, args) {
    this.#process = spawn(command, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    this.#exit = new Promise(resolve => this.#process.once('close', resolve));
    process.once('exit', () => this.#process.kill());
  }

  async next() {
    const limit = setTimeout(() => this.#process.kill(), startLimit);
    const { value, done } = await this.#lines.next();
    clearTimeout(limit);
    if (done) {
      throw new Error(`${this.#process.spawnargs.join(' ')} has ended`);
    }
    return JSON.parse(value);
  }

  async ask(question) {
    this.#process.stdin.write(`${JSON.stringify(question)}\n`);
    return await this.next();
  }

  async stop() {
    this.#process.stdin.end();
    await this.#exit;
  }
}
