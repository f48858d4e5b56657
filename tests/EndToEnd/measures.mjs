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

/**
 * Milliseconds by which the sound is late (positive) or early. In the clip a beep begins on every full second, that is at each
 * frame whose number is a multiple of the frame rate. Every frame gives an estimate of when second 0 was due, so one late
 * callback on a busy machine does not count.
 */
export function soundDelay({ frames, beeps }, framesPerSecond) {
  const secondZero = median(frames.map(f => f.at - (f.number * 1000) / framesPerSecond));
  return median(beeps.map(begin => {
    const phase = (((begin - secondZero) % 1000) + 1000) % 1000;
    return phase > 500 ? phase - 1000 : phase;
  }));
}
