// Object stores to play from, and the weather between them and the server. All on loopback; they end with the process that started them.
import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Companion } from './companion.mjs';
import { root } from './repository.mjs';

const weatherProgram = join(root, 'tests/Storage.Weather/bin/Release/net10.0/Vod.Storage.Weather.dll');

/** OpenStack Swift with its S3 API. Objects are put there by Swift's own API. */
export class Swift {
  #folder;
  #companion;
  #token;
  #account;

  static async start() {
    const folder = await mkdtemp(join(tmpdir(), 'vod-swift-'));
    const { companion, told } = await Companion.start(join(root, 'eng/start-swift'), [folder]);
    const swift = Object.assign(new Swift(), told);
    [swift.#folder, swift.#companion] = [folder, companion];
    const login = await fetch(`${swift.endpoint}/auth/v1.0`, { headers: { 'x-auth-user': swift.accessKey, 'x-auth-key': swift.secretKey } });
    [swift.#token, swift.#account] = [login.headers.get('x-auth-token'), login.headers.get('x-storage-url')];
    return swift;
  }

  /** Makes a bucket. */
  createBucket(bucket) {
    return this.#put(bucket, '');
  }

  /** Puts a file into a bucket. */
  async upload(bucket, key, file) {
    await this.#put(`${bucket}/${key}`, await readFile(file));
  }

  /** Makes an object of parts, which may repeat; its size is not that of what is stored. */
  async join(bucket, key, parts) {
    const names = new Map();
    for (const part of new Set(parts)) {
      names.set(part, `${key}.part-${names.size}`);
      await this.#put(`${bucket}/${names.get(part)}`, part);
    }
    const manifest = parts.map(part => ({ path: `/${bucket}/${names.get(part)}`, size_bytes: part.length }));
    await this.#put(`${bucket}/${key}?multipart-manifest=put`, JSON.stringify(manifest));
  }

  async stop() {
    await this.#companion.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #put(path, body) {
    const answer = await fetch(`${this.#account}/${path}`, { method: 'PUT', headers: { 'x-auth-token': this.#token }, body });
    if (!answer.ok) {
      throw new Error(`PUT ${path}: ${answer.status}`);
    }
  }
}

/** The blob service of Azurite. */
export class Azurite {
  #folder;
  #companion;

  static async start() {
    const folder = await mkdtemp(join(tmpdir(), 'vod-azurite-'));
    const { companion, told } = await Companion.start(join(root, 'eng/start-azurite'), [folder]);
    const azurite = Object.assign(new Azurite(), told);
    [azurite.#folder, azurite.#companion] = [folder, companion];
    return azurite;
  }

  /** Makes a container. */
  createContainer(container) {
    return this.#put(container, Buffer.alloc(0), {}, { restype: 'container' });
  }

  /** Puts a file into a container. */
  async upload(container, name, file) {
    await this.#put(`${container}/${name}`, await readFile(file), { 'x-ms-blob-type': 'BlockBlob' });
  }

  async stop() {
    await this.#companion.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  // Authorization with the shared key: https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
  async #put(path, body, extra = {}, query = {}) {
    const headers = { ...extra, 'x-ms-date': new Date().toUTCString(), 'x-ms-version': '2021-12-02' };
    const own = Object.keys(headers).sort().map(name => `${name}:${headers[name]}`);
    const resource = `/${this.account}${new URL(`${this.endpoint}/${path}`).pathname}${Object.entries(query).map(([name, value]) => `\n${name}:${value}`).join('')}`;
    const text = ['PUT', '', '', body.length || '', '', '', '', '', '', '', '', '', ...own, resource].join('\n');
    const signature = createHmac('sha256', Buffer.from(this.accountKey, 'base64')).update(text, 'utf8').digest('base64');
    const answer = await fetch(`${this.endpoint}/${path}?${new URLSearchParams(query)}`, {
      method: 'PUT',
      headers: { ...headers, authorization: `SharedKey ${this.account}:${signature}` },
      body,
    });
    if (!answer.ok) {
      throw new Error(`PUT ${path}: ${answer.status} ${await answer.text()}`);
    }
  }
}

/** What lies between the server and a store: it counts, and it makes bad weather. See tests/Storage.Weather. */
export class Weather {
  #companion;

  static async start(endpoint) {
    const { companion, told } = await Companion.start('dotnet', [weatherProgram, new URL(endpoint).host]);
    const weather = new Weather();
    weather.#companion = companion;
    // The path of the endpoint belongs to it.
    weather.endpoint = Object.assign(new URL(endpoint), { port: told.port }).href.replace(/\/$/, '');
    return weather;
  }

  /** What was asked for up to now: { requests, bytes, methods, statuses, paths, ranges }. */
  counts() {
    return this.#companion.ask({});
  }

  /** Begins to count anew. */
  forget() {
    return this.#companion.ask({ forget: true });
  }

  /** Bad weather by rules; without any, it is fair. */
  forecast(...rules) {
    return this.#companion.ask({ rules });
  }

  /** Refuses connections, after those that are open were reset; or takes them again. */
  down(isDown) {
    return this.#companion.ask({ down: isDown, reset: isDown });
  }

  stop() {
    return this.#companion.stop();
  }
}
