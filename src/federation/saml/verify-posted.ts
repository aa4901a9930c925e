/**
 * Verifies a SAML response that is posted to AWS's sign-in page (SI-10). The request does not name the
 * provider; the response's own Role attribute does. It is read before anything is proven, and only to find
 * the certificates. An encrypted response is tried with every provider.
 */

import type { SamlEvidence } from '../../core/model/request/evidence.ts';
import type { World } from '../../core/model/world/world.ts';
import { bytesOfBase64, textOfBytes } from '../bytes.ts';
import { canonicalize } from '../xml/c14n.ts';
import { readAssertion, readResponse } from './response.ts';
import { verifySamlResponse } from './verify.ts';

const roleAttribute = 'https://aws.amazon.com/SAML/Attributes/Role';

/** `role`: the chosen role; absent before one was chosen. */
export async function verifyPostedResponse(
  encoded: string,
  role: string | undefined,
  world: World,
): Promise<SamlEvidence> {
  const claimed = claimedProvider(encoded, role);
  const candidates =
    claimed === undefined ? [...world.samlProviders.values()].map(({ arn }) => arn) : [claimed];
  let evidence = await verifySamlResponse(encoded, candidates[0] ?? '', world);
  for (const arn of candidates.slice(1)) {
    if (evidence.signature === 'valid') break;
    evidence = await verifySamlResponse(encoded, arn, world);
  }
  return evidence;
}

function claimedProvider(encoded: string, role: string | undefined): string | undefined {
  const bytes = bytesOfBase64(encoded);
  const read = readResponse((bytes && textOfBytes(bytes)) ?? '');
  if (!read.ok || 'encrypted' in read.value) return undefined;
  const assertion = readAssertion(canonicalize(read.value.assertion));
  if (!assertion.ok) return undefined;
  const pairs = assertion.value.attributes
    .filter(({ name }) => name === roleAttribute)
    .flatMap(({ values }) => values.map((value) => value.split(',').map((part) => part.trim())));
  const pair = pairs.find((parts) => role !== undefined && parts.includes(role)) ?? pairs[0];
  return pair?.find((part) => part.includes(':saml-provider/'));
}
