// nginx with its RTMP module: a server that streams are sent on to.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Companion } from './companion.mjs';
import { root } from './repository.mjs';

/** One that keeps what it is sent. */
export class RtmpServer {
  #folder;
  #companion;

  static async start() {
    const folder = await mkdtemp(join(tmpdir(), 'vod-rtmp-'));
    const { companion, told } = await Companion.start(join(root, 'eng/start-rtmp'), [folder]);
    const server = Object.assign(new RtmpServer(), told);
    [server.#folder, server.#companion] = [folder, companion];
    return server;
  }

  /** Ends the connection of whoever sends a stream; true if somebody did. */
  async drop(stream) {
    return (await fetch(`${this.control}/drop/publisher?app=live&name=${stream}`, { method: 'POST' })).status === 200;
  }

  /** The files of a stream, one for each connection, in the order they came. */
  async recorded(stream) {
    const names = (await readdir(join(this.#folder, 'recorded'))).filter(name => name.startsWith(`${stream}-`)).sort();
    return names.map(name => join(this.#folder, 'recorded', name));
  }

  async stop() {
    await this.#companion.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
