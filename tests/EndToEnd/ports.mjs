// Ports nobody listens on at the moment.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

const loopback = '127.0.0.1';

const given = new Set();

/** A free TCP port. */
export async function freeTcpPort() {
  for (;;) {
    const server = await listenTcp(0);
    const { port } = server.address();
    await new Promise(resolve => server.close(resolve));
    // The system may give a port it was given back again at once.
    if (!given.has(port)) {
      given.add(port);
      return port;
    }
  }
}

/** Listens on a TCP port of the loopback address, so that nobody else can. */
export function listenTcp(port) {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(port, loopback, () => resolve(server));
  });
}

/** Binds a UDP port of the loopback address; 0 takes any. */
export function bindUdp(port) {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4').once('error', reject);
    socket.bind(port, loopback, () => resolve(socket));
  });
}

/** The first of `count` neighbouring free UDP ports: a server takes one per worker. */
export async function freeUdpPorts(count) {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = 40000 + Math.floor(Math.random() * 20000);
    const bound = await Promise.allSettled(Array.from({ length: count }, (_, i) => bindUdp(first + i)));
    await Promise.all(bound.filter(b => b.status === 'fulfilled').map(b => new Promise(resolve => b.value.close(resolve))));
    if (bound.every(b => b.status === 'fulfilled')) {
      return first;
    }
  }
  throw new Error(`no ${count} neighbouring free UDP ports`);
}
