/** Names each product, and says in one line what it is used for. */

import { type OutsideKind, outsideKinds } from '../../../core/model/records/outside-providers.ts';

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
