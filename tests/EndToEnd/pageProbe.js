// Runs in the page before the page's own scripts, which stay as they are. Keeps the peer connections the page makes, reads
// decoded frames and sound from their tracks, and lets a test put a network of its own into the path (window.routeCandidate).
(() => {
  const peers = [];
  let trackListener = null;

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...args) {
      super(...args);
      peers.push(this);
      this.addEventListener('connectionstatechange', () => (this.connectedAt ??= this.connectionState === 'connected' ? performance.now() : undefined));
      this.addEventListener('track', event => trackListener?.(event.track));
    }

    async setRemoteDescription(description) {
      const sdp = window.routeCandidate ? await routed(description.sdp) : description.sdp;
      return super.setRemoteDescription({ type: description.type, sdp });
    }
  };

  // Keeps the first IPv4 candidate of each description and points it at the route a test has made for it.
  async function routed(sdp) {
    const lines = [];
    const routes = new Map();
    for (const line of sdp.split(/\r?\n/)) {
      const candidate = /^(a=candidate:\S+ \d+ udp \d+ )(\d+\.\d+\.\d+\.\d+) (\d+) (.*)$/i.exec(line);
      if (candidate) {
        const [, before, address, port, after] = candidate;
        if (routes.size === 0) {
          routes.set(`${address}:${port}`, await window.routeCandidate(address, Number(port)));
        }
        const route = routes.get(`${address}:${port}`);
        if (route) {
          lines.push(`${before}127.0.0.1 ${route} ${after}`);
        }
      } else if (!line.startsWith('a=candidate:')) {
        lines.push(line);
      }
    }
    return lines.join('\r\n');
  }

  const receiver = kind => peers.at(-1)?.getReceivers().find(r => r.track?.kind === kind);
  const sender = kind => peers.at(-1)?.getSenders().find(s => s.track?.kind === kind);

  async function stats() {
    const report = await peers.at(-1).getStats();
    const inbound = kind => [...report.values()].find(s => s.type === 'inbound-rtp' && s.kind === kind) ?? null;
    return { video: inbound('video'), audio: inbound('audio') };
  }

  async function sentStats() {
    const report = await peers.at(-1).getStats();
    const outbound = kind => [...report.values()].find(s => s.type === 'outbound-rtp' && s.kind === kind) ?? null;
    return { video: outbound('video'), audio: outbound('audio') };
  }

  // Hands every item of a track to `take` together with the time it came, for a while.
  async function watch(watched, milliseconds, take) {
    const track = watched.clone();
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 100 }).readable.getReader();
    const end = setTimeout(() => reader.cancel(), milliseconds);
    try {
      for (let item = await reader.read(); !item.done; item = await reader.read()) {
        await take(item.value, performance.now());
        item.value.close();
      }
    } finally {
      clearTimeout(end);
      track.stop();
    }
  }

  // The number in the block pattern of the counter clip, null where the blocks contradict each other. The picture may be smaller than the clip.
  function counterOf(luma, stride, scale = 1) {
    const block = 40 * scale;
    const isWhite = (column, row) => luma[Math.floor((row + 0.5) * 48 * scale) * stride + Math.floor((column + 0.5) * block)] > 128;
    let number = 0;
    for (let bit = 0; bit < 16; bit++) {
      if (isWhite(bit, 0) === isWhite(bit, 1)) {
        return null;
      }
      number |= isWhite(bit, 0) ? 1 << bit : 0;
    }
    return number;
  }

  // The pattern is 640 pixels wide where a clip is not smaller than that.
  const counterScale = frame => Math.min(1, frame.visibleRect.width / 640);

  /** [{ number, at, wall }] of every frame decoded in the given time; `wall` is `at` on the clock of the machine, which all pages share. */
  async function counters(milliseconds, track = receiver('video').track) {
    const seen = [];
    await watch(track, milliseconds, async (frame, at) => {
      const bytes = new Uint8Array(frame.allocationSize());
      const [plane] = await frame.copyTo(bytes);
      seen.push({ number: counterOf(bytes.subarray(plane.offset), plane.stride, counterScale(frame)), at, wall: performance.timeOrigin + at });
    });
    return seen;
  }

  /** The number in a picture of the counter clip; `png` is a PNG file in base64. */
  async function pictureCounter(png) {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    canvas.drawImage(picture, 0, 0);
    const { data } = canvas.getImageData(0, 0, picture.width, picture.height);
    return counterOf(data.filter((_, i) => i % 4 === 1), picture.width, Math.min(1, picture.width / 640));
  }

  /** The times at which a beep began in the given time. */
  async function beeps(milliseconds, track = receiver('audio').track) {
    const threshold = 0.1;
    const quiet = 300;
    const begins = [];
    let lastLoud = null;
    await watch(track, milliseconds, (data, at) => {
      const samples = new Float32Array(data.numberOfFrames);
      data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      // A beep that was on already when we began to listen does not count.
      lastLoud ??= at;
      const first = samples.findIndex(s => Math.abs(s) > threshold);
      if (first >= 0) {
        // The block came when its last sample was due.
        const begin = at - ((samples.length - first) * 1000) / data.sampleRate;
        if (begin - lastLoud > quiet) {
          begins.push(begin);
        }
        lastLoud = at;
      }
    });
    return begins;
  }

  /** The level of the sound in the given time: the root mean square of every 10 ms, in the order they came. */
  async function levels(milliseconds) {
    const measured = [];
    await watch(receiver('audio').track, milliseconds, data => {
      const samples = new Float32Array(data.numberOfFrames);
      data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      measured.push(Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length));
    });
    return measured;
  }

  /** How far the browser itself plays the picture ahead of the sound, by the clocks of the sender reports: [{ lead, at }], in milliseconds. */
  async function pictureLeads(milliseconds) {
    const leads = [];
    for (const end = performance.now() + milliseconds; performance.now() < end; await new Promise(resolve => setTimeout(resolve, 200))) {
      const { video, audio } = await stats();
      const lead = video?.estimatedPlayoutTimestamp - audio?.estimatedPlayoutTimestamp;
      if (Number.isFinite(lead)) {
        leads.push({ lead, at: performance.now() });
      }
    }
    return leads;
  }

  /** Frames and beeps that the newest peer connection was given by camera and microphone in the given time: { frames, beeps }. */
  async function captured(milliseconds) {
    const [frames, began] = await Promise.all([counters(milliseconds, sender('video').track), beeps(milliseconds, sender('audio').track)]);
    return { frames, beeps: began };
  }

  /** When the newest peer connection was connected. */
  const connectedAt = () => peers.at(-1).connectedAt;

  /** Has the newest peer connection send its picture so many times smaller. */
  async function scaleDown(by) {
    const parameters = sender('video').getParameters();
    parameters.encodings.forEach(encoding => (encoding.scaleResolutionDownBy = by));
    await sender('video').setParameters(parameters);
  }

  /** Resolves with the time at which the newest peer connection had decoded this many frames. */
  async function decoded(frames) {
    for (;;) {
      const video = peers.length > 0 ? (await stats()).video : null;
      if (video?.framesDecoded >= frames) {
        return performance.now();
      }
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }

  /** Presses a button; resolves with the milliseconds from there to the first frame of a video track that appears after it. */
  async function clickToFrame(button) {
    const firstFrame = new Promise(resolve => {
      trackListener = async track => {
        if (track.kind === 'video') {
          const copy = track.clone();
          const { value } = await new MediaStreamTrackProcessor({ track: copy }).readable.getReader().read();
          resolve(performance.now());
          value.close();
          copy.stop();
        }
      };
    });
    const begin = performance.now();
    document.querySelector(button).click();
    return (await firstFrame) - begin;
  }

  /** The ports of the candidate pair in use, and the fragment of the browser: { local, remote, ufrag }. */
  async function selectedPath() {
    const report = await peers.at(-1).getStats();
    const transport = [...report.values()].find(s => s.type === 'transport');
    const pair = report.get(transport.selectedCandidatePairId);
    return { local: report.get(pair.localCandidateId).port, remote: report.get(pair.remoteCandidateId).port, ufrag: transport.iceLocalUsernameFragment };
  }

  window.probe = { stats, sentStats, captured, scaleDown, connectedAt, counters, pictureCounter, beeps, levels, pictureLeads, decoded, clickToFrame, selectedPath };
})();
