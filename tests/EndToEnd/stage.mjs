// What the browser tests of one file share: the media, one server, one browser; all gone at the end.
import { after, before } from 'node:test';
import { launchBrowser } from './browser.mjs';
import { mediaFolder } from './media.mjs';
import { Player } from './player.mjs';
import { Server } from './server.mjs';

/** The limit of one test; a test that takes longer hangs. */
export const limit = { timeout: 60_000 };

/** Sets the stage before the tests of the calling file and clears it after them; `environment` are variables of the server, `flags` more flags of the browser. */
export function stage(environment = {}, flags = []) {
  const stage = {
    server: null,
    browser: null,

    /** A new Player page; with a forwarder its media goes through that. */
    open(forwarder) {
      return Player.open(this.browser.context, this.server, forwarder);
    },
  };
  before(async () => {
    stage.server = await Server.start({ media: await mediaFolder() }, environment);
    stage.browser = await launchBrowser(flags);
  }, { timeout: 180_000 });
  after(async () => {
    await stage.browser?.close();
    await stage.server?.stop();
  }, limit);
  return stage;
}
