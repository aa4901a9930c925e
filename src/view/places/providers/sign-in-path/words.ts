/** Says what is missing on the way to credentials, and where a person adds it. */

import { href } from '#app/navigation/routes.svelte.ts';
import type { OutsideProviderRecord } from '#core/model/records/outside-providers.ts';
import type { SignInGap, SignInPath } from '#core/query/identities/sign-in-path.ts';

interface GapWords {
  readonly text: string;
  /** The link to the place that adds it. Absent where a button of the page does it. */
  readonly link?: { readonly label: string; readonly href: string } | undefined;
}

export function gapWords(
  gap: SignInGap,
  path: SignInPath,
  outside: Pick<OutsideProviderRecord, 'id' | 'name' | 'people' | 'groups'> | undefined,
): GapWords {
  const { protocol, provider, roles } = path;
  const name = outside?.name ?? 'the provider';
  const atOutside = (label: string, tab: string) =>
    outside && { label, href: href('providers', ['outside', outside.id], { tab }) };
  const inAccount = (label: string, tab: string) =>
    provider && 'arn' in provider
      ? { label, href: href('providers', [provider.kind, provider.name], { tab }) }
      : undefined;
  const [first] = roles;
  switch (gap) {
    case 'application':
      return {
        text: `${name} has no ${protocol === 'saml' ? 'SAML' : 'OIDC'} application for AWS yet.`,
        link: atOutside('Add application', 'applications'),
      };
    case 'people':
      return outside && (protocol === 'saml' || outside.groups.length > 0)
        ? { text: `${name} has no people yet.`, link: atOutside('Add people', 'people') }
        : { text: `${name} has no workloads yet.`, link: atOutside('Add workloads', 'workloads') };
    case 'provider':
      return { text: `This account does not know ${name} yet.` };
    case 'metadata-expired':
      return {
        text: 'Its metadata expired, so AWS refuses every sign-in.',
        link: inAccount('Replace the metadata', 'metadata'),
      };
    case 'signing-key':
      return {
        text: `${name} signs with a newer key. AWS refuses its responses until you update the metadata.`,
        link: atOutside('See its signing keys', 'keys'),
      };
    case 'audience':
      return {
        text: outside
          ? `No audience here is an application of ${name}, so AWS refuses its tokens.`
          : 'It has no audience yet, so AWS refuses every token.',
        link: inAccount('Add audience', 'audiences'),
      };
    case 'keys':
      return {
        text: outside
          ? `${name} publishes no key, so AWS refuses every token.`
          : 'This page has no network and knows no key of this issuer, so it refuses every login.',
        link: outside ? atOutside('Rotate its key', 'keys') : inAccount('Enter its keys', 'keys'),
      };
    case 'role':
      return { text: provider ? 'No role trusts this provider yet.' : 'A role can trust it after that.' };
    case 'trust':
      return {
        text: 'The trust policy names this provider, but allows no sign-in with it.',
        link: first && {
          label: 'Edit the trust policy',
          href: href('identities', ['role', first.role.roleName], { tab: 'trust' }),
        },
      };
    case 'offer':
      return {
        text: `${name} offers no role to anybody yet.`,
        link: atOutside('Offer a role', 'applications'),
      };
  }
}

export function namesInShort(names: readonly string[], shown = 3): string {
  const rest = names.length - shown;
  if (rest > 1) return `${names.slice(0, shown).join(', ')} and ${rest} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}` : (names[0] ?? '');
}
