/**
 * Clients of the AWS SDK for JavaScript with a request handler straight into the core, as the page would load it:
 * no server and no network, but the SDK's own serializer, signer, parser and typed errors.
 */

import { Readable } from 'node:stream';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { type Credentials as Issued, STSClient } from '@aws-sdk/client-sts';
import { handle } from '#core/api/door.ts';
import { apply } from '#core/model/world/apply.ts';
import { receive, respond } from '#core/wire/http.ts';
import { TestAccount, root } from '../core/api/door.ts';

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export class Sdk {
  readonly t = new TestAccount();

  constructor() {
    // Signatures carry the real time, so that is the time of this world.
    this.t.env = { ...this.t.env, now: Date.now() };
  }

  #handler() {
    const { t } = this;
    return {
      handle: ({ method, path, headers, body }: SdkRequest) => {
        const lower = Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
        );
        const text =
          typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array | undefined);
        const http = { method, path, query: '', headers: lower, body: text };
        const trusted = (key: string) =>
          key === 'AKIAROOT' ? ({ kind: 'principal', arn: root } as const) : undefined;
        const received = receive(t.world, http, t.env, { trusted });
        if (!received) throw new Error('no service of ours is addressed');
        const outcome = received.refused ? undefined : handle(t.world, received.request, t.env);
        if (outcome) apply(t.world, [...outcome.changes, ...outcome.marks]);
        const answer = respond(received, outcome, t.env);
        const stream = Readable.from([Buffer.from(answer.body)]);
        return Promise.resolve({
          response: { statusCode: answer.status, headers: answer.headers, body: stream },
        } as never);
      },
    };
  }

  #config(credentials: Credentials) {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    return {
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
      requestHandler: this.#handler(),
    };
  }

  iam = (credentials = asRoot) => new IAMClient(this.#config(credentials));
  sts = (credentials = asRoot, more: { readonly useGlobalEndpoint?: boolean } = {}) =>
    new STSClient({ ...this.#config(credentials), ...more });
  organizations = (credentials = asRoot) => new OrganizationsClient(this.#config(credentials));
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}
const asRoot: Credentials = { accessKeyId: 'AKIAROOT', secretAccessKey: 'any' };

/** The keys in an answer of STS, as a client takes them. */
export const heldIn = ({
  Credentials: held,
}: {
  readonly Credentials?: Issued | undefined;
}): Credentials => ({
  accessKeyId: held?.AccessKeyId ?? '',
  secretAccessKey: held?.SecretAccessKey ?? '',
  sessionToken: held?.SessionToken ?? '',
});
