/** Names each product, and says in one line what it is used for. */

import { organizationLabel } from '#core/model/federation/issuers.ts';
import { type OutsideKind, outsideKinds } from '#core/model/records/lists.ts';
import type { OutsideProviderRecord } from '#core/model/records/outside-providers.ts';

export const productWords: Readonly<Record<OutsideKind, { readonly label: string; readonly hint: string }>> =
  {
    okta: { label: 'Okta', hint: 'Staff sign in with SAML, or with OIDC on the command line.' },
    'ad-fs': { label: 'Active Directory (AD FS)', hint: 'A company’s own Windows domain, with SAML.' },
    google: {
      label: 'Google',
      hint: 'Google Workspace staff with SAML, or any Google account with OIDC, which AWS already knows.',
    },
    cognito: {
      label: 'Amazon Cognito',
      hint: 'Users and guests of an app get tokens from an identity pool.',
    },
    kubernetes: {
      label: 'Amazon EKS',
      hint: 'Each pod of a Kubernetes cluster gets a token for its service account.',
    },
    github: { label: 'GitHub Actions', hint: 'Each workflow run gets a token, so nobody stores keys.' },
  };

export const productOptions = outsideKinds.map((value) => ({ value, ...productWords[value] }));

interface DomainWords {
  readonly label: string;
  readonly hint: string;
}

const ofPeople: DomainWords = {
  label: 'Organization’s domain',
  hint: 'Its people get e-mail addresses in this domain, and its own addresses use it too.',
};

/** Says how a product asks for the organization. Absent: the organization is in no address and no token of it. */
export const domainWords: Readonly<Partial<Record<OutsideKind, DomainWords>>> = {
  okta: ofPeople,
  'ad-fs': ofPeople,
  google: ofPeople,
  github: {
    label: 'Owner of the repositories',
    hint: 'A user or an organization of GitHub. Its workflows run in the repository “shop”.',
  },
};

export function domainShown({ kind, domain }: Pick<OutsideProviderRecord, 'kind' | 'domain'>): string {
  if (!domainWords[kind]) return '';
  return `${kind === 'github' ? `repositories of ${organizationLabel(domain)}` : domain} · `;
}
