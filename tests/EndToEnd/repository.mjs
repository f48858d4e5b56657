// Where things are.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A folder under artifacts/end-to-end, which git ignores; made if it is not there. */
export async function artifactFolder(...names) {
  const folder = join(root, 'artifacts', 'end-to-end', ...names);
  await mkdir(folder, { recursive: true });
  return folder;
}
