// The WebSDK's own Stream Recording page, driven as a user does.
import { probe } from './player.mjs';

const pagePath = '/client2/examples/demo/streaming/stream_recording/recording.html';
const statusLimit = 15_000;

/** One page with the example in it. */
export class RecordingPage {
  /** Opens the page. With a forwarder its media goes through that. */
  static async open(context, server, forwarder) {
    const page = await context.newPage();
    await page.addInitScript({ path: probe });
    await page.addInitScript(() => {
      // Everything the page shows as its status, in order, and when it did.
      window.statuses = [];
      addEventListener('DOMContentLoaded', () => {
        const shown = document.querySelector('#status');
        new MutationObserver(() => shown.textContent && window.statuses.push({ status: shown.textContent, at: performance.now() })).observe(shown, { childList: true });
      });
    });
    if (forwarder) {
      await page.exposeFunction('routeCandidate', (address, port) => forwarder.route(address, port));
    }
    await page.goto(server.httpUrl + pagePath);
    return new RecordingPage(page, server);
  }

  #server;

  constructor(page, server) {
    this.page = page;
    this.#server = server;
  }

  /** Enters a stream name, presses Start and waits until the page says PUBLISHING. */
  async publish(stream) {
    // The page keeps showing how the stream before ended; that must not be taken for the end of this one.
    await this.page.evaluate(() => document.querySelectorAll('#status, #info').forEach(label => (label.textContent = '')));
    await this.page.fill('#url', `${this.#server.webSocketUrl}/${stream}`);
    await this.page.click('#publishBtn');
    const status = await this.status(['PUBLISHING', 'FAILED', 'DISCONNECTED']);
    if (status !== 'PUBLISHING') {
      throw new Error(`${stream}: ${status} ${await this.page.textContent('#info')}`);
    }
  }

  /** Presses Stop and waits until the page says how it ended; the name of the recording, if there is a link to one. */
  async stop() {
    await this.page.click('#publishBtn');
    const status = await this.status(['UNPUBLISHED', 'FAILED', 'DISCONNECTED']);
    return { status, link: await this.link() };
  }

  /** Has the page do something with the stream it publishes, as the SDK allows it. */
  tell(action) {
    return this.page.evaluate(`(${action})(Flashphoner.getSessions()[0].getStreams()[0])`);
  }

  /** Where the link leads to that the page shows; null if it shows none. */
  async link() {
    return (await this.page.isVisible('#downloadDiv')) ? await this.page.getAttribute('#link', 'href') : null;
  }

  /** Waits until the page shows one of these statuses. */
  async status(wanted, limit = statusLimit) {
    await this.page.waitForFunction(names => names.includes(document.querySelector('#status').textContent), wanted, { timeout: limit, polling: 20 });
    return await this.page.textContent('#status');
  }

  /** All statuses the page has shown: [{ status, at }]. */
  statuses() {
    return this.page.evaluate(() => window.statuses);
  }

  /** What camera and microphone gave in the given time: { frames, beeps }. */
  captured(milliseconds) {
    return this.page.evaluate(ms => window.probe.captured(ms), milliseconds);
  }

  /** The outbound-rtp statistics: { video, audio }. */
  sentStats() {
    return this.page.evaluate(() => window.probe.sentStats());
  }

  close() {
    return this.page.close();
  }
}
