// The Chromium of the operating system, headless.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const executablePath = process.env.VOD_CHROMIUM ?? '/usr/bin/chromium';

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  // The server and the lossy path are on the loopback address.
  '--allow-loopback-in-peer-connection',
  // A page in the background must play as one in front does.
  '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows',
];

/** Flags for a browser whose camera and microphone play these files over and over, and whose user agrees to everything. */
export function withDevices({ camera, microphone }) {
  return ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${camera}`, `--use-file-for-fake-audio-capture=${microphone}`];
}

/** Starts a browser with an empty profile; `close()` ends it and removes the profile. */
export async function launchBrowser(more = []) {
  const profile = await mkdtemp(join(tmpdir(), 'vod-chromium-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: [...flags, ...more], viewport: { width: 1000, height: 900 } });
  return {
    context,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
