/**
 * The core behind loopback HTTP, so that the real `aws` CLI and boto3 can talk to it (architecture: the
 * bridge). Tests only, never shipped: it listens on 127.0.0.1 and forgets everything when it ends.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Outcome, handle } from '#core/api/door.ts';
import { publishedAt } from '#core/api/sts/outbound/keys.ts';
import { apply, createWorld } from '#core/model/world/apply.ts';
import { rootArn } from '#core/model/arn.ts';
import { simulatedTime } from '#core/model/records/clock.ts';
import { type AccountId, unsafeAccountId } from '#core/model/ids.ts';
import type { Caller, Env, Request, ServiceName } from '#core/model/request/request.ts';
import type { World } from '#core/model/world/world.ts';
import { receive, respond } from '#core/wire/http.ts';
import type { HttpRequest, HttpResponse } from '#core/wire/sigv4.ts';
import { prepare } from '#federation/prepare.ts';
import { type LoadableReference, createReference } from '#reference/reference.ts';
import { seededRandom } from '#share/random.ts';
import { type WorldRecords, worldOf } from '#share/world-records.ts';

export const bridgeAccount = unsafeAccountId('123456789012');
/** The root user's key; any secret is taken for it. */
export const rootKey = 'AKIAROOT000000000000';

export interface BridgeOptions {
  /** An unknown access key is the account's administrator and signatures are not looked at. */
  readonly lenient?: boolean;
  /** Rows to begin with instead of an empty account. */
  readonly records?: WorldRecords;
}

const largestBody = 4_000_000;

export class Bridge {
  readonly #options: BridgeOptions;
  readonly #reference: LoadableReference = createReference();
  #world: World = createWorld();
  #account: AccountId = bridgeAccount;
  #random = seededRandom(1);
  #server: Server | undefined;

  constructor(options: BridgeOptions = {}) {
    this.#options = options;
  }

  get world(): World {
    return this.#world;
  }

  /** Listens; port 0 takes a free one. The endpoint's URL. */
  async start(port = 0): Promise<string> {
    await Promise.all([this.#reference.loadManagedPolicies(), this.#reference.loadAllActions()]);
    this.reset();
    const server = createServer((request, response) => void this.#serve(request, response));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()));
  }

  /** A call as the root user, past the wire: the setting of a test. */
  play(service: ServiceName, operation: string, params: Request['params']): Outcome {
    const caller = { kind: 'principal', arn: rootArn(this.#account) } as const;
    return this.#perform({ service, operation, params, caller });
  }

  /** A new world: the given rows, or account 123456789012 with nothing in it. */
  reset(): void {
    this.#random = seededRandom(1);
    const { records } = this.#options;
    const [first] = records?.accounts ?? [];
    this.#account = first?.id ?? bridgeAccount;
    this.#world = records ? worldOf(records) : createWorld();
    if (records) return;
    const params = { AccountId: bridgeAccount, AccountName: 'Bridge', Email: 'root@example.com' };
    this.#perform({
      service: 'playground',
      operation: 'CreateAccount',
      params,
      caller: { kind: 'anonymous' },
    });
  }

  #env(): Env {
    const wallNow = Date.now();
    const now = simulatedTime(this.#world, wallNow);
    return { now, wallNow, random: this.#random, reference: this.#reference };
  }

  #perform(request: Request) {
    const outcome = handle(this.#world, request, this.#env());
    apply(this.#world, [...outcome.changes, ...outcome.marks]);
    return outcome;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { status, headers, body: text } = await this.#answer(request, body);
    response.writeHead(status, headers).end(text);
  }

  async #answer(request: IncomingMessage, body: string | undefined): Promise<HttpResponse> {
    const { method = 'GET', url = '/' } = request;
    if (body === undefined) return plain(413, 'the body is too long');
    if (method === 'POST' && url === '/_reset') {
      this.reset();
      return plain(200, 'a new world');
    }
    const [path = '/', query = ''] = url.split('?', 2);
    const headers = headersOf(request);
    const document = method === 'GET' ? this.#published(headers['host'] ?? '', path) : undefined;
    if (document) return { status: 200, headers: json, body: JSON.stringify(document) };
    const http: HttpRequest = { method, path, query, headers, body, ip: '203.0.113.10' };
    const env = this.#env();
    const received = receive(this.#world, http, env, { trusted: (key) => this.#trusted(key) });
    if (!received) return plain(404, 'neither IAM, STS nor Organizations is addressed');
    if (received.refused) return respond(received, undefined, env);
    const proven = await prepare(received.request, this.#world);
    return respond(received, this.#perform(proven), env);
  }

  /** Y-02: the documents of an issuer at its own host; at another host, those of the bridge's account. */
  #published(host: string, path: string): object | undefined {
    const issuer = this.#world.accounts.get(this.#account)?.outboundFederation?.issuer;
    const own = issuer === undefined ? undefined : publishedAt(this.#world, `${issuer}${path}`);
    return publishedAt(this.#world, `https://${host}${path}`) ?? own;
  }

  #trusted(accessKeyId: string): Caller | undefined {
    const isKnown = this.#world.accessKeys.has(accessKeyId) || this.#world.sessions.has(accessKeyId);
    const isRoot = accessKeyId === rootKey || (this.#options.lenient === true && !isKnown);
    return isRoot ? { kind: 'principal', arn: rootArn(this.#account) } : undefined;
  }
}

const json = { 'content-type': 'application/json' };

const plain = (status: number, text: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: `${text}\n`,
});

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value]],
    ),
  );
