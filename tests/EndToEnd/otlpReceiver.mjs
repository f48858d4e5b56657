// A collector of our own: takes spans by OTLP over HTTP and keeps them.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** Receives what a server sends; `spans` are those that came, `resources` the attributes of their senders. */
export class OtlpReceiver {
  #server;
  spans = [];
  resources = [];
  metricRequests = 0;

  static async start() {
    const receiver = new OtlpReceiver();
    receiver.#server = createServer((request, response) => receiver.#receive(request, response));
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url() { return `http://127.0.0.1:${this.#server.address().port}`; }

  /** The environment of a server that sends here, at once. */
  get environment() {
    return { OTEL_EXPORTER_OTLP_ENDPOINT: this.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf', OTEL_BSP_SCHEDULE_DELAY: '100' };
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #receive(request, response) {
    const parts = [];
    for await (const part of request) {
      parts.push(part);
    }
    if (request.url === '/v1/traces') {
      this.#takeSpans(Buffer.concat(parts));
    } else if (request.url === '/v1/metrics') {
      this.metricRequests++;
    }
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  }

  // opentelemetry/proto/collector/trace/v1: ExportTraceServiceRequest, and what is in it; the numbers are those of its fields.
  #takeSpans(message) {
    for (const resourceSpans of all(message, 1)) {
      this.resources.push(attributes(one(resourceSpans, 1), 1));
      for (const scopeSpans of all(resourceSpans, 2)) {
        const source = one(one(scopeSpans, 1), 1).toString();
        this.spans.push(...all(scopeSpans, 2).map(span => readSpan(span, source)));
      }
    }
  }
}

function readSpan(span, source) {
  return {
    source,
    trace: one(span, 1).toString('hex'),
    id: one(span, 2).toString('hex'),
    parent: one(span, 4)?.toString('hex') ?? '',
    name: one(span, 5).toString(),
    begin: Number(one(span, 7) / 1000n) / 1000,
    end: Number(one(span, 8) / 1000n) / 1000,
    attributes: attributes(span, 9),
    links: all(span, 13).length,
    isError: one(one(span, 15) ?? Buffer.alloc(0), 3) === 2n,
  };
}

function attributes(message, field) {
  return Object.fromEntries(all(message, field).map(pair => [one(pair, 1).toString(), one(one(pair, 2), 1)?.toString()]));
}

const one = (message, field) => all(message, field)[0];

/** The values of one field of a protobuf message: bytes for what has a length, else numbers (protobuf.dev, "Encoding"). */
function all(message, field) {
  const values = [];
  for (let at = 0; at < message.length;) {
    const tag = varint();
    let value;
    switch (Number(tag & 7n)) {
      case 0: value = varint(); break;
      case 1: value = message.readBigUInt64LE(at); at += 8; break;
      case 2: { const length = Number(varint()); value = message.subarray(at, at + length); at += length; break; }
      case 5: value = message.readUInt32LE(at); at += 4; break;
      default: throw new Error(`no wire type ${tag & 7n}`);
    }
    if (Number(tag >> 3n) === field) {
      values.push(value);
    }

    function varint() {
      let result = 0n;
      for (let shift = 0n; ; shift += 7n) {
        const byte = message[at++];
        result |= BigInt(byte & 0x7f) << shift;
        if (byte < 0x80) {
          return result;
        }
      }
    }
  }
  return values;
}
