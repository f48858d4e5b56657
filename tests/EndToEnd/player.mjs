// The WebSDK's own Player page, driven as a user does.
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** What runs in a page before its own scripts. */
export const probe = join(dirname(fileURLToPath(import.meta.url)), 'pageProbe.js');
const pagePath = '/client2/examples/demo/streaming/player/player.html';
const statusLimit = 15_000;

/** One page with the Player in it. */
export class Player {
  #server;

  /** Opens the page. With a forwarder the media of this page goes through it. */
  static async open(context, server, forwarder) {
    const page = await context.newPage();
    await page.addInitScript({ path: probe });
    if (forwarder) {
      await page.exposeFunction('routeCandidate', (address, port) => forwarder.route(address, port));
    }
    const player = new Player(page, server);
    await player.load();
    return player;
  }

  constructor(page, server) {
    this.page = page;
    this.#server = server;
  }

  /** Loads the page anew. */
  async load() {
    await this.page.goto(this.#server.httpUrl + pagePath);
    await this.page.fill('#url', this.#server.webSocketUrl);
  }

  /** Enters a stream name and presses Start. */
  async start(stream) {
    // The page keeps showing how the stream before ended; that must not be taken for the end of this one.
    await this.page.evaluate(() => document.querySelectorAll('#status, #info').forEach(label => (label.textContent = '')));
    await this.page.fill('#streamName', stream);
    await this.page.click('#playBtn');
  }

  /** Starts a stream; milliseconds from pressing Start to the first decoded frame. */
  async firstFrame(stream) {
    await this.page.fill('#streamName', stream);
    return await this.page.evaluate(() => window.probe.clickToFrame('#playBtn'));
  }

  /** Starts a stream and waits until the page says PLAYING. */
  async play(stream) {
    await this.start(stream);
    const { status, info } = await this.settled();
    if (status !== 'PLAYING') {
      throw new Error(`${stream}: ${status} ${info}`);
    }
  }

  /** Presses Stop. */
  async stop() {
    await this.page.click('#playBtn');
  }

  /** Waits until the page shows how its request ended: { status, info }. */
  settled(limit) {
    return this.status(['PLAYING', 'STOPPED', 'FAILED', 'DISCONNECTED'], limit);
  }

  /** Waits until the page shows one of these statuses. */
  async status(wanted, limit = statusLimit) {
    try {
      await this.page.waitForFunction(names => names.includes(document.querySelector('#status').textContent), [wanted].flat(), { timeout: limit, polling: 20 });
    } catch {
      const shown = await this.page.textContent('#status');
      throw new Error(`waited ${limit} ms for ${wanted}, the page shows '${shown}'`);
    }
    return { status: await this.page.textContent('#status'), info: await this.page.textContent('#info') };
  }

  /** The inbound-rtp statistics: { video, audio }. */
  stats() {
    return this.page.evaluate(() => window.probe.stats());
  }

  /** Waits until this many frames are decoded. */
  async decoded(frames, limit = statusLimit) {
    const isDecoded = this.page.evaluate(n => window.probe.decoded(n), frames).then(() => true, () => false);
    if (!(await Promise.race([isDecoded, delay(limit, false, { ref: false })]))) {
      throw new Error(`${frames} frames were not decoded within ${limit} ms: ${JSON.stringify((await this.stats()).video)}`);
    }
  }

  /** How many frames a second are received and decoded over the given time: { received, decoded }. */
  async frameRates(milliseconds) {
    const before = (await this.stats()).video;
    await this.page.waitForTimeout(milliseconds);
    const after = (await this.stats()).video;
    const perSecond = name => ((after[name] - before[name]) * 1000) / (after.timestamp - before.timestamp);
    return { received: perSecond('framesReceived'), decoded: perSecond('framesDecoded') };
  }

  /** Numbers and times of the frames of the counter clip that are decoded in the given time. */
  counters(milliseconds) {
    return this.page.evaluate(ms => window.probe.counters(ms), milliseconds);
  }

  /** Frames and sound levels in the given time: { frames, levels }. */
  picturesAndLevels(milliseconds) {
    return this.page.evaluate(async ms => {
      const all = await Promise.all([window.probe.counters(ms), window.probe.levels(ms)]);
      return { frames: all[0], levels: all[1] };
    }, milliseconds);
  }

  /** Frames and beeps of the counter clip in the given time, and how far the browser itself was from playing them together: { frames, beeps, leads }. */
  picturesAndBeeps(milliseconds) {
    return this.page.evaluate(async ms => {
      const { counters, beeps, pictureLeads } = window.probe;
      const all = await Promise.all([counters(ms), beeps(ms), pictureLeads(ms)]);
      return { frames: all[0], beeps: all[1], leads: all[2] };
    }, milliseconds);
  }

  /** The times at which a beep began in the given time. */
  beeps(milliseconds) {
    return this.page.evaluate(ms => window.probe.beeps(ms), milliseconds);
  }

  /** The size of the picture in the page: { width, height }. */
  pictureSize(selector = '#remoteVideo video') {
    return this.page.evaluate(selector => {
      const video = [...document.querySelectorAll(selector)].find(v => v.videoWidth > 0);
      return { width: video?.videoWidth, height: video?.videoHeight };
    }, selector);
  }

  /** Writes a picture of the page. */
  screenshot(path) {
    return this.page.screenshot({ path });
  }

  close() {
    return this.page.close();
  }
}
