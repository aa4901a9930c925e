/** The trust policy of a new role: the answers make the JSON until somebody edits it. No answer overwrites that. */

import { gitHub } from '#core/policy/shared-issuers.ts';
import {
  type OidcTrust,
  type SamlTrust,
  type TrustKind,
  providerHost,
  samlAttributes,
  trustAccount,
  trustOidc,
  trustSaml,
  trustService,
} from './trust-templates.ts';

export class TrustDraft {
  kind = $state<TrustKind>('service');
  service = $state('ec2.amazonaws.com');
  whose = $state<'this' | 'other'>('this');
  other = $state('');
  externalId = $state('');
  thirdParty = $state(false);
  mfa = $state(false);
  saml = $state<SamlTrust>({ provider: '', console: true, attribute: samlAttributes[0], value: '' });
  oidc = $state<OidcTrust>({ provider: '', audience: '', organization: '', repository: '', branch: '' });
  /** The text that a person wrote. `undefined` when there is none yet. */
  custom = $state<string>();
  readonly #account: string;

  constructor(account: string) {
    this.#account = account;
  }

  /** The policy that the answers make. "custom" with nothing written starts with the policy for a service. */
  get template(): string {
    switch (this.kind) {
      case 'account':
        return this.#accountTemplate();
      case 'saml':
        return trustSaml(this.saml);
      case 'oidc':
        return trustOidc(this.oidc);
      case 'service':
      case 'custom':
        return trustService(this.service);
    }
  }

  get document(): string {
    return this.kind === 'custom' ? (this.custom ?? this.template) : this.template;
  }

  #accountTemplate(): string {
    const account = this.whose === 'this' ? this.#account : this.other.trim();
    const externalId = this.thirdParty ? this.externalId.trim() : '';
    return trustAccount(account, externalId, this.mfa);
  }

  choose(kind: TrustKind): void {
    if (kind === 'custom') this.custom ??= this.document;
    this.kind = kind;
  }

  write(text: string): void {
    if (text === this.document) return;
    this.custom = text;
    this.kind = 'custom';
  }

  /** The sentence that says why the step cannot be left yet. */
  get missing(): string | undefined {
    if (this.kind === 'saml' && !this.saml.provider) return 'Choose a SAML provider.';
    if (this.kind === 'oidc' && !this.oidc.provider) return 'Choose an identity provider.';
    if (this.kind === 'oidc' && !this.oidc.audience) return 'Enter the audience.';
    if (this.kind === 'oidc' && providerHost(this.oidc.provider) === gitHub && !this.oidc.organization)
      return 'Enter the GitHub organization.';
    return undefined;
  }
}
