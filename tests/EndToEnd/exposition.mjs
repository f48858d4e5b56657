// The text format of Prometheus ("Exposition formats", version 0.0.4).

/** The families of an answer, by name: { kind, samples: [{ labels, value }] }. The parts of a histogram belong to one family. */
export function parseExposition(text) {
  const families = new Map();
  let family;
  for (const line of text.split('\n')) {
    const type = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (type) {
      family = { kind: type[2], samples: [] };
      families.set(type[1], family);
    } else if (line !== '' && !line.startsWith('#')) {
      const [, , labels = '', value] = /^([^\s{]+)(?:\{(.*)\})? (\S+)/.exec(line);
      family.samples.push({ labels: Object.fromEntries([...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(match => [match[1], match[2]])), value: Number(value) });
    }
  }
  return families;
}
