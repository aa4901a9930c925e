/**
 * An application of a simulated provider in a form: all fields are texts, and an empty one leaves the value
 * to AWS's default.
 */

import type { OutsideApplication, OutsideProviderRecord } from '#core/model/records/outside-providers.ts';

export interface ApplicationDraft {
  name: string;
  protocol: OutsideApplication['protocol'];
  clientId: string;
  audience: string;
  recipient: string;
  /** Seconds. null or undefined when the field is empty. */
  sessionDuration: number | null | undefined;
  sessionDurationFrom: string;
  sessionName: OutsideApplication['sessionName'];
}

export const protocolWords = [
  { value: 'saml', label: 'SAML 2.0' },
  { value: 'oidc', label: 'OpenID Connect' },
] as const;

export const protocolLabel = ({ protocol }: OutsideApplication): string =>
  protocol === 'saml' ? 'SAML 2.0' : 'OIDC';

export const applicationDraftOf = (
  { entityId }: OutsideProviderRecord,
  application: OutsideApplication | undefined,
): ApplicationDraft => ({
  name: application?.name ?? '',
  protocol: application?.protocol ?? (entityId === undefined ? 'oidc' : 'saml'),
  clientId: application?.id ?? crypto.randomUUID(),
  audience: application?.audience ?? '',
  recipient: application?.recipient ?? '',
  sessionDuration: application?.sessionDuration,
  sessionDurationFrom: application?.sessionDurationFrom ?? '',
  sessionName: application?.sessionName ?? 'email',
});

const given = <Name extends string, Value>(name: Name, value: Value | '' | null | undefined) =>
  value === '' || value == null ? {} : ({ [name]: value } as Record<Name, Value>);

/** Returns the application in the form. Keeps what other places change (grants, tags, encryption). */
export function applicationOf(
  draft: ApplicationDraft,
  before: OutsideApplication | undefined,
): OutsideApplication {
  const { grants = [], tags = [], sourceIdentity, encryptFor } = before ?? {};
  const isSaml = draft.protocol === 'saml';
  return {
    id: isSaml ? (before?.id ?? draft.clientId) : draft.clientId.trim(),
    name: draft.name.trim(),
    protocol: draft.protocol,
    grants,
    tags,
    sessionName: draft.sessionName,
    ...given('sourceIdentity', sourceIdentity),
    ...(isSaml
      ? {
          ...given('audience', draft.audience.trim()),
          ...given('recipient', draft.recipient.trim()),
          ...given('sessionDuration', draft.sessionDuration),
          ...given('sessionDurationFrom', draft.sessionDurationFrom),
          ...given('encryptFor', encryptFor),
        }
      : {}),
  };
}

export const attributeNames = ({ people }: OutsideProviderRecord, ...named: readonly string[]): string[] => [
  ...new Set([...people.flatMap(({ attributes }) => Object.keys(attributes)), ...named.filter(Boolean)]),
];

/** Returns the length of its sessions in words. `undefined` when AWS decides. */
export function sessionDurationWords({
  sessionDuration,
  sessionDurationFrom,
}: OutsideApplication): string | undefined {
  const fixed = sessionDuration === undefined ? undefined : `${sessionDuration} seconds`;
  if (sessionDurationFrom === undefined) return fixed;
  return `by the attribute ${sessionDurationFrom}${fixed === undefined ? '' : `, else ${fixed}`}`;
}
