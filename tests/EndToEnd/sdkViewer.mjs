// A viewer that a page makes with the WebSDK by itself, so that a test sees all that the SDK tells its application.

/** One stream in a page. */
export class SdkViewer {
  #page;

  /** Plays a stream in a page of the Player, which has the SDK loaded, and waits for PLAYING. */
  static async play(page, server, name) {
    const viewer = new SdkViewer(page);
    await page.evaluate(([url, name]) => new Promise((resolve, reject) => {
      const { SESSION_STATUS, STREAM_STATUS, STREAM_EVENT } = Flashphoner.constants;
      const viewer = (window.sdkViewer = { statuses: [], events: [] });
      const tell = stream => viewer.statuses.push({ status: stream.status(), info: stream.getInfo() ?? '' });
      const play = session => {
        viewer.session = session;
        viewer.stream = session.createStream({ name, display: document.querySelector('#remoteVideo') })
          .on(STREAM_STATUS.PLAYING, stream => { tell(stream); resolve(); })
          .on(STREAM_STATUS.STOPPED, tell)
          .on(STREAM_STATUS.FAILED, stream => { tell(stream); reject(new Error(stream.getInfo())); })
          .on(STREAM_EVENT, event => viewer.events.push(event));
        viewer.stream.play();
      };
      Flashphoner.createSession({ urlServer: url }).on(SESSION_STATUS.ESTABLISHED, play)
        .on(SESSION_STATUS.DISCONNECTED, () => (viewer.isDisconnected = true)).on(SESSION_STATUS.FAILED, () => reject(new Error('no session')));
    }), [server.webSocketUrl, name]);
    return viewer;
  }

  constructor(page) {
    this.#page = page;
  }

  /** The id of the stream, which the SDK has chosen. */
  id() {
    return this.#page.evaluate(() => window.sdkViewer.stream.id());
  }

  /** Waits for the end of the stream: { status, info }. */
  async ended() {
    await this.#until(viewer => viewer.statuses.at(-1).status !== 'PLAYING');
    return await this.#page.evaluate(() => window.sdkViewer.statuses.at(-1));
  }

  /** Waits until the SDK says that the session is over. */
  disconnected() {
    return this.#until(viewer => viewer.isDisconnected);
  }

  /** Waits for an event of a type. */
  async event(type) {
    await this.#until((viewer, type) => viewer.events.some(event => event.type === type), type);
    return await this.#page.evaluate(type => window.sdkViewer.events.find(event => event.type === type), type);
  }

  /** What the SDK says is muted by the publisher: { audio, video }. */
  muted() {
    return this.#page.evaluate(() => ({ audio: window.sdkViewer.stream.getAudioState().muted, video: window.sdkViewer.stream.getVideoState().muted }));
  }

  /** Asks the server for a picture of the stream; the answer is an event. */
  snapshot() {
    return this.#page.evaluate(() => window.sdkViewer.stream.snapshot());
  }

  /** Whether the server says that a name would play. */
  available(name) {
    return this.#page.evaluate(
      name => window.sdkViewer.session.createStream({ name, display: document.querySelector('#remoteVideo') }).available().then(() => true, () => false), name);
  }

  #until(condition, argument) {
    return this.#page.waitForFunction(`(${condition})(window.sdkViewer, ${JSON.stringify(argument)})`, undefined, { timeout: 15_000, polling: 20 });
  }
}
