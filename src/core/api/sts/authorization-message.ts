/**
 * Encoded authorization failure messages (E-74, S-08). Some services do not say why they refuse: they return
 * the decision encoded for the account, and DecodeAuthorizationMessage decodes it. A MAC under a key of the
 * account protects the message, so an altered message, or another account's, is refused.
 */

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Decision } from '../../authz/decision.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import { base64, bytesOfBase64, bytesOfText } from '../base64.ts';

export interface RefusedCall {
  readonly decision: Decision;
  readonly principal: { readonly id: string; readonly arn: string; readonly name?: string };
  readonly action: string;
  readonly resource: string;
}

const macLength = 32;

/** Returns at most 10,240 characters, which the call takes. A context that is too long is left out. */
export function encodeAuthorizationMessage(account: AccountRecord, refused: RefusedCall): string {
  const sealed = seal(account, JSON.stringify(messageOf(refused, true)));
  return sealed.length <= 10_240 ? sealed : seal(account, JSON.stringify(messageOf(refused, false)));
}

export function decodeAuthorizationMessage(account: AccountRecord, encoded: string): string | undefined {
  const bytes = bytesOfBase64(encoded);
  if (!bytes || bytes.length <= macLength) return undefined;
  const mac = bytes.subarray(0, macLength);
  const masked = bytes.subarray(macLength);
  const expected = hmac(sha256, keyOf(account), masked);
  let difference = 0;
  for (let i = 0; i < macLength; i += 1) difference |= (mac[i] ?? 0) ^ (expected[i] ?? 0);
  return difference === 0 ? textOfBytes(mask(account, masked)) : undefined;
}

function seal(account: AccountRecord, text: string): string {
  const masked = mask(account, bytesOfText(text));
  const mac = hmac(sha256, keyOf(account), masked);
  const sealed = new Uint8Array(mac.length + masked.length);
  sealed.set(mac);
  sealed.set(masked, mac.length);
  return base64(sealed);
}

/** Derives the key from the account's id and creation date, so the world need not store one. */
const keyOf = ({ id, createDate }: AccountRecord): Uint8Array =>
  sha256(bytesOfText(`authorization messages of ${id} since ${createDate}`));

/** Encrypts in counter mode under the account's key, so that only the call can read the text. */
function mask(account: AccountRecord, bytes: Uint8Array): Uint8Array {
  const key = keyOf(account);
  const masked = new Uint8Array(bytes.length);
  for (let block = 0; block * 32 < bytes.length; block += 1) {
    const pad = hmac(sha256, key, bytesOfText(`mask ${block}`));
    for (let i = 0; i < 32 && block * 32 + i < bytes.length; i += 1) {
      masked[block * 32 + i] = (bytes[block * 32 + i] ?? 0) ^ (pad[i] ?? 0);
    }
  }
  return masked;
}

const textOfBytes = (bytes: Uint8Array): string =>
  decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));

/** The field names are those of 8.3. */
function messageOf({ decision, principal, action, resource }: RefusedCall, withContext: boolean): object {
  const { context } = withContext ? decision.explain() : { context: {} };
  return {
    allowed: decision.verdict === 'allowed',
    explicitDeny: decision.reason === 'explicit-deny',
    matchedStatements: {
      items: decision.deciding.map(({ policy, statement, sid }) => ({
        statementId: sid ?? '',
        effect: decision.verdict === 'allowed' ? 'ALLOW' : 'DENY',
        policy,
        statement,
      })),
    },
    failures: { items: [] },
    context: {
      principal: { ...principal },
      action,
      resource,
      conditions: {
        items: Object.entries(context).map(([key, value]) => ({
          key,
          values: { items: [value].flat().map((one) => ({ value: one })) },
        })),
      },
    },
  };
}
