// What a list of observations says about playback.

/** The middle of the sorted values. */
export function median(values) {
  return quantile(values, 0.5);
}

/** The value below which the given share of the values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Order and steadiness of the frames of the counter clip. */
export function continuity(frames) {
  const pairs = frames.slice(1).map((frame, i) => ({ step: frame.number - frames[i].number, gap: frame.at - frames[i].at }));
  return {
    frames: frames.length,
    unreadable: frames.filter(f => f.number === null).length,
    outOfOrder: pairs.filter(p => p.step <= 0).length,
    missing: pairs.reduce((sum, p) => sum + Math.max(0, p.step - 1), 0),
    longestGap: Math.max(...pairs.map(p => p.gap)),
  };
}

/** By how many milliseconds the second viewer sees a moment of the film later than the first. */
export function skew(first, second) {
  const seen = new Map(first.filter(f => f.number !== null).map(f => [f.number, f.wall]));
  return median(second.filter(f => seen.has(f.number)).map(f => f.wall - seen.get(f.number)));
}

/**
 * Milliseconds by which the sound is late (positive) or early: `seen` as a viewer has it, `sent` without the share of the browser.
 *
 * In the clip a beep begins on every full second, that is at each frame whose number is a multiple of the frame rate. Every frame
 * around a beep gives an estimate of when that was, so one late callback on a busy machine does not count.
 * The browser moves sound and picture together in steps, lets 30 ms pass, and lags behind while its jitter buffers grow. How far off
 * it is at a moment it says itself, reckoned from the sender reports; what is left when that is taken away was sent wrong.
 */
export function soundDelay({ frames, beeps, leads }, framesPerSecond) {
  const delays = beeps.map(begin => {
    const near = frames.filter(f => Math.abs(f.at - begin) < 500);
    const secondZero = median(near.map(f => f.at - (f.number * 1000) / framesPerSecond));
    const phase = (((begin - secondZero) % 1000) + 1000) % 1000;
    const lead = leads.find(l => Math.abs(l.at - begin) < 500)?.lead;
    return { seen: phase > 500 ? phase - 1000 : phase, lead };
  });
  const known = delays.filter(d => d.lead !== undefined);
  return { seen: median(delays.map(d => d.seen)), sent: median(known.map(d => d.seen - d.lead)), beeps: known.length };
}

/** One line for people. */
export function print(what, times) {
  const numbers = times.length > 0 ? `median ${median(times).toFixed(1)} ms, p90 ${quantile(times, 0.9).toFixed(1)} ms, ${times.length} runs` : 'not logged';
  console.log(`${what}: ${numbers}`);
}
