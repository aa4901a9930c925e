/** Makes new workspaces: empty by `playground:CreateAccount`, so that the door checks its input, or generated. */

import { apply, createWorld } from '../../core/model/world/apply.ts';
import type { AwsError, Request } from '../../core/model/request/request.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import type { Session } from '../session/session.svelte.ts';

export async function createAccountWorkspace(
  session: Session,
  params: Request['params'],
): Promise<AwsError | undefined> {
  const world = createWorld();
  const request: Request = {
    service: 'playground',
    operation: 'CreateAccount',
    params,
    caller: { kind: 'anonymous' },
  };
  const handle = await session.door.open();
  const outcome = handle(world, request, session.env);
  if (!outcome.ok) return outcome.error;
  apply(world, outcome.changes);
  const name = [...world.accounts.values()][0]?.name ?? 'New account';
  if (await session.workspaces.createFromWorld(world, { name, origin: 'new' })) return undefined;
  const { title, detail } = session.problems.current ?? { title: 'Not saved', detail: '' };
  return { code: 'ServiceFailure', status: 500, message: `${title}. ${detail}` };
}

/** Sizes of a generated account; `full` uses up every default quota of AWS. */
export const generatedSizes = {
  medium: { users: 400, groups: 40, roles: 80, policies: 120 },
  full: { users: 5000, groups: 300, roles: 1000, policies: 1500 },
} as const;
export type GeneratedSize = keyof typeof generatedSizes;

/**
 * Makes a workspace with a made-up company of that size; the same seed gives the same company. It is made in
 * slices, because 5,000 users would block the page for half a second. Returns whether it was made; else the
 * screen says why.
 */
export async function generateWorkspace(
  session: Session,
  size: GeneratedSize,
  seed: string,
): Promise<boolean> {
  const [{ generateAccountSteps }] = await Promise.all([
    import('../../share/generate/account.ts'),
    session.catalogue.loadManagedPolicies(),
  ]);
  const reference = session.catalogue.current;
  const records = await runInSlices(generateAccountSteps({ ...generatedSizes[size], seed, reference }));
  const [account] = records.accounts;
  if (!account) throw new Error('a generated company has an account');
  const name = `${account.name} (generated)`;
  return session.workspaces.create({ name, account: account.id, origin: 'new', notices: [] }, records);
}
