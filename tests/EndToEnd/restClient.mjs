// The REST API as clients use it: with the unmodified module of the WebSDK in Node, and by fetch.
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** The WebSDK's own REST client for a server. It is made for browsers and asks for one thing of theirs. */
export function sdkClient(server) {
  globalThis.XMLHttpRequest ??= RequestByFetch;
  return load('@flashphoner/websdk/flashphoner-rest-api.js').instance(server.httpUrl, server.httpUrl);
}

/** Sends a body; { status, headers, body }, where the body is what JSON says, or null when there is none. */
export async function post(server, method, body, headers = {}) {
  const response = await fetch(`${server.httpUrl}/rest-api/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

// As much of XMLHttpRequest as that client uses.
class RequestByFetch {
  #method;
  #url;
  #headers = {};

  open(method, url) {
    [this.#method, this.#url] = [method, url];
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }

  async send(body) {
    try {
      const response = await fetch(this.#url, { method: this.#method, headers: this.#headers, body });
      [this.status, this.response] = [response.status, await response.text()];
    } catch {
      [this.status, this.response] = [0, ''];
    }
    this.readyState = 4;
    this.onreadystatechange?.();
    this.onload?.();
  }
}
