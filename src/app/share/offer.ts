/** Prepares what the share dialog shows: the world as a link, a code and a file, what stays behind. */

import type { Anonymised } from '../../share/scenario/anonymise.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import type { ScenarioQuestion } from '../../share/scenario/format/parts.ts';
import { stayingBehind } from '../../share/scenario/carried-tables.ts';
import type { QrPath } from '../../share/link/qr.ts';
import { guideCounts, noGuide, shownGuide } from '../guide/guide.ts';
import { fileName } from '../workspaces/file-name.ts';
import type { Route } from '../navigation/routes.svelte.ts';
import { openDraft } from '../level-editor/draft.ts';
import type { Session } from '../session/session.svelte.ts';

export interface SharingChoice {
  readonly title: string;
  /** Paragraphs with empty lines between them. */
  readonly notes: string;
  readonly question: ScenarioQuestion | undefined;
  readonly withSecrets: boolean;
  readonly anonymous: boolean;
  /** A level that is written goes without its answers, unless its editor shares it. */
  readonly asLevel?: boolean;
}

export interface Shared {
  readonly link: string;
  /** The fragment alone: a code to paste where there is no common address. */
  readonly code: string;
  readonly file: { readonly name: string; readonly text: string };
  readonly qr: QrPath | undefined;
  /** Entries such as `3 users`, `1 role`. */
  readonly holds: readonly string[];
  readonly staysBehind: readonly string[];
  /** Names that had to stay although the person chose to share without names. */
  readonly kept: readonly string[];
  readonly carriers: readonly { readonly name: string; readonly limit: number; readonly fits: boolean }[];
}

/** Returns the question in the address, with which a shared account opens. Only Ask has one. */
export function questionIn({ place, query: { p, a, r } }: Route): ScenarioQuestion | undefined {
  return place === 'ask' && p && a && r ? { principal: p, action: a, resource: r } : undefined;
}

export async function share(session: Session, choice: SharingChoice): Promise<Shared> {
  const [{ shortestLink, carriers }, { writeScenario }, { qrPath }, { scenario, kept }] = await Promise.all([
    import('../../share/scenario/share.ts'),
    import('../../share/scenario/file.ts'),
    import('../../share/link/qr.ts'),
    sharedNow(session, choice),
  ]);
  const code = await shortestLink(scenario);
  const link = `${location.href.replace(/#.*$/s, '')}${code}`;
  return {
    link,
    code,
    file: { name: `${fileName(scenario.title)}.json`, text: writeScenario(scenario) },
    qr: qrPath(link),
    holds: [...counts(scenario.accounts), ...guideCounts(scenario)],
    staysBehind: leftOut(session, choice),
    kept,
    carriers: carriers.map(({ name, limit }) => ({ name, limit, fits: link.length <= limit })),
  };
}

export async function sharedNow(session: Session, choice: SharingChoice): Promise<Anonymised> {
  const [{ sharedScenario }, documents] = await Promise.all([
    import('../../share/scenario/share.ts'),
    import('../../federation/outside/documents.ts'),
    session.catalogue.loadManagedPolicies(),
  ]);
  return sharedScenario(
    session.state.world,
    {
      title: choice.title.trim() || 'Shared account',
      ...shownTo(sharedGuide(session, choice), choice, session.account),
      metadataOf: documents.providerMetadata,
      withSecrets: choice.withSecrets,
      anonymous: choice.anonymous,
    },
    session.catalogue.current,
  );
}

function sharedGuide(session: Session, { asLevel = false }: SharingChoice): ScenarioGuide {
  const guide = shownGuide(session) ?? noGuide;
  if (asLevel || session.readOnlyWorld || !openDraft(session)) return guide;
  const { exercise: _, ...rest } = guide;
  return rest;
}

function shownTo(guide: ScenarioGuide, { notes, question }: SharingChoice, account: string): ScenarioGuide {
  const { place: _, ...rest } = guide;
  const same = question && guide.start && JSON.stringify(question) === JSON.stringify(guide.start.question);
  return {
    ...(question ? rest : guide),
    notes: paragraphs(notes),
    ...(question ? { start: { account, question, next: same ? (guide.start?.next ?? []) : [] } } : {}),
  };
}

export const paragraphs = (text: string): string[] =>
  text.split(/\n\s*\n/).flatMap((paragraph) => paragraph.trim() || []);

type Counted = Readonly<Record<'users' | 'groups' | 'roles' | 'policies' | 'resources', readonly unknown[]>>;

function counts(accounts: readonly Counted[]): string[] {
  const words = { users: 'user', groups: 'group', roles: 'role', policies: 'policy', resources: 'resource' };
  const many = (word: string) => (word === 'policy' ? 'policies' : `${word}s`);
  return [
    ...(accounts.length > 1 ? [`${accounts.length} accounts`] : []),
    ...(Object.keys(words) as (keyof typeof words)[]).flatMap((table) => {
      const count = accounts.reduce((sum, account) => sum + account[table].length, 0);
      return count === 0 ? [] : [`${count} ${count === 1 ? words[table] : many(words[table])}`];
    }),
  ];
}

function leftOut({ state: { world } }: Session, { withSecrets, anonymous }: SharingChoice): string[] {
  const left = ['passwords', 'the history', 'the events of Activity', ...stayingBehind(world)];
  const { accessKeys, mfaDevices, outsideProviders } = world;
  if (!withSecrets && accessKeys.size + mfaDevices.size + outsideProviders.size > 0)
    left.push('secrets of access keys, MFA devices and providers (new ones are created when it opens)');
  if (anonymous)
    left.push(
      'e-mail addresses, descriptions, contacts, contents of objects, dates, keys, providers and notes',
    );
  return left;
}
