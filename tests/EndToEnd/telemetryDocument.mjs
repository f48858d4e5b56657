// What docs/operations/telemetry.md promises.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './repository.mjs';

const quoted = text => [...text.matchAll(/`([^`]+)`/g)].map(match => match[1]);
const cells = line => line.split('|').slice(1, -1).map(cell => cell.trim());

/**
 * The document, taken apart: `instruments` by their names in Prometheus, each { name, kind, labels: { label: Set of values, or null for a number } }; `queries`; `spans`.
 */
export async function telemetryDocument() {
  const text = await readFile(join(root, 'docs', 'operations', 'telemetry.md'), 'utf8');
  const section = heading => text.slice(text.indexOf(`\n## ${heading}`)).split('\n## ')[1];
  const rows = part => part.split('\n').filter(line => line.startsWith('| `')).map(cells);
  const [table, labels] = section('Instruments').split('### Labels');
  const instruments = new Map(rows(table).map(([name, prometheus, kind, , names]) => [
    quoted(prometheus)[0],
    { name: quoted(name)[0], kind, labels: Object.fromEntries(quoted(names).map(label => [label, null])) },
  ]));
  for (const [label, of, values] of rows(labels)) {
    for (const instrument of [...instruments.values()].filter(({ name }) => quoted(of).includes(name))) {
      instrument.labels[quoted(label)[0]] = new Set(quoted(values));
    }
  }
  return {
    instruments,
    queries: [...text.matchAll(/```promql\n([^`]+)```/g)].map(match => match[1].trim()),
    spans: rows(section('Traces')).map(([name, , within]) => ({ name: quoted(name)[0], within: quoted(within)[0] })),
  };
}
