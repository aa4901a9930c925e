/** Makes an organization of the hospital and its institute, with an SCP and an RCP that are not attached yet. */

import type { Session } from '#app/session/session.svelte.ts';
import { rootArn } from '#core/model/arn.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import type { Request } from '#core/model/request/request.ts';

export const institute = unsafeAccountId('666677778888');

/** Sends a call to Organizations as the root user of `account`, which is the open one unless it is said. */
export function organizations(
  session: Session,
  operation: string,
  params: Request['params'] = {},
  account = session.account,
): Request {
  return {
    ...{ service: 'organizations', operation, params },
    caller: { kind: 'principal', arn: rootArn(account) },
  };
}

const deny = (Action: string, more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action, Resource: '*', ...more }] });

/** Returns the ids of the two policies. */
export async function withOrganization(session: Session): Promise<{ scp: string; rcp: string }> {
  const send = async (...[operation, params, account]: [string, Request['params']?, typeof institute?]) => {
    const outcome = await session.requests.send(organizations(session, operation, params, account));
    if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.message}`);
    return outcome.response as Readonly<Record<string, { readonly [member: string]: unknown }>>;
  };
  await send('CreateOrganization', { FeatureSet: 'ALL' });
  const invited = await send('InviteAccountToOrganization', { Target: { Type: 'ACCOUNT', Id: institute } });
  await send('AcceptHandshake', { HandshakeId: invited['Handshake']?.['Id'] }, institute);
  const RootId = [...session.state.world.organizations.values()][0]?.rootId;
  const made: string[] = [];
  for (const [Type, Name, Content] of [
    ['SERVICE_CONTROL_POLICY', 'NoStorage', deny('s3:*')],
    ['RESOURCE_CONTROL_POLICY', 'NoReading', deny('s3:GetObject', { Principal: '*' })],
  ]) {
    await send('EnablePolicyType', { RootId, PolicyType: Type });
    const created = await send('CreatePolicy', { Name, Content, Type, Description: '' });
    const summary = created['Policy']?.['PolicySummary'] as { Id: string } | undefined;
    made.push(summary?.Id ?? '');
  }
  const [scp = '', rcp = ''] = made;
  return { scp, rcp };
}
