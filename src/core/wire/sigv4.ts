/**
 * AWS Signature Version 4 in the Authorization header: finds the key that signed, and checks that the
 * signature was made with its secret and is fresh. Pure and synchronous.
 */

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type AwsError, isoSeconds } from '../model/request/request.ts';
import { defined } from '../model/defined.ts';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** The query as it stands in the URL, without `?`. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly ip?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SignedRequest {
  readonly accessKeyId: string;
  readonly scope: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** The date of the signature, like `20260131T120000Z`. */
  readonly date: string;
  readonly sessionToken?: string;
}

const algorithm = 'AWS4-HMAC-SHA256';
const allowedSkew = 15 * 60_000;

const incomplete = (message: string): AwsError => ({ code: 'IncompleteSignature', status: 400, message });
const mismatch = (message: string): AwsError => ({ code: 'SignatureDoesNotMatch', status: 403, message });

/** Reads the signature in the headers; `undefined` when the request is not signed. */
export function signedBy({ headers }: HttpRequest): SignedRequest | AwsError | undefined {
  const header = headers['authorization'];
  if (header === undefined) return undefined;
  const match =
    /^AWS4-HMAC-SHA256\s+Credential=([^/\s,]+)\/(\d{8})\/([^/\s,]+)\/([^/\s,]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      header.trim(),
    );
  const date = headers['x-amz-date'];
  if (!match || date === undefined) {
    return incomplete('Authorization header requires Credential, SignedHeaders, Signature and X-Amz-Date.');
  }
  const [, accessKeyId = '', day = '', region = '', service = '', names = '', signature = ''] = match;
  if (!/^\d{8}T\d{6}Z$/.test(date) || !date.startsWith(day)) {
    return incomplete(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date}'.`,
    );
  }
  const token = headers['x-amz-security-token'];
  return {
    accessKeyId,
    scope: `${day}/${region}/${service}/aws4_request`,
    region,
    service,
    signedHeaders: names.split(';'),
    signature,
    date,
    ...defined({ sessionToken: token }),
  };
}

/** Returns the refusal of a wrong signature, or `undefined`. `now` is in milliseconds. */
export function refuseSignature(
  http: HttpRequest,
  signed: SignedRequest,
  secret: string,
  now: number,
): AwsError | undefined {
  if (!signed.signedHeaders.includes('host'))
    return incomplete("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  const hash = (text: string) => bytesToHex(sha256(utf8ToBytes(text)));
  const stringToSign = [algorithm, signed.date, signed.scope, hash(canonicalRequest(http, signed))].join(
    '\n',
  );
  const [day = '', region = '', service = ''] = signed.scope.split('/');
  const key = [day, region, service, 'aws4_request'].reduce<Uint8Array>(
    (previous, part) => hmac(sha256, previous, utf8ToBytes(part)),
    utf8ToBytes(`AWS4${secret}`),
  );
  const expected = bytesToHex(hmac(sha256, key, utf8ToBytes(stringToSign)));
  if (!sameText(expected, signed.signature)) {
    return mismatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  return refuseSkew(signed.date, now);
}

function refuseSkew(date: string, now: number): AwsError | undefined {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  const then = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  const basic = (time: number) => isoSeconds(time).replace(/[-:]/g, '');
  if (Number.isNaN(then) || then < now - allowedSkew) {
    return mismatch(
      `Signature expired: ${date} is now earlier than ${basic(now - allowedSkew)} (${basic(now)} - 15 min.)`,
    );
  }
  if (then <= now + allowedSkew) return undefined;
  return mismatch(
    `Signature not yet current: ${date} is still later than ${basic(now + allowedSkew)} (${basic(now)} + 15 min.)`,
  );
}

function canonicalRequest(
  { method, path, query, headers, body }: HttpRequest,
  signed: SignedRequest,
): string {
  const lines = signed.signedHeaders.map(
    (name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}`,
  );
  return [
    method,
    path === '' ? '/' : path,
    canonicalQuery(query),
    ...lines,
    '',
    signed.signedHeaders.join(';'),
    bytesToHex(sha256(utf8ToBytes(body))),
  ].join('\n');
}

const canonicalQuery = (query: string): string =>
  query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => (part.includes('=') ? part : `${part}=`))
    .sort()
    .join('&');

/** Takes the same time however far the texts agree, so that nobody can guess a signature by timing. */
function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i += 1) difference |= a.charCodeAt(i) ^ (b.charCodeAt(i) || 0);
  return difference === 0;
}
