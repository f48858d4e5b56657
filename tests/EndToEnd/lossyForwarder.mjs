// A network path on the loopback address that loses datagrams, the same ones for the same seed and the same traffic, and may have a narrow link towards the browser.
import { setTimeout as delay } from 'node:timers/promises';
import { bindUdp } from './ports.mjs';

// IPv4 and UDP.
const headers = 28;

/** Forwards UDP both ways between a browser and the server. */
export class LossyForwarder {
  #random;
  #loss;
  #sockets = [];
  #freeAt = 0;

  /** What the narrowest link towards the browser carries, in bits per second; may be changed at any time. */
  bitrate = Infinity;

  /** How many milliseconds a datagram waits in front of that link at most. */
  queue = 300;

  /** Datagrams by direction: forwarded, lost, and dropped by a full queue. */
  counts = { fromServer: 0, fromBrowser: 0, lost: 0, overflowed: 0 };

  constructor({ loss = 0, seed = 1 } = {}) {
    this.#loss = loss;
    this.#random = sequence(seed);
  }

  /** Opens a port that leads to the server's address; returns its number. Each address of the browser gets a socket of its own towards the server. */
  async route(address, port) {
    const inner = await this.#bind();
    const outers = new Map();
    inner.on('message', async (datagram, browser) => {
      const key = `${browser.address}:${browser.port}`;
      if (!outers.has(key)) {
        outers.set(key, this.#bind().then(outer => outer.on('message', reply => this.#forward(inner, reply, browser.port, browser.address, 'fromServer'))));
      }
      this.#forward(await outers.get(key), datagram, port, address, 'fromBrowser');
    });
    return inner.address().port;
  }

  /** Waits until the server has sent nothing for `quiet` milliseconds; fails after `limit`. */
  async silence(quiet, limit) {
    const deadline = performance.now() + limit;
    for (let before = -1; before !== this.counts.fromServer; await delay(quiet)) {
      if (performance.now() > deadline) {
        throw new Error(`the server still sends after ${limit} ms`);
      }
      before = this.counts.fromServer;
    }
  }

  close() {
    this.#sockets.splice(0).forEach(socket => socket.close());
  }

  async #bind() {
    const socket = await bindUdp(0);
    this.#sockets.push(socket);
    return socket;
  }

  #forward(socket, datagram, port, address, direction) {
    if (this.#random() < this.#loss) {
      this.counts.lost++;
    } else if (this.#sockets.includes(socket)) {
      this.counts[direction]++;
      this.#pass(datagram, direction, () => this.#sockets.includes(socket) && socket.send(datagram, port, address));
    }
  }

  // A timer wakes about a millisecond late, which is less than a packet takes on a narrow link.
  #pass(datagram, direction, send) {
    if (direction !== 'fromServer' || this.bitrate === Infinity) {
      send();
      return;
    }
    const now = performance.now();
    const start = Math.max(now, this.#freeAt);
    if (start - now > this.queue) {
      this.counts.overflowed++;
      return;
    }
    this.#freeAt = start + ((datagram.length + headers) * 8000) / this.bitrate;
    setTimeout(send, this.#freeAt - now);
  }
}

// Numbers in [0, 1) that depend on the seed only: a linear congruential generator modulo 2^32.
function sequence(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
