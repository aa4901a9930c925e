/** Names each product, and says in one line what it is used for. */

import { type OutsideKind, outsideKinds } from '../../../core/model/records/outside-providers.ts';

export const productWords: Readonly<Record<OutsideKind, { readonly label: string; readonly hint: string }>> =
  {
    okta: { label: 'Okta', hint: 'Staff sign in with SAML, or with OIDC on the command line.' },
    'ad-fs': { label: 'Active Directory (AD FS)', hint: 'A company’s own Windows domain, with SAML.' },
    google: {
      label: 'Google',
      hint: 'Workspace staff with SAML; any Google account with OIDC, built into AWS.',
    },
    cognito: { label: 'Amazon Cognito', hint: 'Users and guests of an app get tokens of an identity pool.' },
    kubernetes: {
      label: 'Amazon EKS',
      hint: 'Pods of a Kubernetes cluster get a token each, by their service account.',
    },
    github: { label: 'GitHub Actions', hint: 'Workflow runs get a token each: no stored keys.' },
  };

export const productOptions = outsideKinds.map((value) => ({ value, ...productWords[value] }));
