import { readFile } from 'node:fs/promises';
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { SITE } from './paths';

/** What a test answers in place of the site. */
export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Sends this many bytes of the body, and then breaks the connection off. */
  readonly cutAt?: number;
  /** Sends this many bytes of the body, and then nothing more, for as long as anybody listens. */
  readonly stallAt?: number;
}

/** May keep the browser waiting; `undefined` lets the site answer after all. */
type Responder = (headers: IncomingHttpHeaders) => Answer | undefined | Promise<Answer | undefined>;

/**
 * A server of each test's own in front of the site. It sees every request whoever makes it (page, worker,
 * service worker), can answer in the site's place, and can go away as a network does. Each has a port of
 * its own and is so an origin of its own: no test finds what another has stored.
 */
export class Front {
  /** `GET /path` of all requests, in order. */
  readonly requests: string[] = [];
  readonly #server: Server;
  readonly #responders = new Map<string, Responder>();
  readonly #folders = new Map<string, string>();
  #home = '/';

  private constructor() {
    this.#server = createServer((incoming, outgoing) => {
      this.#handle(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  static async open(): Promise<Front> {
    const front = new Front();
    await new Promise<void>((resolve) => front.#server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Answers one path, without its query, in the site's place. */
  replace(path: string, responder: Responder): void {
    this.#responders.set(path, responder);
  }

  /** Lets the site answer everything again. */
  heal(): void {
    this.#responders.clear();
  }

  /** Serves a folder of the test's own, so that large pictures need not pass through the test's protocol. */
  mount(prefix: string, folder: string): void {
    this.#folders.set(prefix, folder);
  }

  /** Puts the whole site into a folder, with a slash at both ends; outside of it there is nothing. */
  move(home: string): void {
    this.#home = home;
  }

  /** The network goes: open connections break, new ones are refused. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(incoming.url ?? '/', SITE).pathname);
    this.requests.push(`${incoming.method} ${path}`);
    for (const [prefix, folder] of this.#folders) {
      if (path.startsWith(prefix)) {
        outgoing.end(await readFile(join(folder, normalize(path.slice(prefix.length)))));
        return;
      }
    }
    const answer = await this.#responders.get(path)?.(incoming.headers);
    if (answer !== undefined) send(answer, outgoing);
    else if (path.startsWith(this.#home)) forward(incoming, outgoing, (incoming.url ?? '/').slice(this.#home.length - 1));
    else send({ status: 404 }, outgoing);
  }
}

const HANDED_ON_MS = 1000;

function send({ status = 200, type = 'application/octet-stream', headers, body = '', cutAt, stallAt }: Answer, outgoing: ServerResponse): void {
  const bytes = Buffer.from(body as Uint8Array);
  outgoing.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...headers });
  if (stallAt !== undefined) outgoing.write(bytes.subarray(0, stallAt));
  else if (cutAt === undefined) outgoing.end(bytes);
  // A browser forgets what it has not handed on when the connection breaks: a busy one needs a while for that.
  else outgoing.write(bytes.subarray(0, cutAt), () => void setTimeout(() => outgoing.destroy(), HANDED_ON_MS));
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, path: string): void {
  const onward = request(new URL(path, SITE), { method: incoming.method, headers: incoming.headers });
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

/** Fetches a file of the site itself, past the browser. */
export async function fromSite(path: string): Promise<Uint8Array> {
  const response = await fetch(SITE + path);
  if (!response.ok) throw new Error(`${SITE}${path}: HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The address of a script of the site, by its name before the hash: the service worker lists them all. */
export async function asset(name: string): Promise<string> {
  const worker = new TextDecoder().decode(await fromSite('/sw.js'));
  const [path] = new RegExp(`assets/${name}-[^"'\`]+\\.js`).exec(worker) ?? [];
  if (path === undefined) throw new Error(`sw.js names no ${name}`);
  return `/${path}`;
}

/** All but the browser's own look for a newer service worker, a plain `GET` that it makes when it likes. */
export function ofThePage(front: Front): string[] {
  return front.requests.filter((request) => request !== 'GET /sw.js');
}
