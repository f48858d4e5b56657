// The server's own WHEP page, driven as a user does.
import { Player, probe } from './player.mjs';

const statusLimit = 15_000;

/** One page with the WHEP player in it. */
export class WhepPlayer extends Player {
  /** What the page asked the server: [{ method, url, status }], the newest last. */
  requests = [];

  /** Opens the page with a stream, which starts it. */
  static async open(context, server, stream) {
    const page = await context.newPage();
    await page.addInitScript({ path: probe });
    const player = new WhepPlayer(page, server);
    page.on('response', response => player.requests.push({ method: response.request().method(), url: response.url(), status: response.status() }));
    await page.goto(`${server.httpUrl}/whep-player/?stream=${encodeURIComponent(stream)}`);
    return player;
  }

  /** Waits until the page says this. */
  async says(wanted, limit = statusLimit) {
    try {
      await this.page.waitForFunction(text => document.querySelector('#status').textContent === text, wanted, { timeout: limit, polling: 20 });
    } catch {
      throw new Error(`waited ${limit} ms for '${wanted}', the page says '${await this.page.textContent('#status')}'`);
    }
  }

  /** Enters a stream name and presses Play. */
  async play(stream) {
    await this.page.fill('#stream', stream);
    await this.page.click('#play');
  }

  /** Presses Stop. */
  stop() {
    return this.page.click('#stop');
  }

  /** Restarts ICE as the page does when its connection is lost. */
  restartIce() {
    return this.page.evaluate(() => window.restartIce());
  }

  /** The ports of the path in use, and the browser's ICE fragment: { local, remote, ufrag }. */
  selectedPath() {
    return this.page.evaluate(() => window.probe.selectedPath());
  }

  /** The requests of a method, once there are so many of them. */
  async requestsOf(method, atLeast) {
    const found = () => this.requests.filter(request => request.method === method);
    for (const deadline = performance.now() + statusLimit; found().length < atLeast && performance.now() < deadline;) {
      await this.page.waitForTimeout(20);
    }
    return found();
  }
}
